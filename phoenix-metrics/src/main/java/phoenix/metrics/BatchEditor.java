package phoenix.metrics;

import java.util.BitSet;
import java.util.List;

/**
 * Changes to one batch, giving a new one. A column is copied when it is first written; all others stay shared with the
 * source, so a processor that rewrites attributes copies one array of references and nothing else. Reads see what was
 * written. Not thread-safe.
 */
public final class BatchEditor {
    private final MetricBatch source;
    private final PointColumns points;
    private Resource[] resources;
    private Scope[] scopes;
    private MetricInfo[] metrics;
    private final BitSet droppedPoints = new BitSet();
    private final BitSet droppedMetrics = new BitSet();
    private final BitSet droppedScopes = new BitSet();
    private final BitSet droppedResources = new BitSet();
    private boolean changed;

    public BatchEditor(MetricBatch source) {
        this.source = source;
        this.points = new PointColumns(source.points);
        this.resources = source.resources;
        this.scopes = source.scopes;
        this.metrics = source.metrics;
    }

    /** The batch being edited, unchanged: its structure (which point belongs to which metric) holds for the edit too. */
    public MetricBatch source() {
        return source;
    }

    public Resource resource(int r) {
        return resources[r];
    }

    public Scope scope(int s) {
        return scopes[s];
    }

    public MetricInfo metric(int m) {
        return metrics[m];
    }

    public Attributes attributes(int p) {
        return points.attributes[p];
    }

    public long startTimeUnixNano(int p) {
        return points.startTimes[p];
    }

    public long timeUnixNano(int p) {
        return points.times[p];
    }

    public ValueKind valueKind(int p) {
        return ValueKind.at(points.kinds[p]);
    }

    /** 0 unless the point is of kind INT, as the Collector reads it. */
    public long intValue(int p) {
        return points.kinds[p] == PointColumns.INT ? points.values[p] : 0;
    }

    /** 0 unless the point is of kind DOUBLE, as the Collector reads it. */
    public double doubleValue(int p) {
        return points.kinds[p] == PointColumns.DOUBLE ? Double.longBitsToDouble(points.values[p]) : 0;
    }

    public int flags(int p) {
        return points.flags[p];
    }

    public @org.jspecify.annotations.Nullable PointBody body(int p) {
        return points.bodies == null ? null : points.bodies[p];
    }

    public List<Exemplar> exemplars(int p) {
        List<Exemplar> list = points.exemplars == null ? null : points.exemplars[p];
        return list == null ? List.of() : list;
    }

    public void setResource(int r, Resource resource) {
        if (resources[r] == resource) {
            return;
        }
        if (resources == source.resources) {
            resources = resources.clone();
        }
        resources[r] = resource;
        changed = true;
    }

    public void setScope(int s, Scope scope) {
        if (scopes[s] == scope) {
            return;
        }
        if (scopes == source.scopes) {
            scopes = scopes.clone();
        }
        scopes[s] = scope;
        changed = true;
    }

    public void setMetric(int m, MetricInfo metric) {
        if (metrics[m] == metric) {
            return;
        }
        if (metrics == source.metrics) {
            metrics = metrics.clone();
        }
        metrics[m] = metric;
        changed = true;
    }

    public void setAttributes(int p, Attributes attributes) {
        if (points.attributes[p] == attributes) {
            return;
        }
        if (points.attributes == source.points.attributes) {
            points.attributes = points.attributes.clone();
        }
        points.attributes[p] = attributes;
        changed = true;
    }

    public void setStartTimeUnixNano(int p, long time) {
        if (points.startTimes == source.points.startTimes) {
            points.startTimes = points.startTimes.clone();
        }
        points.startTimes[p] = time;
        changed = true;
    }

    public void setTimeUnixNano(int p, long time) {
        if (points.times == source.points.times) {
            points.times = points.times.clone();
        }
        points.times[p] = time;
        changed = true;
    }

    public void setInt(int p, long value) {
        setNumber(p, PointColumns.INT, value);
    }

    public void setDouble(int p, double value) {
        setNumber(p, PointColumns.DOUBLE, Double.doubleToRawLongBits(value));
    }

    private void setNumber(int p, byte kind, long bits) {
        if (points.values == source.points.values) {
            points.values = points.values.clone();
            points.kinds = points.kinds.clone();
        }
        points.values[p] = bits;
        points.kinds[p] = kind;
        changed = true;
    }

    public void setFlags(int p, int flags) {
        if (points.flags == source.points.flags) {
            points.flags = points.flags.clone();
        }
        points.flags[p] = flags;
        changed = true;
    }

    public void setBody(int p, PointBody body) {
        if (points.bodies != null && points.bodies == source.points.bodies) {
            points.bodies = points.bodies.clone();
        }
        points.setBody(p, body);
        changed = true;
    }

    public void setExemplars(int p, List<Exemplar> exemplars) {
        if (points.exemplars != null && points.exemplars == source.points.exemplars) {
            points.exemplars = points.exemplars.clone();
        }
        points.setExemplars(p, exemplars);
        changed = true;
    }

    public void dropPoint(int p) {
        droppedPoints.set(p);
        changed = true;
    }

    /** Drops the metric with all its points. */
    public void dropMetric(int m) {
        droppedMetrics.set(m);
        droppedPoints.set(source.pointStart(m), source.pointEnd(m));
        changed = true;
    }

    /** Drops the scope with all its metrics. */
    public void dropScope(int s) {
        droppedScopes.set(s);
        for (int m = source.metricStart(s); m < source.metricEnd(s); m++) {
            dropMetric(m);
        }
        changed = true;
    }

    /** Drops the resource with all its scopes. */
    public void dropResource(int r) {
        droppedResources.set(r);
        for (int s = source.scopeStart(r); s < source.scopeEnd(r); s++) {
            dropScope(s);
        }
        changed = true;
    }

    public boolean isPointDropped(int p) {
        return droppedPoints.get(p);
    }

    public boolean isMetricDropped(int m) {
        return droppedMetrics.get(m);
    }

    public boolean isResourceDropped(int r) {
        return droppedResources.get(r);
    }

    /** How many points the result will lack. */
    public int droppedPointCount() {
        return droppedPoints.cardinality();
    }

    /** Drops metrics with no point left, then scopes with no metric and resources with no scope, as the filter does. */
    public void dropEmpty() {
        for (int r = 0; r < source.resourceCount(); r++) {
            boolean resourceEmpty = true;
            for (int s = source.scopeStart(r); s < source.scopeEnd(r); s++) {
                resourceEmpty &= dropEmptyMetrics(s);
            }
            if (resourceEmpty) {
                droppedResources.set(r);
                changed = true;
            }
        }
    }

    /** Drops scopes with no metric left and resources with no scope left; metrics without points stay. */
    public void dropEmptyParents() {
        for (int r = 0; r < source.resourceCount(); r++) {
            boolean resourceEmpty = true;
            for (int s = source.scopeStart(r); s < source.scopeEnd(r); s++) {
                if (droppedMetrics.nextClearBit(source.metricStart(s)) >= source.metricEnd(s)) {
                    droppedScopes.set(s);
                    changed = true;
                }
                resourceEmpty &= droppedScopes.get(s);
            }
            if (resourceEmpty) {
                droppedResources.set(r);
                changed = true;
            }
        }
    }

    private boolean dropEmptyMetrics(int s) {
        boolean scopeEmpty = true;
        for (int m = source.metricStart(s); m < source.metricEnd(s); m++) {
            int kept = droppedPoints.nextClearBit(source.pointStart(m));
            if (kept >= source.pointEnd(m)) {
                dropMetric(m);
            }
            scopeEmpty &= droppedMetrics.get(m);
        }
        if (scopeEmpty) {
            droppedScopes.set(s);
            changed = true;
        }
        return scopeEmpty;
    }

    /** The edited batch; the source itself when nothing was changed. The editor must not be used afterwards. */
    public MetricBatch toBatch() {
        if (!changed) {
            return source;
        }
        MetricBatch edited = new MetricBatch(
                resources, source.scopeStarts, scopes, source.metricStarts, metrics, source.pointStarts, points);
        boolean dropped = !(droppedPoints.isEmpty()
                && droppedMetrics.isEmpty()
                && droppedScopes.isEmpty()
                && droppedResources.isEmpty());
        return dropped ? withoutDropped(edited) : edited;
    }

    private MetricBatch withoutDropped(MetricBatch edited) {
        BatchBuilder builder = new BatchBuilder(edited.pointCount() - droppedPointCount());
        for (int r = droppedResources.nextClearBit(0);
                r < edited.resourceCount();
                r = droppedResources.nextClearBit(r + 1)) {
            builder.resource(edited.resource(r));
            for (int s = edited.scopeStart(r); s < edited.scopeEnd(r); s++) {
                if (!droppedScopes.get(s)) {
                    builder.scope(edited.scope(s));
                    appendKeptMetrics(builder, edited, s);
                }
            }
        }
        return builder.build();
    }

    private void appendKeptMetrics(BatchBuilder builder, MetricBatch edited, int s) {
        for (int m = edited.metricStart(s); m < edited.metricEnd(s); m++) {
            if (droppedMetrics.get(m)) {
                continue;
            }
            builder.metric(edited.metric(m));
            int end = edited.pointEnd(m);
            int from = droppedPoints.nextClearBit(edited.pointStart(m));
            while (from < end) {
                int next = droppedPoints.nextSetBit(from);
                int to = next < 0 ? end : Math.min(next, end);
                builder.points(edited, from, to);
                from = droppedPoints.nextClearBit(to);
            }
        }
    }
}
