package phoenix.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics on their way through a pipeline: OTLP's tree of resources, scopes, metrics and points in flat columns.
 *
 * <p>Each level is numbered from 0 in the order of the wire, and the children of one parent are neighbours: the scopes
 * of resource {@code r} are {@code scopeStart(r) .. scopeEnd(r)-1}, and so on down to the points. A point is an index
 * into columns, not an object.
 *
 * <p>A batch never changes, so baseline and candidate read the same one without a lock or a copy. To change data, take
 * a {@link BatchEditor}: it copies only the columns that it writes. Build one with {@link BatchBuilder}.
 */
public final class MetricBatch {
    public static final MetricBatch EMPTY = new BatchBuilder().build();

    final Resource[] resources;
    final int[] scopeStarts;
    final Scope[] scopes;
    final int[] metricStarts;
    final MetricInfo[] metrics;
    final int[] pointStarts;
    final PointColumns points;
    private final int[] resourceOfScope;
    private final int[] scopeOfMetric;

    MetricBatch(
            Resource[] resources,
            int[] scopeStarts,
            Scope[] scopes,
            int[] metricStarts,
            MetricInfo[] metrics,
            int[] pointStarts,
            PointColumns points) {
        this.resources = resources;
        this.scopeStarts = scopeStarts;
        this.scopes = scopes;
        this.metricStarts = metricStarts;
        this.metrics = metrics;
        this.pointStarts = pointStarts;
        this.points = points;
        this.resourceOfScope = parents(scopeStarts, scopes.length);
        this.scopeOfMetric = parents(metricStarts, metrics.length);
    }

    private static int[] parents(int[] starts, int childCount) {
        int[] parents = new int[childCount];
        for (int parent = 0; parent + 1 < starts.length; parent++) {
            java.util.Arrays.fill(parents, starts[parent], starts[parent + 1], parent);
        }
        return parents;
    }

    public int resourceCount() {
        return resources.length;
    }

    public int scopeCount() {
        return scopes.length;
    }

    public int metricCount() {
        return metrics.length;
    }

    public int pointCount() {
        return points.size;
    }

    public boolean isEmpty() {
        return resources.length == 0;
    }

    /** An estimate of the memory that this batch alone keeps in use, in bytes; attribute maps of streams are not its own. */
    public long heldBytes() {
        return HeldBytes.of(this);
    }

    public Resource resource(int r) {
        return resources[r];
    }

    public int scopeStart(int r) {
        return scopeStarts[r];
    }

    public int scopeEnd(int r) {
        return scopeStarts[r + 1];
    }

    public Scope scope(int s) {
        return scopes[s];
    }

    public int resourceOfScope(int s) {
        return resourceOfScope[s];
    }

    public int metricStart(int s) {
        return metricStarts[s];
    }

    public int metricEnd(int s) {
        return metricStarts[s + 1];
    }

    public MetricInfo metric(int m) {
        return metrics[m];
    }

    public int scopeOfMetric(int m) {
        return scopeOfMetric[m];
    }

    public int resourceOfMetric(int m) {
        return resourceOfScope[scopeOfMetric[m]];
    }

    public int pointStart(int m) {
        return pointStarts[m];
    }

    public int pointEnd(int m) {
        return pointStarts[m + 1];
    }

    public Attributes attributes(int p) {
        return points.attributes[p];
    }

    /** Unsigned nanoseconds since the epoch; 0 when not given. */
    public long startTimeUnixNano(int p) {
        return points.startTimes[p];
    }

    /** Unsigned nanoseconds since the epoch. */
    public long timeUnixNano(int p) {
        return points.times[p];
    }

    public ValueKind valueKind(int p) {
        return ValueKind.at(points.kinds[p]);
    }

    /** The value of a point of kind INT; 0 for any other kind, as the Collector reads it. */
    public long intValue(int p) {
        return points.kinds[p] == PointColumns.INT ? points.values[p] : 0;
    }

    /** The value of a point of kind DOUBLE; 0 for any other kind, as the Collector reads it. */
    public double doubleValue(int p) {
        return points.kinds[p] == PointColumns.DOUBLE ? Double.longBitsToDouble(points.values[p]) : 0;
    }

    /** The number of a gauge or sum point whichever its kind; 0 when it has none. */
    public double numberValue(int p) {
        return switch (points.kinds[p]) {
            case PointColumns.INT -> points.values[p];
            case PointColumns.DOUBLE -> Double.longBitsToDouble(points.values[p]);
            default -> 0;
        };
    }

    /** OTLP's {@code DataPointFlags}; bit 0 is "no recorded value". */
    public int flags(int p) {
        return points.flags[p];
    }

    public boolean hasNoRecordedValue(int p) {
        return (points.flags[p] & 1) != 0;
    }

    /** What a histogram or summary point holds; null for the points of gauges and sums. */
    public @Nullable PointBody body(int p) {
        return points.bodies == null ? null : points.bodies[p];
    }

    public List<Exemplar> exemplars(int p) {
        List<Exemplar> list = points.exemplars == null ? null : points.exemplars[p];
        return list == null ? List.of() : list;
    }
}
