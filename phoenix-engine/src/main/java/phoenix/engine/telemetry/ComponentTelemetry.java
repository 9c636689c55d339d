package phoenix.engine.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters and levels of one component, by name. Names are those of the Collector's own telemetry where it has the
 * same figure (for example {@code otelcol_exporter_sent_metric_points}). Thread-safe; fetch a counter once, not for
 * each batch.
 */
public final class ComponentTelemetry {
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();
    private volatile String problem = "";

    /** The counter or level of this name; created at 0. */
    public AtomicLong value(String name) {
        return values.computeIfAbsent(name, _ -> new AtomicLong());
    }

    /** The present value; 0 for a name that was never used. */
    public long get(String name) {
        AtomicLong value = values.get(name);
        return value == null ? 0 : value.get();
    }

    /** Keeps the reason why data were lost, for people; the latest counts. */
    public void setProblem(String reason) {
        problem = reason;
    }

    /** Why data were lost last; empty when none were. It may quote a peer. */
    public String problem() {
        return problem;
    }

    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        values.forEach((name, value) -> snapshot.put(name, value.get()));
        return snapshot;
    }
}
