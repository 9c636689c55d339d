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
        static Columns empty(int buckets) {
            Columns columns = new Columns(new double[buckets], new double[buckets]);
            Arrays.fill(columns.baseline, Double.NaN);
            Arrays.fill(columns.candidate, Double.NaN);
            return columns;
        }

        double[] of(Variant variant) {
            return variant == Variant.BASELINE ? baseline : candidate;
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
