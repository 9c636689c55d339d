package phoenix.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the criteria together: unfair beats fail, fail beats no data, no data beats undecided, and only all passes accept. */
final class VerdictRule {
    private VerdictRule() {}

    /** The verdict alone, from the result of each criterion in order. */
    static Verdict verdict(List<Criterion> criteria, List<CriterionResult> results, Evidence evidence) {
        if (!invalidating(criteria, results, evidence).isEmpty()) {
            return Verdict.INVALID;
        }
        if (results.contains(CriterionResult.FAIL)) {
            return Verdict.REJECT;
        }
        if (results.contains(CriterionResult.NO_DATA)) {
            return Verdict.NO_DATA;
        }
        return results.contains(CriterionResult.UNDECIDED) ? Verdict.INCONCLUSIVE : Verdict.ACCEPT;
    }

    /** Whether a verdict needs no further look. */
    static boolean stands(Verdict verdict, Evidence evidence) {
        return switch (verdict) {
            case ACCEPT, REJECT, INVALID -> true;
            case INCONCLUSIVE, NO_DATA -> evidence.window().ended();
        };
    }

    static Judgement conclude(List<CriterionJudgement> judged, Evidence evidence) {
        List<Criterion> criteria =
                judged.stream().map(CriterionJudgement::criterion).toList();
        List<CriterionResult> results =
                judged.stream().map(CriterionJudgement::result).toList();
        Verdict verdict = verdict(criteria, results, evidence);
        List<String> reasons = switch (verdict) {
            case INVALID -> invalidating(criteria, results, evidence);
            case REJECT -> explanations(judged, CriterionResult.FAIL);
            case NO_DATA -> explanations(judged, CriterionResult.NO_DATA);
            case INCONCLUSIVE -> explanations(judged, CriterionResult.UNDECIDED);
            case ACCEPT -> explanations(judged, CriterionResult.PASS);
        };
        return new Judgement(
                verdict,
                stands(verdict, evidence),
                verdict == Verdict.INVALID ? reasons : withUnequalInput(reasons, evidence),
                judged,
                forecast(verdict, judged));
    }

    /** Of all that is not decided: accept needs all of it, reject one. */
    private static @Nullable Forecast forecast(Verdict verdict, List<CriterionJudgement> judged) {
        if (verdict != Verdict.INCONCLUSIVE && verdict != Verdict.NO_DATA) {
            return null;
        }
        List<@Nullable Forecast> open = new ArrayList<>();
        for (CriterionJudgement criterion : judged) {
            if (criterion.result() != CriterionResult.PASS) {
                open.add(criterion.forecast());
            }
        }
        return Forecast.ofAll(open);
    }

    private static List<String> invalidating(
            List<Criterion> criteria, List<CriterionResult> results, Evidence evidence) {
        return evidence.unfairness().stream()
                .filter(u -> explains(u, criteria, results))
                .map(u -> "the comparison was not fair: " + u.reason())
                .toList();
    }

    private static boolean explains(Unfairness fact, List<Criterion> criteria, List<CriterionResult> results) {
        for (int i = 0; i < results.size(); i++) {
            if (fact.kind().explains(criteria.get(i), results.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** What was unequal and does not explain the verdict is told all the same. */
    private static List<String> withUnequalInput(List<String> reasons, Evidence evidence) {
        List<String> all = new ArrayList<>(reasons);
        evidence.unfairness().forEach(u -> all.add("unequal_input, which does not explain this: " + u.reason()));
        return List.copyOf(all);
    }

    private static List<String> explanations(List<CriterionJudgement> criteria, CriterionResult result) {
        return criteria.stream()
                .filter(c -> c.result() == result)
                .map(CriterionJudgement::explanation)
                .toList();
    }
}
