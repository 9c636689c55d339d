package phoenix.analysis;

import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.Kept;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;
import phoenix.analysis.stats.NormalDistribution;

/**
 * How likely a look at a later bucket decides, seen from now: the predictive power of Spiegelhalter, Freedman and Blackburn (1986), with a flat
 * prior. The mean after N buckets, given that after n, is normal about it with variance Ω(1/n − 1/N); the interval's reach is what the judge
 * would use there.
 */
final class Prediction {
    private final Inference inference;
    private final Question question;
    private final Rule rule;
    private final Contrast central;

    Prediction(Inference inference, Question question, Rule rule) {
        this.inference = inference;
        this.question = question;
        this.rule = rule;
        this.central = question.central();
    }

    /** Whether too few independent buckets have been seen for an inference. */
    boolean wanders() {
        return central.effectivePairs() < Inference.EFFECTIVE_PAIRS_MIN;
    }

    double passChance(double buckets) {
        return switch (rule) {
            case Within(Percent m) ->
                Math.max(
                        0,
                        below(m.ratio(), buckets, inference.pass()) + above(-m.ratio(), buckets, inference.pass()) - 1);
            case ReduceBy(Percent r) -> below(-r.ratio(), buckets, inference.pass());
            case IncreaseAtMost(Percent m) -> below(m.ratio(), buckets, inference.pass());
            case Kept _ -> 0;
        };
    }

    double failChance(double buckets) {
        return switch (rule) {
            case Within(Percent m) ->
                Math.min(
                        1,
                        above(m.ratio(), buckets, inference.failEitherWay())
                                + below(-m.ratio(), buckets, inference.failEitherWay()));
            case ReduceBy(Percent r) -> above(-r.ratio(), buckets, inference.fail());
            case IncreaseAtMost(Percent m) -> above(m.ratio(), buckets, inference.fail());
            case Kept _ -> 0;
        };
    }

    /** Complete buckets in all with which a decision is as likely as not, more than there are; infinite beyond the most. */
    double bucketsUntilLikely(double most) {
        double few = central.observations();
        double enough = few;
        do {
            if (enough >= most) {
                return Double.POSITIVE_INFINITY;
            }
            few = enough;
            enough = Math.ceil(enough * 1.25);
        } while (!likely(enough));
        while (enough - few > Math.max(1, 0.01 * few)) {
            double middle = Math.rint((few + enough) / 2);
            if (likely(middle)) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        return enough;
    }

    private boolean likely(double buckets) {
        return passChance(buckets) + failChance(buckets) >= 0.5;
    }

    private double below(double ratio, double buckets, Inference.Level level) {
        return chance(question.above(ratio), -1, buckets, level);
    }

    private double above(double ratio, double buckets, Inference.Level level) {
        return chance(question.above(ratio), 1, buckets, level);
    }

    /** That the contrast's interval lies wholly on one side of zero then. */
    private double chance(Contrast contrast, int side, double buckets, Inference.Level level) {
        double now = contrast.observations();
        Contrast basis = central.certain() ? contrast : central;
        double grown = buckets / now;
        if (buckets <= now || basis.effectivePairs() * grown < Inference.EFFECTIVE_PAIRS_MIN) {
            return 0;
        }
        double error = contrast.standardError();
        double reach = level.reach(buckets, basis.degreesOfFreedom() * grown) * error / Math.sqrt(grown);
        double spread = error * Math.sqrt(1 - 1 / grown);
        double distance = side * contrast.mean() - reach;
        return spread > 0 ? NormalDistribution.cumulative(distance / spread) : distance > 0 ? 1 : 0;
    }
}
