package phoenix.engine.ottl;

import phoenix.engine.aggregation.PointAggregation;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** Merges the points of the metric at hand. */
final class Aggregation {
    private final PointAggregation aggregation;

    Aggregation(PointAggregation.Kind kind) {
        this.aggregation = new PointAggregation(kind);
    }

    void run(Row row, AttributesMemo.Change attributes) throws EvalException {
        MetricInfo metric = row.metric();
        if (metric.type() == MetricType.SUMMARY) {
            throw new EvalException("summaries cannot be aggregated");
        }
        BatchBuilder builder = PointCopies.of(metric, row.pointEnd() - row.pointStart());
        aggregation.merge(
                row.pointsBatch(),
                row.pointStart(),
                row.pointEnd(),
                metric.temporality() == Temporality.DELTA,
                attributes::apply,
                builder);
        row.setMetric(metric.withMetadata(Attributes.EMPTY));
        row.replacePoints(builder.build());
    }
}
