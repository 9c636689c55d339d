package phoenix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What was found about one measure or metric.
 *
 * @param estimate candidate over baseline minus 1, in per cent, or a count (see the unit); null where there is nothing to estimate
 * @param interval in the unit of the estimate; null for exact findings and where there is nothing to estimate
 * @param unit {@code %} of the baseline's mean, or {@code 1} for counts
 * @param explanation for people
 */
public record Finding(
        CriterionResult result,
        @Nullable Double estimate,
        @Nullable Interval interval,
        String unit,
        String explanation) {
    static final String PERCENT = "%";
    static final String COUNT = "1";

    static Finding noData(String explanation) {
        return new Finding(CriterionResult.NO_DATA, null, null, PERCENT, explanation);
    }

    static Finding undecided(String explanation) {
        return new Finding(CriterionResult.UNDECIDED, null, null, PERCENT, explanation);
    }

    static Finding count(CriterionResult result, long count, String explanation) {
        return new Finding(result, (double) count, null, COUNT, explanation);
    }
}
