package phoenix.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Measure.Measured;
import phoenix.analysis.Measure.NotMeasurable;

/**
 * Turns evidence into a judgement: a pure function, the same for the same evidence. It may be asked at every bucket; the error rate holds for
 * all looks together. Safe for use by several threads.
 */
public final class Judge {
    private final List<Criterion> criteria;
    private final JudgeSettings settings;

    /**
     * A judge for one experiment.
     *
     * @param criteria all must hold; each measure at most once, at least one
     * @throws CriterionFormatException for a measure that stands twice, or no criterion at all
     */
    public Judge(List<Criterion> criteria, JudgeSettings settings) {
        if (criteria.isEmpty()) {
            throw new CriterionFormatException("at least one criterion is needed");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (Criterion criterion : criteria) {
            if (!seen.add(criterion.measure())) {
                throw new CriterionFormatException(criterion.measure() + " stands twice: give each measure one rule");
            }
        }
        this.criteria = List.copyOf(criteria);
        this.settings = settings;
    }

    public List<Criterion> criteria() {
        return criteria;
    }

    public JudgeSettings settings() {
        return settings;
    }

    /** How the experiment stands by this evidence, with estimates, intervals and words. */
    public Judgement judge(Evidence evidence) {
        MeasureJudge measures = measures(evidence);
        List<CriterionJudgement> judged = new ArrayList<>();
        for (Criterion criterion : criteria) {
            judged.add(judge(criterion, evidence, measures));
        }
        return VerdictRule.conclude(judged, evidence);
    }

    /** The verdict of {@link #judge} alone, at a small part of its cost: for many experiments watched at every bucket. */
    public Verdict verdict(Evidence evidence) {
        MeasureJudge measures = measures(evidence);
        List<CriterionResult> results = new ArrayList<>();
        for (Criterion criterion : criteria) {
            results.add(result(criterion, evidence, measures));
        }
        return VerdictRule.verdict(criteria, results, evidence);
    }

    private MeasureJudge measures(Evidence evidence) {
        return new MeasureJudge(settings, new Inference(settings, comparisons(evidence)), evidence.window());
    }

    private CriterionResult result(Criterion criterion, Evidence evidence, MeasureJudge measures) {
        String name = criterion.measure();
        if (name.equals(Criterion.FIDELITY)) {
            return new FidelityJudge(measures, settings).result(criterion, evidence);
        }
        Finding fact = fact(criterion, evidence);
        if (fact != null) {
            return fact.result();
        }
        return evidence.measures().get(name) instanceof Measured(PairedSeries series, CriterionKind kind, String _)
                ? measures.result(name, series, kind, criterion.rule(), 0)
                : CriterionResult.NO_DATA;
    }

    private CriterionJudgement judge(Criterion criterion, Evidence evidence, MeasureJudge measures) {
        if (criterion.measure().equals(Criterion.FIDELITY)) {
            return new FidelityJudge(measures, settings).judge(criterion, evidence);
        }
        Finding fact = fact(criterion, evidence);
        return fact == null
                ? measure(criterion, evidence, measures)
                : new CriterionJudgement(criterion, CriterionKind.EXACT, fact);
    }

    /** Null where the criterion is about a measure. */
    private @Nullable Finding fact(Criterion criterion, Evidence evidence) {
        FactJudge facts = new FactJudge(settings, evidence);
        return switch (criterion.measure()) {
            case Criterion.COVERAGE -> facts.coverage();
            case Criterion.CRITICAL -> facts.critical();
            case Criterion.EXPORT_FAILURES -> facts.exportFailures(criterion.rule());
            default -> null;
        };
    }

    private static CriterionJudgement measure(Criterion criterion, Evidence evidence, MeasureJudge measures) {
        String name = criterion.measure();
        return switch (evidence.measures().get(name)) {
            case null -> unmeasured(criterion, "there is no such measure in the evidence");
            case NotMeasurable(String reason) -> unmeasured(criterion, "not measurable: " + reason);
            case Measured(PairedSeries series, CriterionKind kind, String _) ->
                new CriterionJudgement(criterion, kind, measures.finding(name, series, kind, criterion.rule(), 0));
        };
    }

    private static CriterionJudgement unmeasured(Criterion criterion, String why) {
        return new CriterionJudgement(
                criterion, CriterionKind.STATISTICAL, Finding.noData(criterion.measure() + ": " + why));
    }

    /** How many inferences could each fail by chance. */
    private int comparisons(Evidence evidence) {
        int count = 0;
        for (Criterion criterion : criteria) {
            if (criterion.measure().equals(Criterion.FIDELITY)) {
                count += evidence.fidelity().size();
            } else if (evidence.measures().get(criterion.measure()) instanceof Measured m
                    && m.kind() == CriterionKind.STATISTICAL) {
                count++;
            }
        }
        return count;
    }
}
