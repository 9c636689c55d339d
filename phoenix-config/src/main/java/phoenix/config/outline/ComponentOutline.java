package phoenix.config.outline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * One component as written.
 *
 * @param id as written: {@code hostmetrics/node}
 * @param type the type by its name of today: {@code host_metrics}
 * @param span where the id stands
 * @param settings possibly null YAML
 */
public record ComponentOutline(ComponentKind kind, String id, String type, SourceSpan span, YamlNode settings) {

    public boolean is(ComponentKind otherKind, String... types) {
        return kind == otherKind && List.of(types).contains(type);
    }

    public Optional<YamlNode> at(String... path) {
        Optional<YamlNode> node = Optional.of(settings);
        for (String key : path) {
            node = node.flatMap(n -> n.get(key));
        }
        return node;
    }

    /** The entry at this path of keys, with the place of its key. */
    public Optional<YamlMapping.Entry> entry(String... path) {
        String[] parent = java.util.Arrays.copyOf(path, path.length - 1);
        return at(parent).flatMap(n -> n instanceof YamlMapping m ? m.entry(path[path.length - 1]) : Optional.empty());
    }

    public Optional<String> text(String... path) {
        return at(path).flatMap(Nodes::text);
    }

    public Optional<Boolean> flag(String... path) {
        return at(path).flatMap(Nodes::flag);
    }

    public Optional<Double> number(String... path) {
        return at(path).flatMap(Nodes::number);
    }

    public Optional<Duration> duration(String... path) {
        return at(path).flatMap(Nodes::duration);
    }

    public List<YamlNode> items(String... path) {
        return at(path).map(Nodes::items).orElse(List.of());
    }

    public List<YamlMapping.Entry> entries(String... path) {
        return at(path).map(Nodes::entries).orElse(List.of());
    }

    /** As in a configuration path: {@code processors::batch}. */
    public String path() {
        return kind.section() + "::" + id;
    }

    /** Without the settings, which may hold secrets. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
