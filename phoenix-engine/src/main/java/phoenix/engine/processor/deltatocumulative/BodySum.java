package phoenix.engine.processor.deltatocumulative;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/** The sum of two histogram points of one stream. */
final class BodySum {
    private BodySum() {}

    /** Null when they cannot be added: their bounds differ. */
    static @Nullable PointBody of(PointBody total, PointBody added) {
        if (total instanceof HistogramBody a && added instanceof HistogramBody b) {
            return histogram(a, b);
        }
        if (total instanceof ExponentialHistogramBody a && added instanceof ExponentialHistogramBody b) {
            return ExponentialSum.of(a, b);
        }
        throw new IllegalArgumentException(total.getClass() + " and " + added.getClass() + " in one stream");
    }

    private static @Nullable HistogramBody histogram(HistogramBody a, HistogramBody b) {
        if (!equal(a.bounds(), b.bounds())) {
            return null;
        }
        // Where one has fewer counts than its bounds ask for, the Collector adds what there is.
        long[] counts = a.bucketCounts().clone();
        for (int i = 0; i < Math.min(counts.length, b.bucketCounts().length); i++) {
            counts[i] += b.bucketCounts()[i];
        }
        return new HistogramBody(
                a.count() + b.count(),
                sum(a.sum(), b.sum()),
                min(a.min(), b.min()),
                max(a.max(), b.max()),
                counts,
                a.bounds());
    }

    /** As Go compares: no bound that is not a number is equal to anything. */
    private static boolean equal(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    static OptionalNumber sum(OptionalNumber a, OptionalNumber b) {
        return a.isSet() && b.isSet() ? OptionalNumber.of(a.value() + b.value()) : OptionalNumber.UNSET;
    }

    static OptionalNumber min(OptionalNumber a, OptionalNumber b) {
        return a.isSet() && b.isSet() ? OptionalNumber.of(Math.min(a.value(), b.value())) : OptionalNumber.UNSET;
    }

    static OptionalNumber max(OptionalNumber a, OptionalNumber b) {
        return a.isSet() && b.isSet() ? OptionalNumber.of(Math.max(a.value(), b.value())) : OptionalNumber.UNSET;
    }
}
