package phoenix.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /** How the experiment stands by this evidence. */
    public Judgement judge(Evidence evidence) {
        MeasureJudge measures = new MeasureJudge(settings, new Inference(settings, comparisons(evidence)));
        List<CriterionJudgement> judged = new ArrayList<>();
        for (Criterion criterion : criteria) {
            judged.add(judge(criterion, evidence, measures));
        }
        return VerdictRule.conclude(judged, evidence);
    }

    private CriterionJudgement judge(Criterion criterion, Evidence evidence, MeasureJudge measures) {
        FactJudge facts = new FactJudge(settings, evidence);
        return switch (criterion.measure()) {
            case Criterion.FIDELITY -> new FidelityJudge(measures, settings).judge(criterion, evidence);
            case Criterion.COVERAGE -> new CriterionJudgement(criterion, CriterionKind.EXACT, facts.coverage());
            case Criterion.CRITICAL -> new CriterionJudgement(criterion, CriterionKind.EXACT, facts.critical());
            case Criterion.EXPORT_FAILURES ->
                new CriterionJudgement(criterion, CriterionKind.EXACT, facts.exportFailures(criterion.rule()));
            default -> measure(criterion, evidence, measures);
        };
    }

    private static CriterionJudgement measure(Criterion criterion, Evidence evidence, MeasureJudge measures) {
        String name = criterion.measure();
        return switch (evidence.measures().get(name)) {
            case null ->
                new CriterionJudgement(
                        criterion,
                        CriterionKind.STATISTICAL,
                        Finding.noData(name + ": there is no such measure in the evidence"));
            case NotMeasurable(String reason) ->
                new CriterionJudgement(
                        criterion, CriterionKind.STATISTICAL, Finding.noData(name + ": not measurable: " + reason));
            case Measured(PairedSeries series, CriterionKind kind, String _) ->
                new CriterionJudgement(
                        criterion,
                        kind,
                        switch (kind) {
                            case EXACT -> measures.exact(name, series, criterion.rule());
                            case STATISTICAL -> measures.statistical(name, series, criterion.rule(), 0);
                        });
        };
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
