package phoenix.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges every metric that both variants share, and puts the findings together. */
final class FidelityJudge {
    private static final Comparator<MetricFinding> WORST_FIRST = Comparator.comparingInt(
                    (MetricFinding m) -> severity(m.finding().result()))
            .thenComparingDouble(m -> -size(m.finding()));

    private final MeasureJudge measures;
    private final JudgeSettings settings;

    FidelityJudge(MeasureJudge measures, JudgeSettings settings) {
        this.measures = measures;
        this.settings = settings;
    }

    CriterionJudgement judge(Criterion criterion, Evidence evidence) {
        List<MetricFinding> findings = new ArrayList<>();
        int tooRare = 0;
        for (MetricPairs metric : evidence.fidelity()) {
            if (tooRare(metric.series())) {
                tooRare++;
            } else if (metric.series().pairs() > 0) {
                Finding finding = measures.finding(
                        metric.metric(), metric.series(), CriterionKind.STATISTICAL, criterion.rule(), metric.floor());
                findings.add(new MetricFinding(metric.metric(), finding));
            }
        }
        findings.sort(WORST_FIRST);
        return new CriterionJudgement(
                criterion, CriterionKind.STATISTICAL, sum(criterion, evidence, findings, tooRare), findings);
    }

    /** The result alone. */
    CriterionResult result(Criterion criterion, Evidence evidence) {
        Coverage coverage = evidence.coverage();
        if (coverage != null && !coverage.with(CoverageChange.Change.ALTERED).isEmpty()) {
            return CriterionResult.FAIL;
        }
        CriterionResult worst = null;
        boolean rare = false;
        for (MetricPairs metric : evidence.fidelity()) {
            if (tooRare(metric.series())) {
                rare = true;
            } else if (metric.series().pairs() > 0) {
                CriterionResult result = measures.result(
                        metric.metric(), metric.series(), CriterionKind.STATISTICAL, criterion.rule(), metric.floor());
                worst = worst == null || severity(result) < severity(worst) ? result : worst;
            }
        }
        if (worst != null) {
            return worst;
        }
        return rare ? CriterionResult.UNDECIDED : CriterionResult.NO_DATA;
    }

    /** A metric seen for a moment and equal then cannot hold up the verdict on all the others; it is named, not judged. */
    private boolean tooRare(PairedSeries series) {
        return series.pairs() > 0 && series.pairs() < settings.exactBucketsMin() && series.identical();
    }

    private static Finding sum(Criterion criterion, Evidence evidence, List<MetricFinding> findings, int tooRare) {
        Coverage coverage = evidence.coverage();
        List<CoverageChange> altered = coverage == null ? List.of() : coverage.with(CoverageChange.Change.ALTERED);
        if (!altered.isEmpty()) {
            return Finding.count(
                    CriterionResult.FAIL,
                    altered.size(),
                    "fidelity: " + altered.size() + " metrics changed their nature: " + Words.list(altered));
        }
        String rare = tooRare == 0
                ? ""
                : "; " + Words.count(tooRare, "metric") + " with too few shared buckets to judge, equal in those";
        if (findings.isEmpty()) {
            return tooRare == 0
                    ? Finding.noData("fidelity: the variants share no metric with values in the same bucket")
                    : Finding.undecided("fidelity: too few shared buckets" + rare);
        }
        MetricFinding worst = findings.getFirst();
        Finding finding = worst.finding();
        long same = findings.stream()
                .filter(m -> m.finding().result() == finding.result())
                .count();
        String text = switch (finding.result()) {
            case PASS ->
                "fidelity: all " + Words.count(findings.size(), "metric") + " " + criterion.rule()
                        + "; the furthest is " + finding.explanation();
            case FAIL ->
                "fidelity: " + same + " of " + Words.count(findings.size(), "metric") + " not " + criterion.rule()
                        + ": " + finding.explanation();
            case UNDECIDED, NO_DATA ->
                "fidelity: " + same + " of " + Words.count(findings.size(), "metric") + " undecided: "
                        + finding.explanation();
        };
        return new Finding(finding.result(), finding.estimate(), finding.interval(), finding.unit(), text + rare)
                .with(forecast(finding.result(), findings))
                .checked(finding.checks());
    }

    /** Every open metric must pass; one that fails decides. */
    private static @Nullable Forecast forecast(CriterionResult result, List<MetricFinding> findings) {
        if (result != CriterionResult.UNDECIDED) {
            return null;
        }
        List<@Nullable Forecast> open = new ArrayList<>();
        for (MetricFinding metric : findings) {
            if (metric.finding().result() == CriterionResult.UNDECIDED) {
                open.add(metric.finding().forecast());
            }
        }
        return Forecast.ofAll(open);
    }

    private static int severity(CriterionResult result) {
        return switch (result) {
            case FAIL -> 0;
            case UNDECIDED -> 1;
            case NO_DATA -> 2;
            case PASS -> 3;
        };
    }

    private static double size(Finding finding) {
        Double estimate = finding.estimate();
        return estimate == null ? Double.POSITIVE_INFINITY : Math.abs(estimate);
    }
}
