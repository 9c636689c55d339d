package phoenix.analysis;

import org.jspecify.annotations.Nullable;
import phoenix.analysis.Rule.ReduceBy;

/** Why a series cannot be judged, checked at every look before anything is inferred from it. */
enum Obstacle {
    NO_PAIRS(CriterionResult.NO_DATA),
    NOTHING_TO_REDUCE(CriterionResult.NO_DATA),
    TOO_FEW(CriterionResult.UNDECIDED),
    ONE_SIDED(CriterionResult.UNDECIDED),
    FROZEN(CriterionResult.UNDECIDED);

    private final CriterionResult result;

    Obstacle(CriterionResult result) {
        this.result = result;
    }

    CriterionResult result() {
        return result;
    }

    /** Null where nothing stands in the way. */
    static @Nullable Obstacle to(PairedSeries series, Rule rule, JudgeSettings settings) {
        if (series.pairs() == 0) {
            return NO_PAIRS;
        }
        if (rule instanceof ReduceBy && series.baselineNonZero() == 0) {
            return NOTHING_TO_REDUCE;
        }
        if (series.pairs() < settings.exactBucketsMin()) {
            return TOO_FEW;
        }
        if (series.missingShare() > settings.missingShareMax()) {
            return ONE_SIDED;
        }
        return series.oneSideFroze() ? FROZEN : null;
    }

    String explain(PairedSeries series, JudgeSettings settings) {
        return switch (this) {
            case NO_PAIRS -> "no bucket has a value on both sides (" + missing(series) + ")";
            case NOTHING_TO_REDUCE -> "the baseline is 0 throughout, so there is nothing to reduce";
            case TOO_FEW ->
                Words.count(series.pairs(), "complete bucket") + ", " + settings.exactBucketsMin() + " are needed";
            case ONE_SIDED ->
                Words.percent(series.missingShare()) + " of the buckets have one side only (" + missing(series)
                        + "), at most " + Words.percent(settings.missingShareMax()) + " may";
            case FROZEN ->
                "one side moved in nearly every bucket and then repeated one old value while the other went on:"
                        + " look at how it is collected";
        };
    }

    private static String missing(PairedSeries series) {
        return "%d without the baseline, %d without the candidate, %d without either"
                .formatted(series.missingBaseline(), series.missingCandidate(), series.missingBoth());
    }
}
