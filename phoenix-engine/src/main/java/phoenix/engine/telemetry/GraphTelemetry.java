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

    public ComponentTelemetry receiver(String id) {
        return receivers.computeIfAbsent(id, _ -> new ComponentTelemetry());
    }

    /** Every pipeline has a processor instance of its own. */
    public ComponentTelemetry processor(String pipeline, String id) {
        return processors.computeIfAbsent(pipeline + " " + id, _ -> new ComponentTelemetry());
    }

    public ComponentTelemetry connector(String id) {
        return connectors.computeIfAbsent(id, _ -> new ComponentTelemetry());
    }

    public ComponentTelemetry extension(String id) {
        return extensions.computeIfAbsent(id, _ -> new ComponentTelemetry());
    }

    public ComponentTelemetry exporter(String id) {
        return exporters.computeIfAbsent(id, _ -> new ComponentTelemetry());
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
