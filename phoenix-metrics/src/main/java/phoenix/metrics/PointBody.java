package phoenix.metrics;

import java.util.List;

/**
 * The data of a point that is more than a number. Immutable; arrays are never changed after construction, and callers
 * must not change the arrays that accessors return. Counts are unsigned 64 bit on the wire and kept in a long.
 *
 * <p>Bodies are objects, unlike the columns of number points: a body is shared by reference when a batch is split,
 * merged or handed to a second pipeline, and its arrays differ in length from point to point.
 */
public sealed interface PointBody {
    /** An estimate of the memory that this body keeps in use, in bytes. */
    default long heldBytes() {
        return HeldBytes.of(this);
    }

    /** {@code sum}, {@code min} and {@code max} are NaN-safe: whether they are set is kept apart from their value. */
    record HistogramBody(
            long count,
            OptionalNumber sum,
            OptionalNumber min,
            OptionalNumber max,
            long[] bucketCounts,
            double[] bounds)
            implements PointBody {}

    record ExponentialHistogramBody(
            long count,
            OptionalNumber sum,
            OptionalNumber min,
            OptionalNumber max,
            int scale,
            long zeroCount,
            double zeroThreshold,
            Buckets positive,
            Buckets negative)
            implements PointBody {}

    record SummaryBody(long count, double sum, List<Quantile> quantiles) implements PointBody {
        public SummaryBody {
            quantiles = List.copyOf(quantiles);
        }
    }

    /** Buckets of an exponential histogram: {@code counts[i]} is the bucket of index {@code offset + i}. */
    record Buckets(int offset, long[] counts) {
        public static final Buckets EMPTY = new Buckets(0, new long[0]);
    }

    /** One quantile of a summary; {@code quantile} is 0 to 1. */
    record Quantile(double quantile, double value) {}

    /** A proto3 optional double. */
    record OptionalNumber(boolean isSet, double value) {
        public static final OptionalNumber UNSET = new OptionalNumber(false, 0);

        public static OptionalNumber of(double value) {
            return new OptionalNumber(true, value);
        }
    }
}
