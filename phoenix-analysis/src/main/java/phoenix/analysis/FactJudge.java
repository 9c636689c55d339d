package phoenix.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what is not a matter of chance: coverage, critical items, failed exports. */
final class FactJudge {
    private final JudgeSettings settings;
    private final Evidence evidence;

    FactJudge(JudgeSettings settings, Evidence evidence) {
        this.settings = settings;
        this.evidence = evidence;
    }

    /** Nothing at all was lost or altered. */
    Finding coverage() {
        Coverage coverage = evidence.coverage();
        if (coverage == null) {
            return Finding.noData("coverage: it was not looked at");
        }
        Finding early = tooEarly("coverage");
        if (early != null) {
            return early;
        }
        List<CoverageChange> gone = new ArrayList<>(coverage.with(CoverageChange.Change.LOST));
        gone.addAll(coverage.with(CoverageChange.Change.ALTERED));
        if (!gone.isEmpty()) {
            return Finding.count(
                    CriterionResult.FAIL,
                    gone.size(),
                    "coverage: " + gone.size() + " lost or altered: " + Words.list(gone));
        }
        return Finding.count(CriterionResult.PASS, 0, "coverage: nothing was lost or altered");
    }

    /** Everything critical is still there. */
    Finding critical() {
        Coverage coverage = evidence.coverage();
        if (coverage == null) {
            return Finding.noData("critical: coverage was not looked at");
        }
        Finding early = tooEarly("critical");
        if (early != null) {
            return early;
        }
        List<String> lost = coverage.critical().stream()
                .flatMap(item -> item.lost().stream().map(id -> item.type() + " " + id))
                .distinct()
                .toList();
        if (!lost.isEmpty()) {
            return Finding.count(
                    CriterionResult.FAIL, lost.size(), "critical: lost by the candidate: " + Words.list(lost));
        }
        List<String> unseen = coverage.critical().stream()
                .filter(item -> item.matched() == 0)
                .map(item -> item.type() + " \"" + item.pattern() + '"')
                .toList();
        if (!unseen.isEmpty()) {
            return Finding.noData("critical: the baseline itself never had " + Words.list(unseen)
                    + ", so nothing shows that the candidate would keep it");
        }
        int items = coverage.critical().size();
        return Finding.count(
                CriterionResult.PASS,
                0,
                items == 0
                        ? "critical: no item was named"
                        : "critical: all of " + Words.count(items, "item") + " kept");
    }

    /** The candidate fails to deliver no more than the rule allows. */
    Finding exportFailures(Rule rule) {
        Exports exports = evidence.exports();
        if (exports == null) {
            return Finding.noData("export_failures: they were not counted");
        }
        long baseline = exports.baselineFailed();
        long candidate = exports.candidateFailed();
        if (rule instanceof Rule.ReduceBy && baseline == 0) {
            return Finding.noData("export_failures: the baseline has none, so there is nothing to reduce");
        }
        double limit = baseline * (rule instanceof Rule.ReduceBy ? 1 - rule.marginRatio() : 1 + rule.marginRatio());
        String counts = "export_failures: " + Words.count(candidate, "point") + " of the candidate and "
                + Words.count(baseline, "point") + " of the baseline did not reach production";
        if (candidate > limit) {
            return Finding.count(CriterionResult.FAIL, candidate, counts);
        }
        Finding early = tooEarly("export_failures");
        if (early != null) {
            return early;
        }
        if (candidate > 0 && rule.marginRatio() == 0) {
            return Finding.count(
                    CriterionResult.UNDECIDED,
                    candidate,
                    counts + ": production refused both, so it says nothing about the candidate");
        }
        return Finding.count(CriterionResult.PASS, candidate, counts);
    }

    private @Nullable Finding tooEarly(String name) {
        long used = evidence.window().used();
        if (used == 0) {
            return Finding.noData(name + ": no complete bucket yet");
        }
        return used < settings.exactBucketsMin()
                ? Finding.undecided("%s: %s, %d are needed"
                                .formatted(name, Words.count(used, "complete bucket"), settings.exactBucketsMin()))
                        .with(Forecast.atLeast(
                                settings.exactBucketsMin(),
                                used,
                                evidence.window(),
                                settings.exactBucketsMin() + " complete buckets are needed"))
                : null;
    }
}
