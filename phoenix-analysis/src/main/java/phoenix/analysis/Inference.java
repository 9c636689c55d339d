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
    /** With fewer, even the spread of the mean is a guess; a series that wanders never gets there. */
    static final int EFFECTIVE_PAIRS_MIN = 5;

    /** Share of the level for effects so large that the first buckets show them, and the bucket at which that part is tightest. */
    private static final double EARLY_SHARE = 0.05;

    private static final double EARLY_AT = 5;

    private final JudgeSettings settings;
    /** Fewer standard errors than any boundary reaches, at any number of buckets: K/(K−1) and the Student factor only widen it. */
    private final double reachMin;

    private final Level pass;
    private final Level fail;
    private final Level failEitherWay;

    Inference(JudgeSettings settings, int comparisons) {
        this.settings = settings;
        double share = settings.errorRate() / Math.max(comparisons, 1);
        this.reachMin = 0.9 * Math.sqrt(2 * Math.log1p(1 / (2 * settings.errorRate())));
        this.pass = level(settings.errorRate(), true);
        this.fail = level(share, false);
        this.failEitherWay = level(share / 2, false);
    }

    private Level level(double alpha, boolean limitIncluded) {
        double early = EARLY_SHARE * alpha;
        double usual = alpha - early;
        return new Level(
                alpha,
                new StudentMixture(usual, ConfidenceSequence.rhoSquaredExact(2 * usual, settings.tightestAt())),
                new StudentMixture(early, ConfidenceSequence.rhoSquaredExact(2 * early, EARLY_AT)),
                limitIncluded);
    }

    /**
     * How sure a decision must be: two boundaries share the level, one for the usual effect and one for an effect so large that few buckets show it.
     *
     * @param limitIncluded whether a difference that is exactly the limit, without any chance in it, counts
     */
    record Level(double alpha, StudentMixture usual, StudentMixture early, boolean limitIncluded) {
        double reach(double n, double degreesOfFreedom) {
            return Math.min(usual.oneSided(n, degreesOfFreedom), early.oneSided(n, degreesOfFreedom));
        }
    }

    JudgeSettings settings() {
        return settings;
    }

    Level pass() {
        return pass;
    }

    Level fail() {
        return fail;
    }

    /** For a rule that can fail upwards and downwards. */
    Level failEitherWay() {
        return failEitherWay;
    }

    /** The result alone, for a series with enough complete pairs to be certain of what never varies. */
    CriterionResult result(PairedSeries series, Rule rule, double floor) {
        if (series.identical()) {
            return rule instanceof ReduceBy(Percent r) && r.ratio() > 0 ? CriterionResult.FAIL : CriterionResult.PASS;
        }
        Question question = new Question(series, floor);
        return surelyOpen(question, rule) ? CriterionResult.UNDECIDED : inFull(question, rule);
    }

    CriterionResult inFull(Question question, Rule rule) {
        Contrast central = question.central();
        return switch (rule) {
            case Within(Percent m) -> within(question, central, m.ratio());
            case ReduceBy(Percent r) -> atMost(question, central, -r.ratio());
            case IncreaseAtMost(Percent m) -> atMost(question, central, m.ratio());
            case Kept _ -> throw new IllegalArgumentException("\"kept\" is a fact, not an inference");
        };
    }

    /** Spares the full estimate where even the smallest reach leaves every limit inside the interval, as at most looks. */
    private boolean surelyOpen(Question question, Rule rule) {
        return switch (rule) {
            case Within(Percent m) -> {
                double upper = question.glance(m.ratio());
                double lower = question.glance(-m.ratio());
                boolean mayPass = !(upper > -reachMin) && !(lower < reachMin);
                boolean mayFail = !(upper < reachMin) || !(lower > -reachMin);
                yield !mayPass && !mayFail;
            }
            case ReduceBy(Percent r) -> Math.abs(question.glance(-r.ratio())) < reachMin;
            case IncreaseAtMost(Percent m) -> Math.abs(question.glance(m.ratio())) < reachMin;
            case Kept _ -> false;
        };
    }

    private CriterionResult within(Question question, Contrast central, double margin) {
        Contrast upper = question.above(margin);
        Contrast lower = question.above(-margin);
        if (isBelow(upper, central, pass) && isAbove(lower, central, pass)) {
            return CriterionResult.PASS;
        }
        boolean beyond = isAbove(upper, central, failEitherWay) || isBelow(lower, central, failEitherWay);
        return beyond ? CriterionResult.FAIL : CriterionResult.UNDECIDED;
    }

    private CriterionResult atMost(Question question, Contrast central, double limit) {
        Contrast contrast = question.above(limit);
        if (isBelow(contrast, central, pass)) {
            return CriterionResult.PASS;
        }
        return isAbove(contrast, central, fail) ? CriterionResult.FAIL : CriterionResult.UNDECIDED;
    }

    /** Surely below the limit; without chance in the contrast the limit itself passes and does not fail. */
    private boolean isBelow(Contrast contrast, Contrast central, Level level) {
        double slack = level.limitIncluded() ? contrast.rounding() : -contrast.rounding();
        return contrast.certain() ? contrast.mean() <= slack : contrast.mean() + reach(contrast, central, level) < 0;
    }

    private boolean isAbove(Contrast contrast, Contrast central, Level level) {
        double slack = level.limitIncluded() ? contrast.rounding() : -contrast.rounding();
        return contrast.certain() ? contrast.mean() >= -slack : contrast.mean() - reach(contrast, central, level) > 0;
    }

    /** How well the spread is known is asked of the central contrast, alike for every limit, so that decisions are monotone in the limit. */
    private double reach(Contrast contrast, Contrast central, Level level) {
        Contrast basis = central.certain() ? contrast : central;
        if (basis.observations() < settings.statisticalBucketsMin() || wanders(basis)) {
            return Double.POSITIVE_INFINITY;
        }
        return level.reach(basis.observations(), basis.degreesOfFreedom()) * contrast.standardError();
    }

    private static boolean wanders(Contrast basis) {
        return basis.effectivePairs() < EFFECTIVE_PAIRS_MIN;
    }

    /** The interval of the relative change that belongs to a result: its ends are the limits that would just be decided. */
    Interval interval(PairedSeries series, Rule rule, CriterionResult result) {
        boolean failed = result == CriterionResult.FAIL;
        boolean eitherWay = failed && rule instanceof Within;
        Level level = eitherWay ? failEitherWay : failed ? fail : pass;
        double confidence = 1 - (eitherWay ? 2 : 1) * level.alpha();
        Question question = new Question(series, 0);
        double estimate = question.estimate();
        Contrast central = question.central();
        if (!question.relative()) {
            double reach = central.certain() ? 0 : reach(central, central, level);
            double scale = question.scale();
            return new Interval((central.mean() - reach) / scale, (central.mean() + reach) / scale, confidence);
        }
        return new Interval(end(question, estimate, -1, level), end(question, estimate, 1, level), confidence);
    }

    /** Walks from the estimate until the limit is decided, then halves: the interval agrees with the decision to the last digit. */
    private double end(Question question, double estimate, int direction, Level level) {
        Contrast central = question.central();
        if (central.certain()) {
            return estimate;
        }
        double step = reach(central, central, level) / question.scale();
        double inside = estimate;
        double outside = estimate;
        for (int doublings = 0; ; doublings++) {
            if (!Double.isFinite(step) || doublings == 20) {
                return direction * Double.POSITIVE_INFINITY;
            }
            outside = estimate + direction * step;
            if (decided(question, central, outside, direction, level)) {
                break;
            }
            inside = outside;
            step *= 1.5;
        }
        for (int i = 0; i < 40 && Math.abs(outside - inside) > 1e-9 * (1 + Math.abs(inside)); i++) {
            double middle = (inside + outside) / 2;
            if (decided(question, central, middle, direction, level)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    private boolean decided(Question question, Contrast central, double ratio, int direction, Level level) {
        Contrast contrast = question.above(ratio);
        return direction > 0 ? isBelow(contrast, central, level) : isAbove(contrast, central, level);
    }
}
