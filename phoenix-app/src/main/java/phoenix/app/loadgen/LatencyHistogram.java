package phoenix.app.loadgen;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets that grow with them: 32 to each power of two, so that what is read is less than 3.2 % above
 * what was. Thread-safe.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final AtomicLongArray counts = new AtomicLongArray((64 - SUB_BITS) * SUB_BUCKETS);

    void record(long nanos) {
        counts.incrementAndGet(index(Math.max(0, nanos)));
    }

    private static int index(long value) {
        int power = 63 - Long.numberOfLeadingZeros(value | (SUB_BUCKETS - 1));
        int shift = power - (SUB_BITS - 1);
        return shift * SUB_BUCKETS / 2 + (int) (value >>> shift);
    }

    /** The largest value of a bucket. */
    private static long upper(int index) {
        int shift = Math.max(0, index / (SUB_BUCKETS / 2) - 1);
        long mantissa = index - (long) shift * SUB_BUCKETS / 2;
        return ((mantissa + 1) << shift) - 1;
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** What the given part of all durations is not above, in nanoseconds; 0 when there are none. */
    long percentile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * count()));
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return upper(i);
            }
        }
        return 0;
    }
}
