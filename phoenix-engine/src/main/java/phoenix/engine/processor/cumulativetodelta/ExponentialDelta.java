package phoenix.engine.processor.cumulativetodelta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/** The difference of two exponential histograms: the earlier one is first made as coarse as the later one. */
final class ExponentialDelta {
    private ExponentialDelta() {}

    static BodyDelta of(ExponentialHistogramBody then, ExponentialHistogramBody now) {
        // Merging only ever adds to the count, widens the zero bucket and lowers the scale: anything else is a reset.
        if (Long.compareUnsigned(now.count(), then.count()) < 0
                || now.zeroThreshold() < then.zeroThreshold()
                || now.scale() > then.scale()) {
            return new BodyDelta(null, then, false);
        }
        ExponentialHistogramBody coarse = coarsen(then, now);
        Buckets positive = difference(coarse.positive(), now.positive());
        Buckets negative = difference(coarse.negative(), now.negative());
        if (positive == null || negative == null) {
            return new BodyDelta(null, coarse, false);
        }
        ExponentialHistogramBody difference = new ExponentialHistogramBody(
                now.count() - then.count(),
                BodyDelta.minus(now.sum(), then.sum()),
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                now.scale(),
                now.zeroCount() - coarse.zeroCount(),
                now.zeroThreshold(),
                positive,
                negative);
        return new BodyDelta(difference, now, true);
    }

    private static ExponentialHistogramBody coarsen(ExponentialHistogramBody then, ExponentialHistogramBody now) {
        long zeroCount = then.zeroCount();
        Buckets positive = then.positive();
        Buckets negative = then.negative();
        if (now.zeroThreshold() > then.zeroThreshold()) {
            // The bucket that the threshold falls into: the greatest i with 2^(2^-scale * i) < threshold.
            double scaleFactor = Math.scalb(1 / Math.log(2), then.scale());
            int last = (int) (Math.ceil(Math.log(now.zeroThreshold()) * scaleFactor) - 1);
            zeroCount += countUpTo(positive, last) + countUpTo(negative, last);
            positive = after(positive, last);
            negative = after(negative, last);
        }
        int bitsLost = then.scale() - now.scale();
        if (bitsLost > 0) {
            positive = coarsen(positive, bitsLost);
            negative = coarsen(negative, bitsLost);
        }
        return new ExponentialHistogramBody(
                then.count(),
                then.sum(),
                then.min(),
                then.max(),
                now.scale(),
                zeroCount,
                then.zeroThreshold(),
                positive,
                negative);
    }

    private static int lengthUpTo(Buckets buckets, int last) {
        return Math.clamp((long) last - buckets.offset() + 1, 0, buckets.counts().length);
    }

    private static long countUpTo(Buckets buckets, int last) {
        long count = 0;
        for (int i = 0, length = lengthUpTo(buckets, last); i < length; i++) {
            count += buckets.counts()[i];
        }
        return count;
    }

    private static Buckets after(Buckets buckets, int last) {
        int length = lengthUpTo(buckets, last);
        return length == 0
                ? buckets
                : new Buckets(
                        buckets.offset() + length,
                        Arrays.copyOfRange(buckets.counts(), length, buckets.counts().length));
    }

    private static Buckets coarsen(Buckets buckets, int bitsLost) {
        int shift = Math.min(bitsLost, 31); // Java would take it modulo 32
        int offset = buckets.offset() >> shift;
        int length = buckets.counts().length;
        if (length == 0) {
            return new Buckets(offset, buckets.counts());
        }
        int last = (buckets.offset() + length - 1) >> shift;
        long[] counts = new long[last - offset + 1];
        for (int i = 0; i < length; i++) {
            counts[((buckets.offset() + i) >> shift) - offset] += buckets.counts()[i];
        }
        return new Buckets(offset, counts);
    }

    /**
     * Null when a bucket has shrunk, which is a reset; one that has vanished is none, as in the Collector. Zeros at both
     * ends are left out.
     */
    private static @Nullable Buckets difference(Buckets then, Buckets now) {
        int first = -1;
        int last = -1;
        long[] counts = new long[now.counts().length];
        for (int i = 0; i < counts.length; i++) {
            long old = count(then, (long) now.offset() + i);
            if (now.counts()[i] == 0 || now.counts()[i] == old) {
                continue;
            }
            if (Long.compareUnsigned(now.counts()[i], old) < 0) {
                return null;
            }
            counts[i] = now.counts()[i] - old;
            first = first < 0 ? i : first;
            last = i;
        }
        return first < 0
                ? Buckets.EMPTY
                : new Buckets(now.offset() + first, Arrays.copyOfRange(counts, first, last + 1));
    }

    private static long count(Buckets buckets, long index) {
        long i = index - buckets.offset();
        return i >= 0 && i < buckets.counts().length ? buckets.counts()[(int) i] : 0;
    }
}
