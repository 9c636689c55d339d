package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.analysis.Streams.Shape;

/** False alarms of other rules beside ours; {@code -Dphoenix.simulation.runs=4000} gives the table in docs/statistics.md. */
class RivalsReportTest {
    private static final int RUNS = Integer.getInteger("phoenix.simulation.runs", 60);

    @ParameterizedTest
    @EnumSource(names = {"AR_0", "AR_5", "AR_8", "AR_9", "HEAVY_TAILS", "GAPS", "CYCLE", "OVERLAP_10", "HIDDEN_SLOW"})
    void falseAlarms(Shape shape, TestReporter reporter) {
        Rivals.Alarms alarms = new Rivals(shape, RUNS, 200).run(new SplittableRandom(Simulation.SEED));
        reporter.publishEntry("| " + shape + " | " + alarms + " |");
        assertThat(alarms.ours()).isLessThan(alarms.peekingT());
    }
}
