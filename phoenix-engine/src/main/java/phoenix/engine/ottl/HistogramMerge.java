package phoenix.engine.ottl;

import java.util.Arrays;
import java.util.List;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/** Adds up histogram points of one shape. */
final class HistogramMerge {
    private HistogramMerge() {}

    /** The sum of the points' bodies; exemplars of all but the first are appended. Points that counted nothing are left out. */
    static PointBody merge(MetricBatch from, List<Integer> points, List<Exemplar> exemplars) {
        PointBody merged = java.util.Objects.requireNonNull(from.body(points.getFirst()));
        for (int p : points.subList(1, points.size())) {
            PointBody other = from.body(p);
            if (other == null || Extraction.count(other) == 0) {
                continue;
            }
            merged = merge(merged, other);
            exemplars.addAll(from.exemplars(p));
        }
        return merged;
    }

    private static PointBody merge(PointBody a, PointBody b) {
        if (a instanceof HistogramBody x && b instanceof HistogramBody y) {
            return new HistogramBody(
                    x.count() + y.count(),
                    OptionalNumber.of(number(x.sum()) + number(y.sum())),
                    smaller(x.min(), y.min()),
                    larger(x.max(), y.max()),
                    add(x.bucketCounts(), y.bucketCounts()),
                    x.bounds());
        }
        if (a instanceof ExponentialHistogramBody x && b instanceof ExponentialHistogramBody y) {
            ExponentialHistogramBody totals = PointBodies.with(
                    x,
                    x.count() + y.count(),
                    OptionalNumber.of(number(x.sum()) + number(y.sum())),
                    smaller(x.min(), y.min()),
                    larger(x.max(), y.max()));
            ExponentialHistogramBody positive = PointBodies.withSide(totals, true, add(x.positive(), y.positive()));
            return PointBodies.withSide(positive, false, add(x.negative(), y.negative()));
        }
        return a;
    }

    private static double number(OptionalNumber number) {
        return number.isSet() ? number.value() : 0;
    }

    private static OptionalNumber smaller(OptionalNumber a, OptionalNumber b) {
        return a.isSet() && a.value() > number(b) ? OptionalNumber.of(number(b)) : a;
    }

    private static OptionalNumber larger(OptionalNumber a, OptionalNumber b) {
        return a.isSet() && a.value() < number(b) ? OptionalNumber.of(number(b)) : a;
    }

    private static Buckets add(Buckets a, Buckets b) {
        return new Buckets(a.offset(), add(a.counts(), b.counts()));
    }

    private static long[] add(long[] a, long[] b) {
        long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
