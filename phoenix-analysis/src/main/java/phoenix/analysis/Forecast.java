package phoenix.analysis;

import phoenix.analysis.Rule.Within;

/**
 * When an open criterion may be decided, if the measure goes on as it has: the interval shrinks with the root of the buckets, and it is decided when
 * it no longer reaches the nearest limit. A forecast, not an inference.
 *
 * @param buckets in all, counted from the first; positive infinity where the estimate lies too near the limit
 */
record Forecast(double buckets, String text) {
    private static final double BUCKETS_MAX = 1e6;

    static Forecast of(PairedSeries series, Rule rule, Interval interval, JudgeSettings settings) {
        int pairs = series.pairs();
        if (pairs < settings.statisticalBucketsMin()) {
            int needed = settings.statisticalBucketsMin();
            return new Forecast(needed, "an inference needs at least " + needed + " buckets");
        }
        double effective = new Question(series, 0).central().effectivePairs();
        if (effective < Inference.EFFECTIVE_PAIRS_MIN || !interval.bounded()) {
            double needed = Math.ceil(pairs * Math.max(2, Inference.EFFECTIVE_PAIRS_MIN / effective));
            return new Forecast(
                    needed,
                    "neighbouring buckets are too much alike for an inference yet, or the mean drifts; about "
                            + (long) needed + " buckets may do");
        }
        double estimate = (interval.low() + interval.high()) / 2;
        double reach = (interval.high() - interval.low()) / 2;
        double limit = rule.marginRatio();
        double gap = switch (rule) {
            case Within _ -> Math.abs(limit - Math.abs(estimate));
            case Rule.ReduceBy _ -> Math.abs(estimate + limit);
            case Rule.IncreaseAtMost _, Rule.Kept _ -> Math.abs(estimate - limit);
        };
        double needed = Math.ceil(pairs * Math.max(1.05, Math.pow(reach / gap, 2)));
        String open = "this reaches over the limit of the rule " + rule;
        return needed > BUCKETS_MAX
                ? new Forecast(Double.POSITIVE_INFINITY, open + ", and the truth may lie too near it ever to tell")
                : new Forecast(needed, open + "; about " + (long) needed + " buckets in all would decide it");
    }
}
