package phoenix.analysis;

import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.Kept;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;

/** A rule applied to what was observed, as a fact of the window. */
final class ExactRule {
    /** Rounding of sums must not turn "half" into "a little less than half". */
    private static final double ROUNDING = 1e-12;

    private ExactRule() {}

    /** Candidate's mean over baseline's mean, minus 1: infinite where the baseline has none and the candidate has some. */
    static double change(PairedSeries series) {
        double baseline = series.meanBaseline();
        return series.identical() ? 0 : (series.meanCandidate() - baseline) / Math.abs(baseline);
    }

    static boolean holds(PairedSeries series, Rule rule) {
        double change = change(series);
        return switch (rule) {
            case Within(Percent m) -> Math.abs(change) <= m.ratio() + ROUNDING;
            case ReduceBy(Percent r) -> change <= -r.ratio() + ROUNDING;
            case IncreaseAtMost(Percent m) -> change <= m.ratio() + ROUNDING;
            case Kept _ -> throw new IllegalArgumentException("\"kept\" is a fact, not a measure");
        };
    }
}
