package phoenix.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Builds a {@link MetricBatch} top down: a resource, its scopes, their metrics, their points, in the order of the
 * wire. A point added without a metric before it is a bug of the caller. Not thread-safe; of no use after
 * {@link #build()}.
 */
public final class BatchBuilder {
    private Resource[] resources = new Resource[4];
    private int[] scopeStarts = new int[4];
    private int resourceCount;
    private Scope[] scopes = new Scope[4];
    private int[] metricStarts = new int[4];
    private int scopeCount;
    private MetricInfo[] metrics = new MetricInfo[16];
    private int[] pointStarts = new int[16];
    private int metricCount;
    private final PointColumns points;

    public BatchBuilder() {
        this(16);
    }

    public BatchBuilder(int expectedPoints) {
        points = new PointColumns(expectedPoints);
    }

    public int pointCount() {
        return points.size;
    }

    public BatchBuilder resource(Resource resource) {
        if (resourceCount == resources.length) {
            resources = Arrays.copyOf(resources, resourceCount * 2);
            scopeStarts = Arrays.copyOf(scopeStarts, resourceCount * 2);
        }
        resources[resourceCount] = resource;
        scopeStarts[resourceCount++] = scopeCount;
        return this;
    }

    public BatchBuilder scope(Scope scope) {
        if (resourceCount == 0) {
            throw new IllegalStateException("a scope needs a resource before it");
        }
        if (scopeCount == scopes.length) {
            scopes = Arrays.copyOf(scopes, scopeCount * 2);
            metricStarts = Arrays.copyOf(metricStarts, scopeCount * 2);
        }
        scopes[scopeCount] = scope;
        metricStarts[scopeCount++] = metricCount;
        return this;
    }

    public BatchBuilder metric(MetricInfo metric) {
        if (scopeCount == 0 || scopeStarts[resourceCount - 1] == scopeCount) {
            throw new IllegalStateException("a metric needs a scope before it");
        }
        if (metricCount == metrics.length) {
            metrics = Arrays.copyOf(metrics, metricCount * 2);
            pointStarts = Arrays.copyOf(pointStarts, metricCount * 2);
        }
        metrics[metricCount] = metric;
        pointStarts[metricCount++] = points.size;
        return this;
    }

    /** Times are unsigned nanoseconds since the epoch. */
    public BatchBuilder intPoint(Attributes attributes, long startTimeUnixNano, long timeUnixNano, long value) {
        points.add(attributes, startTimeUnixNano, timeUnixNano, PointColumns.INT, value);
        return this;
    }

    public BatchBuilder doublePoint(Attributes attributes, long startTimeUnixNano, long timeUnixNano, double value) {
        points.add(attributes, startTimeUnixNano, timeUnixNano, PointColumns.DOUBLE, Double.doubleToRawLongBits(value));
        return this;
    }

    /** A gauge or sum point that carries no number. */
    public BatchBuilder emptyPoint(Attributes attributes, long startTimeUnixNano, long timeUnixNano) {
        points.add(attributes, startTimeUnixNano, timeUnixNano, PointColumns.NONE, 0);
        return this;
    }

    public BatchBuilder bodyPoint(Attributes attributes, long startTimeUnixNano, long timeUnixNano, PointBody body) {
        int p = points.add(attributes, startTimeUnixNano, timeUnixNano, PointColumns.NONE, 0);
        points.setBody(p, body);
        return this;
    }

    /** Sets the flags of the point added last. */
    public BatchBuilder flags(int flags) {
        points.flags[points.size - 1] = flags;
        return this;
    }

    /** Sets the exemplars of the point added last. */
    public BatchBuilder exemplars(List<Exemplar> exemplars) {
        if (!exemplars.isEmpty()) {
            points.setExemplars(points.size - 1, List.copyOf(exemplars));
        }
        return this;
    }

    /** Appends the points {@code from .. to-1} of another batch to the metric added last. */
    public BatchBuilder points(MetricBatch from, int fromPoint, int toPoint) {
        points.addRange(from.points, fromPoint, toPoint);
        return this;
    }

    /** Appends a whole batch; resources are not merged, as in the Collector's batch processor. */
    public BatchBuilder append(MetricBatch batch) {
        for (int r = 0; r < batch.resourceCount(); r++) {
            resource(batch.resource(r));
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                scope(batch.scope(s));
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    metric(batch.metric(m));
                    points(batch, batch.pointStart(m), batch.pointEnd(m));
                }
            }
        }
        return this;
    }

    /**
     * Appends the points {@code fromPoint .. toPoint-1} of a batch with the resource, scope and metric of each: what a
     * split by number of points gives. Metrics without points are left out.
     */
    public BatchBuilder slice(MetricBatch batch, int fromPoint, int toPoint) {
        int lastScope = -1;
        int lastResource = -1;
        for (int m = 0; m < batch.metricCount(); m++) {
            int from = Math.max(fromPoint, batch.pointStart(m));
            int to = Math.min(toPoint, batch.pointEnd(m));
            if (from >= to) {
                continue;
            }
            int s = batch.scopeOfMetric(m);
            int r = batch.resourceOfScope(s);
            if (r != lastResource) {
                resource(batch.resource(r));
            }
            if (s != lastScope) {
                scope(batch.scope(s));
            }
            lastResource = r;
            lastScope = s;
            metric(batch.metric(m));
            points(batch, from, to);
        }
        return this;
    }

    public MetricBatch build() {
        int[] scopeBounds = Arrays.copyOf(scopeStarts, resourceCount + 1);
        scopeBounds[resourceCount] = scopeCount;
        int[] metricBounds = Arrays.copyOf(metricStarts, scopeCount + 1);
        metricBounds[scopeCount] = metricCount;
        int[] pointBounds = Arrays.copyOf(pointStarts, metricCount + 1);
        pointBounds[metricCount] = points.size;
        return new MetricBatch(
                Arrays.copyOf(resources, resourceCount),
                scopeBounds,
                Arrays.copyOf(scopes, scopeCount),
                metricBounds,
                Arrays.copyOf(metrics, metricCount),
                pointBounds,
                points);
    }
}
