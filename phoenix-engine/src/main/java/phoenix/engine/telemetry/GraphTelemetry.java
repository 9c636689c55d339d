package phoenix.engine.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Own telemetry of one graph, by component. Thread-safe. */
public final class GraphTelemetry {
    private final Map<String, ComponentTelemetry> receivers = new ConcurrentHashMap<>();
    private final Map<String, ComponentTelemetry> processors = new ConcurrentHashMap<>();
    private final Map<String, ComponentTelemetry> connectors = new ConcurrentHashMap<>();
    private final Map<String, ComponentTelemetry> extensions = new ConcurrentHashMap<>();
    private final Map<String, ComponentTelemetry> exporters = new ConcurrentHashMap<>();
    private volatile boolean detailed;

    /** Whether components measure what costs something to measure; may change while they run. */
    public void setDetailed(boolean isDetailed) {
        detailed = isDetailed;
    }

    private ComponentTelemetry made() {
        return new ComponentTelemetry(() -> detailed);
    }

    public ComponentTelemetry receiver(String id) {
        return receivers.computeIfAbsent(id, _ -> made());
    }

    /** Every pipeline has a processor instance of its own. */
    public ComponentTelemetry processor(String pipeline, String id) {
        return processors.computeIfAbsent(pipeline + " " + id, _ -> made());
    }

    public ComponentTelemetry connector(String id) {
        return connectors.computeIfAbsent(id, _ -> made());
    }

    public ComponentTelemetry extension(String id) {
        return extensions.computeIfAbsent(id, _ -> made());
    }

    public ComponentTelemetry exporter(String id) {
        return exporters.computeIfAbsent(id, _ -> made());
    }

    public Map<String, ComponentTelemetry> receivers() {
        return new TreeMap<>(receivers);
    }

    /** Keys are {@code PIPELINE ID}. */
    public Map<String, ComponentTelemetry> processors() {
        return new TreeMap<>(processors);
    }

    public Map<String, ComponentTelemetry> exporters() {
        return new TreeMap<>(exporters);
    }
}
