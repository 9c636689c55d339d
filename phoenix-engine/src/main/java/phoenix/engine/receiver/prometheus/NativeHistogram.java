package phoenix.engine.receiver.prometheus;

import java.util.Arrays;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/**
 * A native histogram of Prometheus. Immutable.
 *
 * @param schema OTLP's scale
 * @param isFloat whether counts may have fractions; those of buckets are then the bits of a double
 */
record NativeHistogram(
        boolean isFloat,
        int schema,
        long count,
        double sum,
        double zeroThreshold,
        long zeroCount,
        Side positive,
        Side negative) {
    static final int SCHEMA_MIN = -4;
    static final int SCHEMA_MAX = 8;
    private static final int SCHEMA_RESERVED_MIN = -9;
    private static final int SCHEMA_RESERVED_MAX = 52;

    /** The buckets of one sign that have a count, by their index from below. */
    record Side(long[] indexes, long[] counts) {
        static final Side EMPTY = new Side(new long[0], new long[0]);

        int size() {
            return indexes.length;
        }

        /** How many buckets there are with those between them. */
        long width() {
            return size() == 0 ? 0 : indexes[size() - 1] - indexes[0] + 1;
        }

        /** As if each bucket and the one below it had been one, so many times. */
        Side coarser(int steps, boolean isFloat) {
            long[] merged = new long[size()];
            long[] sums = new long[size()];
            int last = -1;
            for (int i = 0; i < size(); i++) {
                long index = ((indexes[i] - 1) >> Math.min(steps, Long.SIZE - 1)) + 1;
                if (last < 0 || merged[last] != index) {
                    merged[++last] = index;
                    sums[last] = counts[i];
                } else if (isFloat) {
                    sums[last] = Double.doubleToRawLongBits(
                            Double.longBitsToDouble(sums[last]) + Double.longBitsToDouble(counts[i]));
                } else {
                    sums[last] += counts[i];
                }
            }
            return new Side(Arrays.copyOf(merged, last + 1), Arrays.copyOf(sums, last + 1));
        }

        /** OTLP counts its index from the lower bound of a bucket, Prometheus from the upper. */
        private Buckets buckets(boolean isFloat) {
            if (size() == 0) {
                return Buckets.EMPTY;
            }
            long[] dense = new long[(int) width()];
            for (int i = 0; i < size(); i++) {
                dense[(int) (indexes[i] - indexes[0])] =
                        isFloat ? PointGroup.unsigned(Double.longBitsToDouble(counts[i])) : counts[i];
            }
            return new Buckets((int) (indexes[0] - 1), dense);
        }
    }

    boolean isStale() {
        return PointGroup.isStale(sum);
    }

    int size() {
        return positive.size() + negative.size();
    }

    long width() {
        return positive.width() + negative.width();
    }

    private NativeHistogram coarser(int target) {
        int steps = schema - target;
        return new NativeHistogram(
                isFloat,
                target,
                count,
                sum,
                zeroThreshold,
                zeroCount,
                positive.coarser(steps, isFloat),
                negative.coarser(steps, isFloat));
    }

    /** At a lower resolution if need be. */
    NativeHistogram ofSchemaAtMost(int schemaMax) {
        boolean isExponential = schema >= SCHEMA_RESERVED_MIN && schema <= SCHEMA_RESERVED_MAX;
        return isExponential && schema > schemaMax ? coarser(schemaMax) : this;
    }

    /** At the resolution that has so many buckets at most; itself where none has. */
    NativeHistogram ofSizeAtMost(int sizeMax) {
        NativeHistogram histogram = this;
        while (histogram.size() > sizeMax && histogram.schema > SCHEMA_MIN && schema <= SCHEMA_MAX) {
            histogram = histogram.coarser(histogram.schema - 1);
        }
        return histogram.size() > sizeMax ? this : histogram;
    }

    ExponentialHistogramBody body() {
        if (isStale()) {
            return new ExponentialHistogramBody(
                    0,
                    OptionalNumber.UNSET,
                    OptionalNumber.UNSET,
                    OptionalNumber.UNSET,
                    0,
                    0,
                    0,
                    Buckets.EMPTY,
                    Buckets.EMPTY);
        }
        return new ExponentialHistogramBody(
                count,
                OptionalNumber.of(sum),
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                schema,
                zeroCount,
                zeroThreshold,
                positive.buckets(isFloat),
                negative.buckets(isFloat));
    }

    /** The marker of a series that has ended. */
    static NativeHistogram stale() {
        return new NativeHistogram(
                false, 0, 0, Double.longBitsToDouble(PointGroup.STALE_BITS), 0, 0, Side.EMPTY, Side.EMPTY);
    }
}
