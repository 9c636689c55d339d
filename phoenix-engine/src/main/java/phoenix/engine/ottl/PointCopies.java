package phoenix.engine.ottl;

import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** Makes batches of one metric, which carry points that have no place in the batch being edited yet. */
final class PointCopies {
    private PointCopies() {}

    /** Begins a batch of one metric; points follow. */
    static BatchBuilder of(MetricInfo metric, int expectedPoints) {
        return new BatchBuilder(Math.max(1, expectedPoints))
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(metric);
    }

    static MetricBatch copy(MetricInfo metric, MetricPaths.Points points) {
        return of(metric, points.count())
                .points(points.batch(), points.start(), points.end())
                .build();
    }
}
