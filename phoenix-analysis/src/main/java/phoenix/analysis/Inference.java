package phoenix.analysis;

import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.Kept;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;
import phoenix.analysis.stats.ConfidenceSequence;
import phoenix.analysis.stats.StudentMixture;

/**
 * The statistical decision about one series: valid at every look and under autocorrelation (docs/statistics.md). A pass is asked first.
 *
 * <p>Levels: a wrong accept needs some criterion that does not hold to pass, so each may pass at the whole error rate; a wrong reject can come
 * from any comparison, so each may fail at its share only.
 */
final class Inference {
    private final JudgeSettings settings;
    private final Level pass;
    private final Level fail;
    private final Level failEitherWay;

    Inference(JudgeSettings settings, int comparisons) {
        this.settings = settings;
        double share = settings.errorRate() / Math.max(comparisons, 1);
        this.pass = level(settings.errorRate(), true);
        this.fail = level(share, false);
        this.failEitherWay = level(share / 2, false);
    }

    private Level level(double alpha, boolean limitIncluded) {
        double rhoSquared = ConfidenceSequence.rhoSquaredExact(2 * alpha, settings.tightestAt());
        return new Level(new StudentMixture(alpha, rhoSquared), limitIncluded);
    }

    /** How sure a decision must be, and whether a difference that is exactly the limit, without any chance in it, counts. */
    private record Level(StudentMixture mixture, boolean limitIncluded) {}

    /** The result alone: two or four contrasts, nothing else. */
    CriterionResult result(PairedSeries series, Rule rule, double floor) {
        if (series.pairs() == 0) {
            return CriterionResult.NO_DATA;
        }
        if (rule instanceof ReduceBy && series.baselineNonZero() == 0) {
            return CriterionResult.NO_DATA;
        }
        if (series.pairs() < settings.exactBucketsMin() || series.missingShare() > settings.missingShareMax()) {
            return CriterionResult.UNDECIDED;
        }
        if (series.identical()) {
            return rule instanceof ReduceBy(Percent r) && r.ratio() > 0 ? CriterionResult.FAIL : CriterionResult.PASS;
        }
        Question question = new Question(series, floor);
        return switch (rule) {
            case Within(Percent m) -> within(question, m.ratio());
            case ReduceBy(Percent r) -> atMost(question, -r.ratio());
            case IncreaseAtMost(Percent m) -> atMost(question, m.ratio());
            case Kept _ -> throw new IllegalArgumentException("\"kept\" is a fact, not an inference");
        };
    }

    private CriterionResult within(Question question, double margin) {
        Contrast upper = question.above(margin);
        Contrast lower = question.above(-margin);
        if (isBelow(upper, pass) && isAbove(lower, pass)) {
            return CriterionResult.PASS;
        }
        boolean beyond = isAbove(upper, failEitherWay) || isBelow(lower, failEitherWay);
        return beyond ? CriterionResult.FAIL : CriterionResult.UNDECIDED;
    }

    private CriterionResult atMost(Question question, double limit) {
        Contrast contrast = question.above(limit);
        if (isBelow(contrast, pass)) {
            return CriterionResult.PASS;
        }
        return isAbove(contrast, fail) ? CriterionResult.FAIL : CriterionResult.UNDECIDED;
    }

    /** Surely below the limit; without chance in the contrast the limit itself passes and does not fail. */
    private boolean isBelow(Contrast contrast, Level level) {
        double slack = level.limitIncluded() ? contrast.rounding() : -contrast.rounding();
        return contrast.certain() ? contrast.mean() <= slack : contrast.mean() + reach(contrast, level) < 0;
    }

    private boolean isAbove(Contrast contrast, Level level) {
        double slack = level.limitIncluded() ? contrast.rounding() : -contrast.rounding();
        return contrast.certain() ? contrast.mean() >= -slack : contrast.mean() - reach(contrast, level) > 0;
    }

    private double reach(Contrast contrast, Level level) {
        if (contrast.observations() < settings.statisticalBucketsMin()) {
            return Double.POSITIVE_INFINITY;
        }
        return level.mixture().oneSided(contrast.observations(), contrast.degreesOfFreedom())
                * contrast.standardError();
    }

    /** The interval of the relative change that belongs to a result: its ends are the limits that would just be decided. */
    Interval interval(PairedSeries series, Rule rule, CriterionResult result) {
        boolean failed = result == CriterionResult.FAIL;
        boolean eitherWay = failed && rule instanceof Within;
        Level level = eitherWay ? failEitherWay : failed ? fail : pass;
        double confidence = 1 - (eitherWay ? 2 : 1) * level.mixture().alpha();
        Question question = new Question(series, 0);
        double estimate = question.estimate();
        if (!question.relative()) {
            Contrast difference = Contrast.of(series, 0);
            double reach = difference.certain() ? 0 : reach(difference, level);
            double scale = question.scale();
            return new Interval((difference.mean() - reach) / scale, (difference.mean() + reach) / scale, confidence);
        }
        return new Interval(end(question, estimate, -1, level), end(question, estimate, 1, level), confidence);
    }

    /** Walks from the estimate until the limit is decided, then halves: the interval agrees with the decision to the last digit. */
    private double end(Question question, double estimate, int direction, Level level) {
        Contrast here = question.above(estimate);
        if (here.certain()) {
            return estimate;
        }
        double step = reach(here, level) / question.scale();
        double inside = estimate;
        double outside = estimate;
        for (int doublings = 0; ; doublings++) {
            if (!Double.isFinite(step) || doublings == 20) {
                return direction * Double.POSITIVE_INFINITY;
            }
            outside = estimate + direction * step;
            if (decided(question, outside, direction, level)) {
                break;
            }
            inside = outside;
            step *= 1.5;
        }
        for (int i = 0; i < 40 && Math.abs(outside - inside) > 1e-9 * (1 + Math.abs(inside)); i++) {
            double middle = (inside + outside) / 2;
            if (decided(question, middle, direction, level)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    private boolean decided(Question question, double ratio, int direction, Level level) {
        Contrast contrast = question.above(ratio);
        return direction > 0 ? isBelow(contrast, level) : isAbove(contrast, level);
    }
}
