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
     * split by number of points gives. What holds no points goes where the Collector's batch processor puts it: with the
     * points before it when these end their resource or scope, else with those behind it.
     */
    public BatchBuilder slice(MetricBatch batch, int fromPoint, int toPoint) {
        Part part = new Part(fromPoint, toPoint, batch.pointCount());
        for (int r = 0; r < batch.resourceCount(); r++) {
            Span resourceSpan = Span.ofScopes(batch, batch.scopeStart(r), batch.scopeEnd(r));
            boolean isAdded = batch.scopeStart(r) == batch.scopeEnd(r) && part.hasEmpty(resourceSpan.from);
            if (isAdded) {
                resource(batch.resource(r));
            }
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                isAdded = sliceScope(batch, s, part, resourceSpan, isAdded);
            }
        }
        return this;
    }

    private boolean sliceScope(MetricBatch batch, int s, Part part, Span resourceSpan, boolean resourceAdded) {
        Span span = Span.ofScopes(batch, s, s + 1);
        boolean isEmpty = batch.metricStart(s) == batch.metricEnd(s);
        boolean isAdded = isEmpty && part.hasEmpty(span.from, resourceSpan);
        boolean parentAdded = resourceAdded;
        if (isAdded) {
            parentAdded = addParents(batch, s, parentAdded);
        }
        for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
            int from = Math.max(part.from, batch.pointStart(m));
            int to = Math.min(part.to, batch.pointEnd(m));
            boolean isEmptyMetric = batch.pointStart(m) == batch.pointEnd(m);
            if (isEmptyMetric ? part.hasEmpty(batch.pointStart(m), resourceSpan, span) : from < to) {
                if (!isAdded) {
                    parentAdded = addParents(batch, s, parentAdded);
                    isAdded = true;
                }
                boolean goesOn = part.to < batch.pointEnd(m);
                // The Collector gives metadata to the last part of a metric only.
                metric(goesOn ? batch.metric(m).withMetadata(Attributes.EMPTY) : batch.metric(m));
                points(batch, from, Math.max(from, to));
            }
        }
        return parentAdded;
    }

    private boolean addParents(MetricBatch batch, int s, boolean resourceAdded) {
        if (!resourceAdded) {
            resource(batch.resource(batch.resourceOfScope(s)));
        }
        scope(batch.scope(s));
        return true;
    }

    /** The points of a resource or a scope. */
    private record Span(int from, int to) {
        static Span ofScopes(MetricBatch batch, int fromScope, int toScope) {
            return new Span(firstPoint(batch, fromScope), firstPoint(batch, toScope));
        }

        /** The first point at or behind a scope. */
        private static int firstPoint(MetricBatch batch, int scope) {
            boolean isPast = scope == batch.scopeCount() || batch.metricStart(scope) == batch.metricCount();
            return isPast ? batch.pointCount() : batch.pointStart(batch.metricStart(scope));
        }

        boolean endsWith(int point) {
            return from < point && to == point;
        }
    }

    /** A part of a batch of so many points. */
    private record Part(int from, int to, int all) {
        /** Whether what is empty and stands before {@code point}, within {@code parents}, is in the part. */
        boolean hasEmpty(int point, Span... parents) {
            boolean behindFrom = point > from || from == 0 || (point == from && !goesBefore(point, parents));
            boolean beforeTo = point < to || to == all || (point == to && goesBefore(point, parents));
            return behindFrom && beforeTo;
        }

        private static boolean goesBefore(int cut, Span... parents) {
            for (Span parent : parents) {
                if (parent.endsWith(cut)) {
                    return true;
                }
            }
            return false;
        }
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
