package phoenix.analysis;

import java.util.ArrayList;
import java.util.List;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Unfairness.Kind;

/** Puts the criteria together: unfair beats fail, fail beats no data, no data beats undecided, and only all passes accept. */
final class VerdictRule {
    private VerdictRule() {}

    static Judgement conclude(List<CriterionJudgement> criteria, Evidence evidence) {
        List<String> unfair = invalidating(criteria, evidence);
        if (!unfair.isEmpty()) {
            return new Judgement(Verdict.INVALID, true, unfair, criteria);
        }
        List<CriterionJudgement> failed = with(criteria, CriterionResult.FAIL);
        if (!failed.isEmpty()) {
            return new Judgement(Verdict.REJECT, true, explanations(failed), criteria);
        }
        boolean ended = evidence.window().ended();
        List<CriterionJudgement> without = with(criteria, CriterionResult.NO_DATA);
        if (!without.isEmpty()) {
            return new Judgement(Verdict.NO_DATA, ended, explanations(without), criteria);
        }
        List<CriterionJudgement> open = with(criteria, CriterionResult.UNDECIDED);
        if (!open.isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, ended, explanations(open), criteria);
        }
        return new Judgement(Verdict.ACCEPT, true, explanations(criteria), criteria);
    }

    private static List<String> invalidating(List<CriterionJudgement> criteria, Evidence evidence) {
        List<String> reasons = new ArrayList<>();
        for (Unfairness unfairness : evidence.unfairness()) {
            boolean counts = unfairness.kind() != Kind.UNEQUAL_INPUT || restsOnDifference(criteria);
            if (counts) {
                reasons.add("the comparison was not fair: " + unfairness.reason());
            }
        }
        return reasons;
    }

    /** Unequal input explains a loss or a saving; it does not explain that the variants are equal in spite of it. */
    private static boolean restsOnDifference(List<CriterionJudgement> criteria) {
        return criteria.stream()
                .anyMatch(c -> c.result() == CriterionResult.FAIL
                        || (c.result() == CriterionResult.PASS && c.criterion().rule() instanceof ReduceBy));
    }

    private static List<CriterionJudgement> with(List<CriterionJudgement> criteria, CriterionResult result) {
        return criteria.stream().filter(c -> c.result() == result).toList();
    }

    private static List<String> explanations(List<CriterionJudgement> criteria) {
        return criteria.stream().map(CriterionJudgement::explanation).toList();
    }
}
