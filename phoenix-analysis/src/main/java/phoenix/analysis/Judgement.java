package phoenix.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict at one look.
 *
 * @param decided whether it stands: true for accept, reject and invalid whenever they come, for inconclusive and no data only once the time is
 *     spent; until then these two mean "not yet"
 * @param reasons which criteria decided and how, or what is still open, for people; never empty
 * @param forecast when accept or reject may come; null where there is a verdict. It is told, and nothing follows from it
 */
public record Judgement(
        Verdict verdict,
        boolean decided,
        List<String> reasons,
        List<CriterionJudgement> criteria,
        @Nullable Forecast forecast) {
    public Judgement {
        reasons = List.copyOf(reasons);
        criteria = List.copyOf(criteria);
    }
}
