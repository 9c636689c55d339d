package phoenix.engine.ottl;

import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Value;

/** Takes single numbers out of the points of histograms and summaries. */
final class Extraction {
    private Extraction() {}

    /** The sums or counts of all points; a histogram point without a sum gives none. */
    static MetricBatch sumOrCount(Row row, MetricInfo target, boolean count) {
        MetricBatch from = row.pointsBatch();
        BatchBuilder builder = PointCopies.of(target, row.pointEnd() - row.pointStart());
        for (int p = row.pointStart(); p < row.pointEnd(); p++) {
            PointBody body = from.body(p);
            if (body == null) {
                continue;
            }
            if (count) {
                builder.intPoint(from.attributes(p), from.startTimeUnixNano(p), from.timeUnixNano(p), count(body));
                continue;
            }
            OptionalNumber sum = sum(body);
            if (sum.isSet()) {
                builder.doublePoint(from.attributes(p), from.startTimeUnixNano(p), from.timeUnixNano(p), sum.value());
            }
        }
        return builder.build();
    }

    static long count(PointBody body) {
        return switch (body) {
            case HistogramBody h -> h.count();
            case ExponentialHistogramBody e -> e.count();
            case SummaryBody s -> s.count();
        };
    }

    static OptionalNumber sum(PointBody body) {
        return switch (body) {
            case HistogramBody h -> h.sum();
            case ExponentialHistogramBody e -> e.sum();
            case SummaryBody s -> OptionalNumber.of(s.sum());
        };
    }

    /** One point for each quantile of each point, with the quantile as an attribute. */
    static MetricBatch quantiles(Row row, MetricInfo target, String key) {
        MetricBatch from = row.pointsBatch();
        BatchBuilder builder = PointCopies.of(target, row.pointEnd() - row.pointStart());
        for (int p = row.pointStart(); p < row.pointEnd(); p++) {
            if (!(from.body(p) instanceof SummaryBody summary)) {
                continue;
            }
            for (Quantile quantile : summary.quantiles()) {
                builder.doublePoint(
                        from.attributes(p).with(key, Value.of(quantile.quantile())),
                        from.startTimeUnixNano(p),
                        from.timeUnixNano(p),
                        quantile.value());
            }
        }
        return builder.build();
    }
}
