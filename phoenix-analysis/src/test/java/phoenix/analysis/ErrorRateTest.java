package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.analysis.Simulation.Rates;
import phoenix.analysis.Streams.Shape;

/**
 * The error rate, by simulation with every bucket looked at and the first decision acted on. Small in a build; {@code
 * -Dphoenix.simulation.runs=4000 -Dphoenix.simulation.buckets=2000} runs it at length and asks for the upper 95 % bound.
 */
class ErrorRateTest {
    private static final int RUNS = Integer.getInteger("phoenix.simulation.runs", 300);
    private static final int BUCKETS = Integer.getInteger("phoenix.simulation.buckets", 300);
    private static final double STATED = 0.05;

    /** In a short run, what a rate of 5 % would exceed once in a thousand times; in a long one, the upper bound itself must hold. */
    private static void assertHolds(String what, double rate) {
        double spread = Math.sqrt(STATED * (1 - STATED) / RUNS);
        double allowed = RUNS >= 4000 ? STATED - 1.645 * Math.sqrt(rate * (1 - rate) / RUNS) : STATED + 3.1 * spread;
        assertThat(rate)
                .describedAs("%s, %d runs of %d buckets, seed %d", what, RUNS, BUCKETS, Simulation.SEED)
                .isLessThanOrEqualTo(allowed);
    }

    private static Rates simulate(Shape shape, double change, Rule rule) {
        return new Simulation(shape, RUNS, BUCKETS).run(change, rule, new SplittableRandom(Simulation.SEED));
    }

    @ParameterizedTest
    @EnumSource(names = {"AR_0", "AR_5", "AR_8", "AR_9", "HEAVY_TAILS", "OVERLAP_10", "CYCLE", "GAPS"})
    void identicalVariantsAreNotRejectedNorCalledBetter(Shape shape) {
        Rates within = simulate(shape, 0, new Rule.Within(new Percent(0.05)));
        assertHolds(shape + ": rejected though equal", within.fail());
        Rates better = simulate(shape, 0, new Rule.ReduceBy(new Percent(0)));
        assertHolds(shape + ": called better though equal", better.pass());
        assertHolds(shape + ": called worse though equal", better.fail());
    }

    @ParameterizedTest
    @EnumSource(names = {"AR_0", "AR_5", "AR_8", "AR_9", "HEAVY_TAILS", "OVERLAP_10", "CYCLE", "GAPS"})
    void theMarginItselfIsNotEquivalent(Shape shape) {
        assertHolds(
                shape + ": equivalent at +5 %",
                simulate(shape, 0.05, new Rule.Within(new Percent(0.05))).pass());
        assertHolds(
                shape + ": equivalent at -5 %",
                simulate(shape, -0.05, new Rule.Within(new Percent(0.05))).pass());
    }

    @ParameterizedTest
    @EnumSource(names = {"AR_0", "AR_5", "AR_8", "AR_9", "HEAVY_TAILS", "OVERLAP_10", "CYCLE", "GAPS"})
    void exactlyTheReductionIsNotMore(Shape shape) {
        Rates rates = simulate(shape, -0.2, new Rule.ReduceBy(new Percent(0.2)));
        assertHolds(shape + ": reduced by more than 20 % at exactly 20 %", rates.pass());
        assertHolds(shape + ": reduced by less than 20 % at exactly 20 %", rates.fail());
    }

    @ParameterizedTest
    @EnumSource(names = {"AR_0", "HEAVY_TAILS"})
    void realEffectsAreFound(Shape shape) {
        Rule within = new Rule.Within(new Percent(0.05));
        assertThat(simulate(shape, 0, within).pass())
                .describedAs("equal found equal")
                .isGreaterThan(0.9);
        assertThat(simulate(shape, 0.1, within).fail())
                .describedAs("+10 % found")
                .isGreaterThan(0.9);
        assertThat(simulate(shape, -0.3, new Rule.ReduceBy(new Percent(0.2))).pass())
                .describedAs("-30 % found to be more than -20 %")
                .isGreaterThan(0.9);
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfTheTables(Shape shape, TestReporter reporter) {
        Assumptions.assumeTrue(RUNS >= 4000, "the tables need -Dphoenix.simulation.runs=4000");
        reporter.publishEntry(PowerReport.row(shape, RUNS, BUCKETS));
    }
}
