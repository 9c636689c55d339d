package phoenix.experiment.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import phoenix.analysis.Criterion;
import phoenix.experiment.evidence.CriticalItems;

/**
 * An experiment as its file defines it.
 *
 * @param file where it stands; relative paths in it are relative to its folder
 */
public record Experiment(
        Path file,
        String name,
        VariantSource baseline,
        VariantSource candidate,
        Production production,
        Comparison comparison,
        Timing timing,
        Judging judging,
        Optional<Cost> cost) {

    /**
     * What data cost, for the projection in the report; no verdict depends on it.
     *
     * @param pricePerGb of 10⁹ stored bytes, above 0
     * @param collectors that run this configuration, at least 1
     */
    public record Cost(double pricePerGb, String currency, int collectors) {}

    public Experiment withTiming(Timing other) {
        return new Experiment(file, name, baseline, candidate, production, comparison, other, judging, cost);
    }

    public Experiment withProduction(Production other) {
        return new Experiment(file, name, baseline, candidate, other, comparison, timing, judging, cost);
    }

    public Experiment withVariants(VariantSource otherBaseline, VariantSource otherCandidate) {
        return new Experiment(file, name, otherBaseline, otherCandidate, production, comparison, timing, judging, cost);
    }

    public Experiment withJudging(Judging other) {
        return new Experiment(file, name, baseline, candidate, production, comparison, timing, other, cost);
    }

    /**
     * How long it runs and how much of its start is left out.
     *
     * @param warmUp time at the start that does not count; empty is automatic
     */
    public record Timing(Duration duration, Optional<Duration> warmUp) {}

    /**
     * What decides.
     *
     * @param criteria all must hold for accept; never empty
     * @param errorRate chance of a wrong verdict, 0 to 0.5, both excluded
     */
    public record Judging(List<Criterion> criteria, CriticalItems critical, double errorRate) {}

    /** Where the samples of the comparison are kept and offered. */
    public record Comparison(Duration retention, long bytesMax, String listen) {}
}
