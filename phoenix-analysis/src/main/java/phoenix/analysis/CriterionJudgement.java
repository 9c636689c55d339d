package phoenix.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one criterion stands, and why.
 *
 * @param metrics for {@code fidelity}, one finding per metric, those that matter most first; else empty
 */
public record CriterionJudgement(
        Criterion criterion, CriterionKind kind, Finding finding, List<MetricFinding> metrics) {
    public CriterionJudgement {
        metrics = List.copyOf(metrics);
    }

    CriterionJudgement(Criterion criterion, CriterionKind kind, Finding finding) {
        this(criterion, kind, finding, List.of());
    }

    /** The measure's name. */
    public String name() {
        return criterion.measure();
    }

    public CriterionResult result() {
        return finding.result();
    }

    public @Nullable Double estimate() {
        return finding.estimate();
    }

    public @Nullable Interval interval() {
        return finding.interval();
    }

    /** The chance that the interval's ends hold throughout; null for exact criteria and before there is an interval. */
    public @Nullable Double confidence() {
        Interval interval = finding.interval();
        return interval == null ? null : interval.confidence();
    }

    /** The rule's number in the unit of the finding; 0 for "kept". */
    public double margin() {
        return finding.unit().equals(Finding.PERCENT) ? criterion.rule().marginRatio() * 100 : 0;
    }

    public String unit() {
        return finding.unit();
    }

    /** When it may be decided; null where it is, or where nothing can be said. */
    public @Nullable Forecast forecast() {
        return finding.forecast();
    }

    public String explanation() {
        return finding.explanation();
    }
}
