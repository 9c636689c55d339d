package phoenix.analysis;

/**
 * The numbers that a verdict depends on, all fixed before the start.
 *
 * @param errorRate chance of a wrong accept, and likewise of a wrong reject, over all looks and all criteria
 * @param exactBucketsMin complete buckets before a fact counts, and before pairs without any chance in them do
 * @param statisticalBucketsMin complete buckets before an inference is tried
 * @param tightestAt bucket at which the intervals are tuned to be tightest
 * @param missingShareMax greatest share of one-sided buckets with which a measure is still judged
 */
public record JudgeSettings(
        double errorRate, int exactBucketsMin, int statisticalBucketsMin, int tightestAt, double missingShareMax) {
    public static final JudgeSettings DEFAULTS = new JudgeSettings(0.05, 5, 20, 100, 0.1);

    public JudgeSettings {
        if (!(errorRate > 0 && errorRate <= 0.5)) {
            throw new IllegalArgumentException("the error rate must be above 0% and at most 50%, got " + errorRate);
        }
        if (exactBucketsMin < 2 || statisticalBucketsMin < 10 || tightestAt < 1) {
            throw new IllegalArgumentException("too few buckets for any evidence");
        }
        if (!(missingShareMax >= 0 && missingShareMax <= 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1, got " + missingShareMax);
        }
    }

    /** The defaults with another error rate. */
    public static JudgeSettings withErrorRate(double errorRate) {
        return new JudgeSettings(
                errorRate,
                DEFAULTS.exactBucketsMin,
                DEFAULTS.statisticalBucketsMin,
                DEFAULTS.tightestAt,
                DEFAULTS.missingShareMax);
    }
}
