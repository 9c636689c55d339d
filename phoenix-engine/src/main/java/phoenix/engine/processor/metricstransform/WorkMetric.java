package phoenix.engine.processor.metricstransform;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import phoenix.engine.aggregation.PointAggregation;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/** A metric on its way through the transforms: its points are a range of a batch, which is replaced and never changed. */
final class WorkMetric {
    MetricInfo info;
    private MetricBatch points;
    private int start;
    private int end;

    private WorkMetric(MetricInfo info, MetricBatch points, int start, int end) {
        this.info = info;
        this.points = points;
        this.start = start;
        this.end = end;
    }

    static WorkMetric of(MetricBatch batch, int m) {
        return new WorkMetric(batch.metric(m), batch, batch.pointStart(m), batch.pointEnd(m));
    }

    /** A metric of no points yet. */
    static WorkMetric empty(MetricInfo info) {
        return new WorkMetric(info, MetricBatch.EMPTY, 0, 0);
    }

    WorkMetric copy() {
        return new WorkMetric(info, points, start, end);
    }

    int pointCount() {
        return end - start;
    }

    MetricBatch points() {
        return points;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean any(Predicate<Attributes> test) {
        for (int p = start; p < end; p++) {
            if (test.test(points.attributes(p))) {
                return true;
            }
        }
        return false;
    }

    boolean all(Predicate<Attributes> test) {
        return !any(test.negate());
    }

    int count(Predicate<Attributes> test) {
        int count = 0;
        for (int p = start; p < end; p++) {
            count += test.test(points.attributes(p)) ? 1 : 0;
        }
        return count;
    }

    /** Keeps the points that the test is true for. */
    void keepPoints(Predicate<Attributes> test) {
        if (all(test)) {
            return;
        }
        BatchBuilder kept = builder(pointCount());
        for (int p = start; p < end; p++) {
            if (test.test(points.attributes(p))) {
                kept.points(points, p, p + 1);
            }
        }
        replace(kept);
    }

    /** Begins to change points; the indexes are those of the editor, from {@link #start} on. */
    BatchEditor edit() {
        if (points.pointCount() != pointCount()) {
            replace(builder(pointCount()).points(points, start, end));
        }
        return new BatchEditor(points);
    }

    void finish(BatchEditor editor) {
        points = editor.toBatch();
    }

    /** Replaces the attributes of points that pass the test. */
    void changeAttributes(Predicate<Attributes> test, UnaryOperator<Attributes> change) {
        if (!any(test)) {
            return;
        }
        BatchEditor editor = edit();
        for (int p = start; p < end; p++) {
            if (test.test(editor.attributes(p))) {
                editor.setAttributes(p, change.apply(editor.attributes(p)));
            }
        }
        finish(editor);
    }

    /** Merges points that are alike; not for summaries. The metadata is lost, as in the Collector. */
    void aggregate(PointAggregation aggregation) {
        BatchBuilder merged = builder(pointCount());
        boolean delta = info.temporality() == Temporality.DELTA;
        aggregation.merge(points, start, end, delta, UnaryOperator.identity(), merged);
        replace(merged);
        info = info.withMetadata(Attributes.EMPTY);
    }

    /** Appends the points of another metric. */
    void append(WorkMetric other) {
        replace(builder(pointCount() + other.pointCount())
                .points(points, start, end)
                .points(other.points, other.start, other.end));
    }

    private void replace(BatchBuilder changed) {
        points = changed.build();
        start = 0;
        end = points.pointCount();
    }

    private BatchBuilder builder(int expectedPoints) {
        return new BatchBuilder(Math.max(1, expectedPoints))
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(info);
    }

    void appendTo(BatchBuilder builder) {
        builder.metric(info).points(points, start, end);
    }
}
