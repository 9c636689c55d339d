package phoenix.engine.ottl;

import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;

/** Changes one part of a point's body. */
final class PointBodies {
    private PointBodies() {}

    static PointBody withCount(PointBody body, long count) {
        return switch (body) {
            case HistogramBody h -> new HistogramBody(count, h.sum(), h.min(), h.max(), h.bucketCounts(), h.bounds());
            case ExponentialHistogramBody e -> with(e, count, e.sum(), e.min(), e.max());
            case SummaryBody s -> new SummaryBody(count, s.sum(), s.quantiles());
        };
    }

    static PointBody withSum(PointBody body, double sum) {
        return switch (body) {
            case HistogramBody h ->
                new HistogramBody(h.count(), OptionalNumber.of(sum), h.min(), h.max(), h.bucketCounts(), h.bounds());
            case ExponentialHistogramBody e -> with(e, e.count(), OptionalNumber.of(sum), e.min(), e.max());
            case SummaryBody s -> new SummaryBody(s.count(), sum, s.quantiles());
        };
    }

    static HistogramBody withBuckets(HistogramBody h, long[] counts, double[] bounds) {
        return new HistogramBody(h.count(), h.sum(), h.min(), h.max(), counts, bounds);
    }

    static ExponentialHistogramBody with(
            ExponentialHistogramBody e, long count, OptionalNumber sum, OptionalNumber min, OptionalNumber max) {
        return new ExponentialHistogramBody(
                count, sum, min, max, e.scale(), e.zeroCount(), e.zeroThreshold(), e.positive(), e.negative());
    }

    static ExponentialHistogramBody withScale(ExponentialHistogramBody e, int scale) {
        return new ExponentialHistogramBody(
                e.count(),
                e.sum(),
                e.min(),
                e.max(),
                scale,
                e.zeroCount(),
                e.zeroThreshold(),
                e.positive(),
                e.negative());
    }

    static ExponentialHistogramBody withZeroCount(ExponentialHistogramBody e, long zeroCount) {
        return new ExponentialHistogramBody(
                e.count(),
                e.sum(),
                e.min(),
                e.max(),
                e.scale(),
                zeroCount,
                e.zeroThreshold(),
                e.positive(),
                e.negative());
    }

    static ExponentialHistogramBody withSide(ExponentialHistogramBody e, boolean positive, Buckets side) {
        return new ExponentialHistogramBody(
                e.count(),
                e.sum(),
                e.min(),
                e.max(),
                e.scale(),
                e.zeroCount(),
                e.zeroThreshold(),
                positive ? side : e.positive(),
                positive ? e.negative() : side);
    }
}
