package phoenix.app.comparison;

import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;

/**
 * The buckets of an exponential histogram as series of the store. A sender changes the scale whenever its range grows; kept
 * are buckets of scale {@code 3}, at most 9 % wide, or coarser ones where the sender's are, so that a series stays the
 * same bucket. Bringing buckets to a coarser scale is exact.
 */
final class ExponentialBuckets {
    private static final int SCALE_MAX = 3;
    private static final int BUCKETS_MAX = 160;

    private ExponentialBuckets() {}

    /** Takes one bucket; {@code label} is as the store's {@code EXPONENTIAL_BUCKET} has it. */
    @FunctionalInterface
    interface Visitor {
        void bucket(String label, long count);
    }

    static void each(ExponentialHistogramBody histogram, Visitor visitor) {
        side(histogram.scale(), "n", histogram.negative(), visitor);
        if (histogram.zeroCount() != 0) {
            visitor.bucket("0", histogram.zeroCount());
        }
        side(histogram.scale(), "", histogram.positive(), visitor);
    }

    private static void side(int scale, String sign, Buckets buckets, Visitor visitor) {
        long[] counts = buckets.counts();
        int shift = Math.clamp((long) scale - SCALE_MAX, 0, 31);
        while ((counts.length >> shift) > BUCKETS_MAX) {
            shift++;
        }
        int i = 0;
        while (i < counts.length) {
            long index = ((long) buckets.offset() + i) >> shift;
            long sum = 0;
            while (i < counts.length && ((long) buckets.offset() + i) >> shift == index) {
                sum += counts[i++];
            }
            if (sum != 0) {
                visitor.bucket(sign + (scale - shift) + ":" + index, sum);
            }
        }
    }
}
