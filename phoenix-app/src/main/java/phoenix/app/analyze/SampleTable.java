package phoenix.app.analyze;

import java.util.Arrays;
import java.util.Map;
import phoenix.experiment.Variant;

/**
 * The samples of one experiment, by bucket.
 *
 * @param buckets distinct, in order: indices, or nanoseconds since the epoch
 * @param columns by measure, one column per variant; NaN where there is no sample
 */
record SampleTable(String experiment, long[] buckets, Map<String, Columns> columns) {
    /** One measure. */
    record Columns(double[] baseline, double[] candidate) {
        private static final int EXPONENT_MAX = 250;

        static Columns empty(int buckets) {
            Columns columns = new Columns(new double[buckets], new double[buckets]);
            Arrays.fill(columns.baseline, Double.NaN);
            Arrays.fill(columns.candidate, Double.NaN);
            return columns;
        }

        double[] of(Variant variant) {
            return variant == Variant.BASELINE ? baseline : candidate;
        }

        /**
         * The same in another unit where all values are so large, or so small, that their squares are no numbers; a power of
         * two, which costs no digit. Criteria are shares of the baseline's mean, and do not notice.
         */
        Columns inRange() {
            int least = Math.min(leastExponent(baseline), leastExponent(candidate));
            int greatest = Math.max(greatestExponent(baseline), greatestExponent(candidate));
            boolean outside = least > EXPONENT_MAX || greatest < -EXPONENT_MAX;
            return outside && greatest != Integer.MIN_VALUE
                    ? new Columns(scaled(baseline, -greatest), scaled(candidate, -greatest))
                    : this;
        }

        private static int leastExponent(double[] values) {
            int least = Integer.MAX_VALUE;
            for (double value : values) {
                if (value != 0 && Double.isFinite(value)) {
                    least = Math.min(least, Math.getExponent(value));
                }
            }
            return least;
        }

        private static int greatestExponent(double[] values) {
            int greatest = Integer.MIN_VALUE;
            for (double value : values) {
                if (value != 0 && Double.isFinite(value)) {
                    greatest = Math.max(greatest, Math.getExponent(value));
                }
            }
            return greatest;
        }

        private static double[] scaled(double[] values, int exponent) {
            return Arrays.stream(values).map(v -> Math.scalb(v, exponent)).toArray();
        }

        boolean isPaired(int bucket) {
            return Double.isFinite(baseline[bucket]) && Double.isFinite(candidate[bucket]);
        }
    }

    /** The distance of neighbouring buckets, where none is missing; 1 for a single bucket. */
    long step() {
        long step = Long.MAX_VALUE;
        for (int i = 1; i < buckets.length; i++) {
            step = Math.min(step, buckets[i] - buckets[i - 1]);
        }
        return buckets.length < 2 ? 1 : step;
    }
}
