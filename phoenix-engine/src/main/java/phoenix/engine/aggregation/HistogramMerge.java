package phoenix.engine.aggregation;

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
    /** Far more than any real histogram has; counts beyond, where offsets make no sense, go to the last bucket. */
    private static final int BUCKETS_MAX = 1 << 16;

    private HistogramMerge() {}

    /** The sum of the points' bodies; exemplars of all but the first are appended. Points that counted nothing are left out. */
    static PointBody merge(MetricBatch from, List<Integer> points, List<Exemplar> exemplars) {
        PointBody merged = java.util.Objects.requireNonNull(from.body(points.getFirst()));
        for (int p : points.subList(1, points.size())) {
            PointBody other = from.body(p);
            if (other == null || count(other) == 0) {
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
            return new ExponentialHistogramBody(
                    x.count() + y.count(),
                    OptionalNumber.of(number(x.sum()) + number(y.sum())),
                    smaller(x.min(), y.min()),
                    larger(x.max(), y.max()),
                    x.scale(),
                    x.zeroCount() + y.zeroCount(),
                    x.zeroThreshold(),
                    add(x.positive(), y.positive()),
                    add(x.negative(), y.negative()));
        }
        return a;
    }

    static long count(PointBody body) {
        return switch (body) {
            case HistogramBody histogram -> histogram.count();
            case ExponentialHistogramBody histogram -> histogram.count();
            case PointBody.SummaryBody summary -> summary.count();
        };
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

    /**
     * As the Collector adds buckets that begin at different places: right when the second ones begin higher and the first
     * ones with a count. Else counts may move to other buckets, as there: those of lower ones are put in front without
     * the empty ones between them, and what is empty in front goes without a change of the offset.
     */
    private static Buckets add(Buckets a, Buckets b) {
        if (a.offset() == b.offset()) {
            return new Buckets(a.offset(), add(a.counts(), b.counts()));
        }
        if (b.counts().length == 0) {
            return a;
        }
        long[] sum = b.offset() < a.offset() ? before(a.counts(), b.counts()) : above(a, b);
        int zeros = 0;
        while (zeros < sum.length && sum[zeros] == 0) {
            zeros++;
        }
        return new Buckets(Math.min(a.offset(), b.offset()), Arrays.copyOfRange(sum, zeros, sum.length));
    }

    private static long[] before(long[] a, long[] lower) {
        long[] counts = Arrays.stream(lower).filter(count -> count != 0).toArray();
        long[] sum = Arrays.copyOf(counts, counts.length + a.length);
        System.arraycopy(a, 0, sum, counts.length, a.length);
        return sum;
    }

    private static long[] above(Buckets a, Buckets higher) {
        long shift = (long) higher.offset() - a.offset();
        int used = higher.counts().length;
        while (used > 0 && higher.counts()[used - 1] == 0) {
            used--;
        }
        long length = used == 0 ? a.counts().length : Math.max(a.counts().length, shift + used);
        long[] sum = Arrays.copyOf(a.counts(), (int) Math.min(length, Math.max(a.counts().length, BUCKETS_MAX)));
        for (int i = 0; i < used; i++) {
            sum[(int) Math.min(shift + i, sum.length - 1)] += higher.counts()[i];
        }
        return sum;
    }

    private static long[] add(long[] a, long[] b) {
        long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
