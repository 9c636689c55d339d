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

    /** What must come before it no longer stands in the way; null where nobody can say. */
    @Nullable
    Forecast forecast(PairedSeries series, CriterionKind kind, Window window, JudgeSettings settings) {
        return switch (this) {
            case TOO_FEW -> {
                int needed =
                        kind == CriterionKind.EXACT ? settings.exactBucketsMin() : settings.statisticalBucketsMin();
                yield Forecast.atLeast(
                        needed, series.pairs(), window, "about " + needed + " complete buckets are needed");
            }
            case ONE_SIDED -> {
                double max = settings.missingShareMax();
                double oneSided = series.missingBaseline() + (double) series.missingCandidate();
                double needed = max > 0 ? Math.ceil(oneSided * (1 - max) / max) : Double.POSITIVE_INFINITY;
                yield Forecast.atLeast(needed, series.pairs(), window, "complete buckets alone would have to follow");
            }
            case NO_PAIRS, NOTHING_TO_REDUCE, FROZEN -> null;
        };
    }

    private static String missing(PairedSeries series) {
        return "%d without the baseline, %d without the candidate, %d without either"
                .formatted(series.missingBaseline(), series.missingCandidate(), series.missingBoth());
    }
}
