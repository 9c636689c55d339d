package phoenix.analysis;

import org.jspecify.annotations.Nullable;

/** Judges one measure, exactly or by inference, and says why. */
final class MeasureJudge {
    private final JudgeSettings settings;
    private final Inference inference;
    private final Window window;

    MeasureJudge(JudgeSettings settings, Inference inference, Window window) {
        this.settings = settings;
        this.window = window;
        this.inference = inference;
    }

    /** The result without estimate, interval and words: what a look costs where nothing is shown. */
    CriterionResult result(String name, PairedSeries series, CriterionKind kind, Rule rule, double floor) {
        Obstacle obstacle = Obstacle.to(series, rule, settings);
        if (obstacle != null) {
            return obstacle.result();
        }
        return switch (kind) {
            case EXACT -> ExactRule.holds(series, rule) ? CriterionResult.PASS : CriterionResult.FAIL;
            case STATISTICAL ->
                NewFailures.in(name, series, rule) ? CriterionResult.FAIL : inference.result(series, rule, floor);
        };
    }

    Finding finding(String name, PairedSeries series, CriterionKind kind, Rule rule, double floor) {
        return unchecked(name, series, kind, rule, floor).checked(Checks.of(series, kind, settings));
    }

    private Finding unchecked(String name, PairedSeries series, CriterionKind kind, Rule rule, double floor) {
        CriterionResult result = result(name, series, kind, rule, floor);
        Obstacle obstacle = Obstacle.to(series, rule, settings);
        if (obstacle != null) {
            Forecast forecast = obstacle.forecast(series, kind, window, settings);
            String text = name + ": " + obstacle.explain(series, settings)
                    + (forecast != null && forecast.futile() ? "; " + forecast.text() : "");
            return new Finding(result, percent(ExactRule.change(series)), null, Finding.PERCENT, text).with(forecast);
        }
        return switch (kind) {
            case EXACT -> exact(name, series, rule, result);
            case STATISTICAL -> statistical(name, series, rule, floor, result);
        };
    }

    private static Finding exact(String name, PairedSeries series, Rule rule, CriterionResult result) {
        double change = ExactRule.change(series);
        String seen = Double.isInfinite(change)
                ? "the baseline has none and the candidate has some"
                : Words.change(change) + " on average";
        String text = "%s: %s over the %s observed, where the rule is %s: it %s"
                .formatted(
                        name,
                        seen,
                        Words.count(series.pairs(), "bucket"),
                        rule,
                        result == CriterionResult.PASS ? "holds" : "does not hold");
        return new Finding(result, percent(change), null, Finding.PERCENT, text);
    }

    private Finding statistical(String name, PairedSeries series, Rule rule, double floor, CriterionResult result) {
        String buckets = Words.count(series.pairs(), "bucket");
        if (series.identical()) {
            String text = "%s: identical in all %s, where the rule is %s".formatted(name, buckets, rule);
            return new Finding(result, 0.0, new Interval(0, 0, 1), Finding.PERCENT, text);
        }
        if (series.baselineNonZero() == 0) {
            String text = "%s: the baseline is 0 in all %s and the candidate is not in %d of them, where the rule is %s"
                    .formatted(name, buckets, series.candidateNonZero(), rule);
            return new Finding(result, null, null, Finding.PERCENT, text);
        }
        Interval interval = inference.interval(series, rule, result);
        double estimate = new Question(series, 0).estimate();
        Forecast forecast =
                result == CriterionResult.UNDECIDED ? Forecast.of(series, rule, floor, window, inference) : null;
        String text = "%s: %s, %s, after %s that tell as much as %d independent ones; %s"
                .formatted(
                        name,
                        Words.change(estimate),
                        Words.interval(interval),
                        buckets,
                        (long) new Question(series, 0).central().effectivePairs(),
                        conclusion(rule, result, forecast));
        Interval percents = new Interval(interval.low() * 100, interval.high() * 100, interval.confidence());
        return new Finding(result, percent(estimate), percents, Finding.PERCENT, text).with(forecast);
    }

    private static String conclusion(Rule rule, CriterionResult result, @Nullable Forecast forecast) {
        return switch (result) {
            case PASS -> "this lies inside the rule " + rule;
            case FAIL -> "this lies wholly outside the rule " + rule;
            case UNDECIDED, NO_DATA -> forecast == null ? "this is open" : forecast.text();
        };
    }

    private static @Nullable Double percent(double ratio) {
        return Double.isFinite(ratio) ? ratio * 100 : null;
    }
}
