package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/** What the recorded sequences do not show of the processors that remember streams: time, limits and mistakes. */
class StatefulProcessorTest {
    /** A sum whose point was taken at this second of 2026, which begins at 1767225600. */
    private static MetricBatch sum(long second, long value) {
        long time = 1_767_225_600L + second;
        return BatchScript.read("""
            resource host=a
            scope lib 1
            sum requests 1 cumulative monotonic
              - 10..%d int=%d
            """.formatted(time, value)).getFirst();
    }

    @Test
    void forgetsAStreamThatWasSilentForTooLong() throws InterruptedException {
        PhoenixRun run = new PhoenixRun("cumulativetodelta", "max_staleness: 1m");
        run.consume(sum(0, 10));
        run.time.advance(Duration.ofMinutes(1));
        run.consume(sum(60, 15));
        assertThat(run.received).hasSize(1);
        run.time.advance(Duration.ofMinutes(3));
        assertThat(run.context.telemetry().get("otelcol_cumulativetodelta_streams_tracked"))
                .isZero();
        run.consume(sum(240, 16)); // a first point again
        assertThat(run.received).hasSize(1);
        run.shutdown();
        run.time.awaitTimers(0);
    }

    @Test
    void remembersForEverWithoutAStaleness() throws InterruptedException {
        PhoenixRun run = new PhoenixRun("cumulative_to_delta", "max_staleness: 0");
        run.consume(sum(0, 10));
        run.time.awaitTimers(0);
        run.time.advance(Duration.ofDays(30));
        run.consume(sum(1, 11));
        assertThat(run.received.getFirst().intValue(0)).isEqualTo(1);
    }

    @Test
    void countsDeltasAndWhatHasNone() {
        PhoenixRun run = new PhoenixRun("cumulative_to_delta", "{}");
        run.consumeAll(List.of(sum(0, 10), sum(1, 11), sum(2, 5), sum(3, 6)));
        assertThat(run.context.telemetry().get("otelcol_cumulativetodelta_datapoints"))
                .isEqualTo(2);
        assertThat(run.context.telemetry().get("otelcol_cumulativetodelta_datapoints_dropped"))
                .isEqualTo(2);
    }

    @Test
    void handsOnWhatFollowsSaid() {
        PhoenixRun run = new PhoenixRun("cumulative_to_delta", "initial_value: keep");
        run.answer = Outcome.retryable("full");
        assertThat(run.consume(sum(0, 10))).isEqualTo(run.answer);
    }

    @Test
    void saysWhatIsWrongWithCumulativeToDelta() {
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "include: {metrics: [a]}"))
                .containsExactly(
                        "c.yaml:1:20: error PHX1211: processors::p::include: match_type must be set when metrics are"
                                + " given");
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "exclude: {match_type: strict}"))
                .singleElement()
                .asString()
                .contains("c.yaml:1:23", "metrics must be given when match_type is set");
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "exclude: {match_type: regexp, metrics: ['(']}"))
                .singleElement()
                .asString()
                .contains("not an RE2 pattern");
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "include: {metric_types: [gauge]}"))
                .singleElement()
                .asString()
                .contains("\"gauge\" is none of: sum, histogram, exponentialhistogram");
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "initial_value: Keep"))
                .singleElement()
                .asString()
                .contains("auto, keep, drop");
    }
}
