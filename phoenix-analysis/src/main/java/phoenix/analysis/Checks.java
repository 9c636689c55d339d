package phoenix.analysis;

import java.util.ArrayList;
import java.util.List;

/** The assumptions behind a judgement of one series, looked at every time it is made (docs/statistics.md, section 6). */
final class Checks {
    private Checks() {}

    static List<Check> of(PairedSeries series, CriterionKind kind, JudgeSettings settings) {
        List<Check> checks = new ArrayList<>();
        // Without chance in the pairs there is nothing to infer.
        boolean inferred = kind == CriterionKind.STATISTICAL && !series.identical();
        int least = inferred ? settings.statisticalBucketsMin() : settings.exactBucketsMin();
        checks.add(new Check(
                "enough complete buckets",
                series.pairs() >= least,
                Words.count(series.pairs(), "bucket") + ", at least " + least));
        checks.add(new Check(
                "both sides present",
                !(series.missingShare() > settings.missingShareMax()),
                series.missingBaseline() + " buckets without the baseline, " + series.missingCandidate()
                        + " without the candidate, at most " + Words.percent(settings.missingShareMax())));
        checks.add(new Check(
                "no side frozen",
                !series.oneSideFroze(),
                series.oneSideFroze()
                        ? "one side repeats an old value while the other goes on"
                        : "no old value repeated while the other side goes on"));
        if (inferred && series.pairs() >= settings.exactBucketsMin() && series.baselineNonZero() > 0) {
            Contrast central = new Question(series, 0).central();
            if (!central.certain()) {
                double independent = central.effectivePairs();
                checks.add(new Check(
                        "no drift, and buckets alike no further than they may be",
                        independent >= Inference.EFFECTIVE_PAIRS_MIN,
                        "worth %d independent buckets, at least %d"
                                .formatted((long) independent, Inference.EFFECTIVE_PAIRS_MIN)));
            }
        }
        return checks;
    }
}
