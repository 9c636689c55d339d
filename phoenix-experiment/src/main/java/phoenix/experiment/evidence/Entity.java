package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.store.Labels;

/**
 * Something that metrics tell about: a host, process, service or container, as New Relic and others make entities of it
 * from resource attributes.
 *
 * @param type {@code host}, {@code process}, {@code service} or {@code container}
 * @param id unique within the type, readable
 * @param name what a user would call it: for a process the name of its executable
 */
public record Entity(String type, String id, String name) {

    /** All entities that a resource names; none for an empty one. */
    static List<Entity> of(Labels resource) {
        List<Entity> entities = new ArrayList<>();
        String host = first(resource, "host.id", "host.name");
        if (host != null) {
            String name = first(resource, "host.name", "host.id");
            entities.add(new Entity("host", host, name == null ? host : name));
        }
        String pid = resource.get("process.pid");
        if (pid != null) {
            String name = first(resource, "process.executable.name", "process.command", "process.executable.path");
            entities.add(
                    new Entity("process", name == null ? pid : name + " (" + pid + ")", name == null ? pid : name));
        }
        String service = resource.get("service.name");
        if (service != null) {
            String instance = resource.get("service.instance.id");
            entities.add(new Entity("service", instance == null ? service : service + "/" + instance, service));
        }
        String container = first(resource, "container.id", "container.name");
        if (container != null) {
            String name = first(resource, "container.name", "container.id");
            entities.add(new Entity("container", container, name == null ? container : name));
        }
        return entities;
    }

    private static @Nullable String first(Labels resource, String... keys) {
        for (String key : keys) {
            String value = resource.get(key);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
