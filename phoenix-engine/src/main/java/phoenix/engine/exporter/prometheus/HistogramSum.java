package phoenix.engine.exporter.prometheus;

import java.util.Arrays;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/** Adds a delta histogram to what was accumulated before, as the Collector's exporter does. */
final class HistogramSum {
    /** More buckets than any histogram has that a person would look at: beyond, the newer one replaces the older. */
    private static final int BUCKETS_MAX = 65_536;

    private HistogramSum() {}

    static PointBody of(PointBody before, PointBody delta) {
        if (before instanceof HistogramBody a && delta instanceof HistogramBody b) {
            return add(a, b);
        }
        if (before instanceof ExponentialHistogramBody a && delta instanceof ExponentialHistogramBody b) {
            return add(a, b);
        }
        return delta;
    }

    private static HistogramBody add(HistogramBody a, HistogramBody b) {
        if (!Arrays.equals(a.bounds(), b.bounds())) {
            return b; // other bounds: the counts cannot be added
        }
        long[] counts = b.bucketCounts().clone();
        for (int i = 0; i < Math.min(counts.length, a.bucketCounts().length); i++) {
            counts[i] += a.bucketCounts()[i];
        }
        return new HistogramBody(
                a.count() + b.count(),
                OptionalNumber.of(a.sum().value() + b.sum().value()),
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                counts,
                b.bounds());
    }

    private static ExponentialHistogramBody add(ExponentialHistogramBody a, ExponentialHistogramBody b) {
        int scale = Math.min(a.scale(), b.scale());
        Buckets positive =
                add(downscaled(a.positive(), a.scale() - scale), downscaled(b.positive(), b.scale() - scale));
        Buckets negative =
                add(downscaled(a.negative(), a.scale() - scale), downscaled(b.negative(), b.scale() - scale));
        boolean hasSum = a.sum().isSet() || b.sum().isSet();
        return new ExponentialHistogramBody(
                a.count() + b.count(),
                hasSum ? OptionalNumber.of(a.sum().value() + b.sum().value()) : OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                scale,
                a.zeroCount() + b.zeroCount(),
                Math.max(a.zeroThreshold(), b.zeroThreshold()),
                positive,
                negative);
    }

    private static Buckets downscaled(Buckets buckets, int by) {
        long[] counts = buckets.counts();
        if (by == 0 || counts.length == 0) {
            return buckets;
        }
        int shift = Math.min(by, Integer.SIZE - 1);
        int first = buckets.offset() >> shift;
        int last = (int) (((long) buckets.offset() + counts.length - 1) >> shift);
        long[] fewer = new long[Math.max(1, last - first + 1)];
        for (int i = 0; i < counts.length; i++) {
            fewer[(int) (((long) buckets.offset() + i) >> shift) - first] += counts[i];
        }
        return new Buckets(first, fewer);
    }

    private static Buckets add(Buckets a, Buckets b) {
        if (a.counts().length == 0 || b.counts().length == 0) {
            return a.counts().length == 0 ? b : a;
        }
        long first = Math.min(a.offset(), b.offset());
        long end = Math.max((long) a.offset() + a.counts().length, (long) b.offset() + b.counts().length);
        if (end - first > BUCKETS_MAX) {
            return b;
        }
        long[] counts = new long[(int) (end - first)];
        for (int i = 0; i < a.counts().length; i++) {
            counts[(int) (a.offset() - first) + i] += a.counts()[i];
        }
        for (int i = 0; i < b.counts().length; i++) {
            counts[(int) (b.offset() - first) + i] += b.counts()[i];
        }
        return new Buckets((int) first, counts);
    }
}
