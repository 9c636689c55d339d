package phoenix.engine.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The counters and levels of one component, by name. Names are those of the Collector's own telemetry where it has the
 * same figure (for example {@code otelcol_exporter_sent_metric_points}). Thread-safe; fetch a counter once, not for
 * each batch.
 */
public final class ComponentTelemetry {
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();
    private final Map<String, Map<String, AtomicLong>> parts = new ConcurrentHashMap<>();
    private final Map<String, Distribution> distributions = new ConcurrentHashMap<>();
    private final BooleanSupplier detailed;
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private volatile String problem = "";

    public ComponentTelemetry() {
        this(() -> false);
    }

    ComponentTelemetry(BooleanSupplier detailed) {
        this.detailed = detailed;
    }

    /** Whether to measure what costs something to measure. */
    public boolean isDetailed() {
        return detailed.getAsBoolean();
    }

    /** The counter or level of this name; created at 0. */
    public AtomicLong value(String name) {
        return values.computeIfAbsent(name, _ -> new AtomicLong());
    }

    /**
     * A part of the counter of this name, told from the others by labels. Whoever counts a part counts the whole as well,
     * unless nobody asks for that.
     *
     * @param partLabels as on a page, {@code transport="http"}; few, and known to the component
     */
    public AtomicLong part(String name, String partLabels) {
        return parts.computeIfAbsent(name, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(partLabels, _ -> new AtomicLong());
    }

    /** The distribution of this name; created empty. */
    public Distribution distribution(String name, double... bounds) {
        return distributions.computeIfAbsent(name, _ -> new Distribution(bounds));
    }

    /** Says which labels the Collector gives figures of these names beside the component's id, as on a page. */
    public void setLabels(String pageLabels, String... names) {
        for (String name : names) {
            labels.put(name, pageLabels);
        }
    }

    /** Labels of a figure beside the component's id, as on a page; empty for none. */
    public String labels(String name) {
        return labels.getOrDefault(name, "");
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

    /** The parts of counters, by name and labels. */
    public Map<String, Map<String, Long>> partsSnapshot() {
        Map<String, Map<String, Long>> snapshot = new TreeMap<>();
        parts.forEach((name, byLabels) -> {
            Map<String, Long> of = new TreeMap<>();
            byLabels.forEach((partLabels, value) -> of.put(partLabels, value.get()));
            snapshot.put(name, of);
        });
        return snapshot;
    }

    public Map<String, Distribution.Snapshot> distributions() {
        Map<String, Distribution.Snapshot> snapshot = new TreeMap<>();
        distributions.forEach((name, distribution) -> snapshot.put(name, distribution.snapshot()));
        return snapshot;
    }
}
