package phoenix.config.compile.otelcol;

import phoenix.config.collector.ComponentId;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * A page that Prometheus reads.
 *
 * @param pipeline of the Collector, whose metrics it shows; empty where the configuration has one only
 * @param address {@code host:port}
 */
public record Page(String pipeline, String address) {

    /** Whether only this machine, or this pod, can read it. */
    public boolean isOnLoopback() {
        return address.startsWith("127.") || address.startsWith("localhost:") || address.startsWith("[::1]:");
    }

    /** Whether an exporter is one that compiling added. */
    static boolean isComparison(ComponentId id, YamlNode settings) {
        return id.type().equals("prometheus")
                && id.name().startsWith("phoenix")
                && settings.get("const_labels").orElse(null) instanceof YamlMapping labels
                && labels.has("experiment")
                && labels.has("variant");
    }
}
