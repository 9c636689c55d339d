package phoenix.analysis;

import org.jspecify.annotations.Nullable;
import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.Kept;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;

/** Judges one measure, exactly or by inference, and says why. */
final class MeasureJudge {
    private final JudgeSettings settings;
    private final Inference inference;

    MeasureJudge(JudgeSettings settings, Inference inference) {
        this.settings = settings;
        this.inference = inference;
    }

    /** Judges the sums over the observed window. */
    Finding exact(String name, PairedSeries series, Rule rule) {
        Finding early = tooLittle(name, series, rule);
        if (early != null) {
            return early;
        }
        double baseline = series.meanBaseline();
        double change = series.identical() ? 0 : (series.meanCandidate() - baseline) / Math.abs(baseline);
        double slack = 1e-12;
        boolean holds = switch (rule) {
            case Within(Percent m) -> Math.abs(change) <= m.ratio() + slack;
            case ReduceBy(Percent r) -> change <= -r.ratio() + slack;
            case IncreaseAtMost(Percent m) -> change <= m.ratio() + slack;
            case Kept _ -> throw new IllegalArgumentException("\"kept\" is a fact, not a measure");
        };
        String text = "%s: %s on average over the %s observed, where the rule is %s: %s"
                .formatted(
                        name,
                        Double.isInfinite(change)
                                ? "the baseline has none and the candidate has some"
                                : Words.change(change),
                        Words.count(series.pairs(), "bucket"),
                        rule,
                        holds ? "it holds" : "it does not hold");
        Double estimate = Double.isFinite(change) ? change * 100 : null;
        return new Finding(holds ? CriterionResult.PASS : CriterionResult.FAIL, estimate, null, Finding.PERCENT, text);
    }

    /** Judges the mean from what the sample allows. */
    Finding statistical(String name, PairedSeries series, Rule rule, double floor) {
        Finding early = tooLittle(name, series, rule);
        if (early != null) {
            return early;
        }
        CriterionResult result = inference.result(series, rule, floor);
        if (series.identical()) {
            return new Finding(
                    result,
                    0.0,
                    new Interval(0, 0, 1),
                    Finding.PERCENT,
                    "%s: identical in all %s, where the rule is %s"
                            .formatted(name, Words.count(series.pairs(), "bucket"), rule));
        }
        Interval ratios = inference.interval(series, rule, result);
        double estimate = new Question(series, 0).estimate();
        Double percent = Double.isFinite(estimate) ? estimate * 100 : null;
        Interval interval = Double.isNaN(ratios.low()) || Double.isNaN(ratios.high())
                ? null
                : new Interval(ratios.low() * 100, ratios.high() * 100, ratios.confidence());
        return new Finding(
                result, percent, interval, Finding.PERCENT, explain(name, series, rule, result, ratios, estimate));
    }

    private String explain(
            String name, PairedSeries series, Rule rule, CriterionResult result, Interval interval, double estimate) {
        String seen = series.baselineNonZero() == 0
                ? name + ": the baseline is 0 throughout and the candidate is not"
                : name + ": " + Words.change(estimate) + ", " + Words.interval(interval);
        String buckets = Words.count(series.pairs(), "bucket");
        return seen + " after " + buckets + "; "
                + switch (result) {
                    case PASS -> "the interval lies inside the rule " + rule;
                    case FAIL -> "the interval lies wholly outside the rule " + rule;
                    case UNDECIDED, NO_DATA ->
                        series.pairs() < settings.statisticalBucketsMin()
                                ? "an inference needs " + settings.statisticalBucketsMin()
                                : "the interval reaches over the limit of the rule " + rule;
                };
    }

    private @Nullable Finding tooLittle(String name, PairedSeries series, Rule rule) {
        if (series.pairs() == 0) {
            return Finding.noData(name + ": no bucket has a value on both sides (" + missing(series) + ")");
        }
        if (rule instanceof ReduceBy && series.baselineNonZero() == 0) {
            return Finding.noData(name + ": the baseline is 0 throughout, so there is nothing to reduce");
        }
        if (series.pairs() < settings.exactBucketsMin()) {
            return Finding.undecided("%s: %s, %d are needed"
                    .formatted(name, Words.count(series.pairs(), "complete bucket"), settings.exactBucketsMin()));
        }
        if (series.missingShare() > settings.missingShareMax()) {
            return Finding.undecided("%s: %s of the buckets have one side only (%s), at most %s may"
                    .formatted(
                            name,
                            Words.percent(series.missingShare()),
                            missing(series),
                            Words.percent(settings.missingShareMax())));
        }
        return null;
    }

    private static String missing(PairedSeries series) {
        return "%d without the baseline, %d without the candidate, %d without either"
                .formatted(series.missingBaseline(), series.missingCandidate(), series.missingBoth());
    }
}
