package phoenix.app.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.CriterionJudgement;
import phoenix.analysis.CriterionResult;
import phoenix.analysis.Interval;
import phoenix.analysis.Percent;
import phoenix.analysis.Rule;

/** With which limit the same evidence would have said something else: how far a decision is from another one. */
final class Sensitivity {
    private Sensitivity() {}

    /** Null where there is no limit, or nothing to measure it by. */
    static @Nullable String of(CriterionJudgement criterion) {
        Double estimate = criterion.estimate();
        Rule rule = criterion.criterion().rule();
        if (estimate == null || !criterion.unit().equals("%") || rule instanceof Rule.Kept) {
            return null;
        }
        Interval interval = criterion.interval();
        double low = interval == null ? estimate : interval.low();
        double high = interval == null ? estimate : interval.high();
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return "more buckets; with these no limit would be decided";
        }
        String tightest = tightest(rule, low, high);
        if (tightest == null) {
            return criterion.result() == CriterionResult.PASS
                    ? null
                    : "no limit of this rule passes with this evidence";
        }
        return criterion.result() == CriterionResult.PASS
                ? "a limit tighter than " + tightest + " would not pass with this evidence"
                : "this evidence passes no limit tighter than " + tightest
                        + "; set limits before the start, by what matters";
    }

    /** The tightest rule of this kind that would pass, to a hundredth of a per cent on the safe side; null where none would. */
    private static @Nullable String tightest(Rule rule, double low, double high) {
        return switch (rule) {
            case Rule.Within(Percent _) -> "within " + up(Math.max(Math.abs(low), Math.abs(high)));
            case Rule.IncreaseAtMost(Percent _) ->
                high < 0 ? "reduce_by " + down(-high) : "increase_at_most " + up(high);
            case Rule.ReduceBy(Percent _) -> high > 0 ? null : "reduce_by " + down(-high);
            case Rule.Kept _ -> null;
        };
    }

    private static String up(double percent) {
        return text(Math.ceil(percent * 100 - 1e-6) / 100);
    }

    private static String down(double percent) {
        return text(Math.floor(percent * 100 + 1e-6) / 100);
    }

    private static String text(double percent) {
        return (percent == Math.rint(percent)
                        ? String.format(Locale.ROOT, "%.0f", percent)
                        : String.format(Locale.ROOT, "%.2f", percent))
                + "%";
    }
}
