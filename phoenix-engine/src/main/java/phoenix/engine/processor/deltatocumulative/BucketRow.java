package phoenix.engine.processor.deltatocumulative;

import java.util.Arrays;
import phoenix.metrics.PointBody.Buckets;

/**
 * The buckets of one sign while they are changed. Zeros stay where the Collector leaves them, so that the same arrays
 * come out. Indexes are absolute: those of the histogram, not of the array.
 */
final class BucketRow {
    /** After so many steps every bucket has the index 0 or -1 and stays there. */
    private static final int STEPS_MAX = 33;

    private int offset;
    private long[] counts;

    BucketRow(Buckets buckets) {
        offset = buckets.offset();
        counts = buckets.counts();
    }

    Buckets toBuckets() {
        return new Buckets(offset, counts);
    }

    private long end() {
        return (long) offset + counts.length;
    }

    /** The first index at which one of them has a count, or the end of both. */
    static long firstOf(BucketRow a, BucketRow b) {
        return Math.min(a.first(Math.max(a.end(), b.end())), b.first(Math.max(a.end(), b.end())));
    }

    /** The index behind the last one with a count, or the end of both. */
    static long endOf(BucketRow a, BucketRow b) {
        long end = Math.max(a.last(), b.last()) + 1;
        return end == Long.MIN_VALUE + 1 ? Math.max(a.end(), b.end()) : end;
    }

    private long first(long otherwise) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                return (long) offset + i;
            }
        }
        return otherwise;
    }

    private long last() {
        for (int i = counts.length - 1; i >= 0; i--) {
            if (counts[i] != 0) {
                return (long) offset + i;
            }
        }
        return Long.MIN_VALUE;
    }

    /** Merges neighbours, the given number of times; the array keeps its length. */
    void coarsen(long steps) {
        int shift = (int) Math.min(steps, STEPS_MAX);
        if (shift == 0) {
            return;
        }
        int coarse = (int) ((long) offset >> shift);
        long[] merged = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            merged[(int) ((((long) offset + i) >> shift) - coarse)] += counts[i];
        }
        offset = coarse;
        counts = merged;
    }

    /** Removes the buckets up to and including an index; what they counted. */
    long removeUpTo(long last) {
        int length = last < offset ? 0 : (int) Math.min(last - offset + 1, counts.length);
        long removed = 0;
        for (int i = 0; i < length; i++) {
            removed += counts[i];
        }
        offset += length;
        counts = Arrays.copyOfRange(counts, length, counts.length);
        return removed;
    }

    /** Adds the buckets of another row of the same scale; zeros at both ends go if both have buckets. */
    void add(BucketRow added) {
        if (added.counts.length == 0) {
            return;
        }
        if (counts.length == 0) {
            offset = added.offset;
            counts = added.counts;
            return;
        }
        long from = firstOf(this, added);
        long to = endOf(this, added);
        long[] sums = new long[(int) (to - from)];
        addTo(sums, from);
        added.addTo(sums, from);
        offset = (int) from;
        counts = sums;
    }

    private void addTo(long[] sums, long from) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                sums[(int) (offset + i - from)] += counts[i];
            }
        }
    }
}
