package phoenix.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one measure or metric.
 *
 * @param estimate candidate over baseline minus 1, in per cent, or a count (see the unit); null where there is nothing to estimate
 * @param interval in the unit of the estimate; null for exact findings and where there is nothing to estimate
 * @param unit {@code %} of the baseline's mean, or {@code 1} for counts
 * @param explanation for people
 * @param forecast when it may be decided; null where it is, or where nothing can be said
 * @param checks the assumptions that were looked at; empty for facts that rest on none
 */
public record Finding(
        CriterionResult result,
        @Nullable Double estimate,
        @Nullable Interval interval,
        String unit,
        String explanation,
        @Nullable Forecast forecast,
        List<Check> checks) {
    public Finding {
        checks = List.copyOf(checks);
    }

    static final String PERCENT = "%";
    static final String COUNT = "1";

    Finding(
            CriterionResult result,
            @Nullable Double estimate,
            @Nullable Interval interval,
            String unit,
            String explanation) {
        this(result, estimate, interval, unit, explanation, null, List.of());
    }

    Finding with(@Nullable Forecast expected) {
        return new Finding(result, estimate, interval, unit, explanation, expected, checks);
    }

    Finding checked(List<Check> looked) {
        return new Finding(result, estimate, interval, unit, explanation, forecast, looked);
    }

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
