package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.engine.component.Outcome;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

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
    void accountsForTheHistogramsThatItRemembers() {
        PhoenixRun run = new PhoenixRun("cumulative_to_delta", "{}");
        run.consume(sum(0, 10));
        long ofOneSum = run.context.memory().heldBytes();
        run.consumeAll(BatchScript.read("""
            resource host=a
            scope lib 1
            histogram latency 1 cumulative
              - 10..20 count=1 sum=1 buckets=0,1 bounds=1
            """));
        assertThat(run.context.memory().heldBytes()).isGreaterThan(2 * ofOneSum);
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
                        "c.yaml:1:20: error PHX1211: processors::p::include::metrics: needs match_type beside it");
        assertThat(PhoenixRun.mistakes("cumulative_to_delta", "exclude: {match_type: strict}"))
                .singleElement()
                .asString()
                .contains("c.yaml:1:23", "processors::p::exclude::match_type: needs metrics beside it");
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

    /** A delta of this attribute, taken at this second. */
    private static MetricBatch delta(String code, long second) {
        return BatchScript.read("""
            resource host=a
            scope lib 1
            sum requests 1 delta monotonic
              code=%s 10..%d int=1
            histogram latency 1 delta
              code=%s 10..%d count=1 sum=1 buckets=0,1 bounds=1
            """.formatted(code, second, code, second)).getFirst();
    }

    @Test
    void beginsATotalAnewAfterALongSilence() throws InterruptedException {
        PhoenixRun run = new PhoenixRun("deltatocumulative", "max_stale: 2m");
        run.consume(delta("a", 20));
        run.time.advance(Duration.ofMinutes(2));
        run.consume(delta("a", 21));
        assertThat(run.received.getLast().intValue(0)).isEqualTo(2);
        run.time.advance(Duration.ofMinutes(2));
        assertThat(run.context.telemetry().get("otelcol_deltatocumulative_streams_tracked"))
                .isEqualTo(2);
        assertThat(run.context.memory().heldBytes()).isPositive();
        run.time.advance(Duration.ofMinutes(1));
        assertThat(run.context.telemetry().get("otelcol_deltatocumulative_streams_tracked"))
                .isZero();
        assertThat(run.context.memory().heldBytes()).isZero();
        run.consume(delta("a", 22));
        assertThat(run.received.getLast().intValue(0)).isEqualTo(1);
        run.shutdown();
        run.time.awaitTimers(0);
    }

    @Test
    void countsTotalsAndWhatCannotBeAdded() {
        PhoenixRun run = new PhoenixRun("delta_to_cumulative", "max_streams: 2");
        run.consumeAll(List.of(delta("a", 20), delta("a", 20), delta("b", 20)));
        assertThat(run.received).hasSize(1);
        assertThat(run.context.telemetry().snapshot())
                .containsEntry("otelcol_deltatocumulative_datapoints", 6L)
                .containsEntry("otelcol_deltatocumulative_streams_limit", 2L)
                .containsEntry("otelcol_deltatocumulative_streams_max_stale", 300L)
                .containsEntry("phoenix_deltatocumulative_dropped_limit", 2L)
                .containsEntry("phoenix_deltatocumulative_dropped_out_of_order", 2L);
    }

    /** The Collector panics on this one: it shifts by the scale. */
    @Test
    void widensTheZeroBucketOfANegativeScale() {
        PhoenixRun run = new PhoenixRun("delta_to_cumulative", "{}");
        run.consumeAll(BatchScript.read("""
            resource -
            scope lib 1
            exponential sizes By delta
              - 10..20 count=3 scale=-1 positive=-1:1,1,1
            ---
            resource -
            scope lib 1
            exponential sizes By delta
              - 20..30 count=1 scale=-1 threshold=2 positive=1:1
            """));
        assertThat(BatchText.of(run.received.getLast())).contains("scale=-1 zero=2/4.0 +1[2]");
    }

    @Test
    void saysWhatIsWrongWithDeltaToCumulative() {
        assertThat(PhoenixRun.mistakes("delta_to_cumulative", "max_stale: 0s"))
                .singleElement()
                .asString()
                .contains("max_stale", "must be a positive duration");
        assertThat(PhoenixRun.mistakes("delta_to_cumulative", "max_streams: -1"))
                .singleElement()
                .asString()
                .contains("max_streams");
    }

    @Test
    void handsOnTheLastPointOfEachIntervalAndOfTheLastOne() {
        PhoenixRun run = new PhoenixRun("interval", "{}");
        run.consumeAll(List.of(sum(0, 10), sum(1, 11)));
        assertThat(run.received).isEmpty();
        assertThat(run.context.memory().heldBytes()).isPositive();
        run.time.advance(Duration.ofMinutes(1));
        assertThat(run.received)
                .singleElement()
                .satisfies(batch -> assertThat(batch.intValue(0)).isEqualTo(11));
        assertThat(run.context.memory().heldBytes()).isZero();
        run.time.advance(Duration.ofMinutes(1));
        assertThat(run.received).hasSize(1);
        run.consume(sum(2, 12));
        run.shutdown();
        assertThat(run.received).hasSize(2);
    }

    @Test
    void countsWhatIsLostWhenAnIntervalIsRefused() {
        PhoenixRun run = new PhoenixRun("interval", "interval: 10s");
        run.consume(sum(0, 10));
        run.answer = Outcome.retryable("full");
        run.time.advance(Duration.ofSeconds(10));
        assertThat(run.context.telemetry().get("phoenix_interval_points_lost")).isEqualTo(1);
        assertThat(run.context.telemetry().problem()).isEqualTo("full");
        assertThat(run.consume(delta("a", 20))).isEqualTo(run.answer);
    }

    @Test
    void asksForAMetricOfNoTypeAgain() {
        PhoenixRun run = new PhoenixRun("interval", "{}");
        MetricBatch batch = new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("none", "", "").withType(MetricType.NONE, Temporality.UNSPECIFIED, false))
                .build();
        assertThat(run.consume(batch)).isInstanceOf(Outcome.Refused.class);
        assertThat(run.received).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithAnInterval() {
        assertThat(PhoenixRun.mistakes("interval", "interval: 0s"))
                .singleElement()
                .asString()
                .contains("interval", "must be above 0");
        assertThat(PhoenixRun.mistakes("interval", "pass_through: {sum: true}"))
                .singleElement()
                .asString()
                .contains("sum");
    }

    @Test
    void saysWhatIsWrongWithARule() {
        assertThat(ruleMistake("type: scale, metric1: b, scale_by: 1")).contains("missing field \"name\"");
        assertThat(ruleMistake("name: a, metric1: b")).contains("missing field \"type\"");
        assertThat(ruleMistake("name: a, type: x, metric1: b")).contains("calculate, scale");
        assertThat(ruleMistake("name: a, type: scale, scale_by: 1")).contains("missing field \"metric1\"");
        assertThat(ruleMistake("name: a, type: calculate, metric1: b")).contains("missing field \"metric2\"");
        assertThat(ruleMistake("name: a, type: scale, metric1: b")).contains("scale_by", "must be above 0");
        assertThat(ruleMistake("name: a, type: calculate, metric1: b, metric2: c, operation: x"))
                .contains("add, divide, multiply, percent, subtract");
        assertThat(ruleMistake("name: a, type: calculate, metric1: a, metric2: c, operation: add"))
                .contains("must differ");
    }

    private static String ruleMistake(String rule) {
        return PhoenixRun.mistakes("metricsgeneration", "rules: [{" + rule + "}]")
                .getFirst();
    }

    @Test
    void refusesWhileItsGraphHoldsTooMuchAndNoLonger() {
        PhoenixRun run = new PhoenixRun("memory_limiter", "{check_interval: 1s, limit_mib: 100, spike_limit_mib: 40}");
        run.context.memory().add((60L << 20) - 1);
        run.time.advance(Duration.ofSeconds(1));
        assertThat(run.consume(sum(0, 10))).isEqualTo(Outcome.ACCEPTED);
        run.context.memory().add(1);
        assertThat(run.consume(sum(0, 10))).isEqualTo(Outcome.ACCEPTED); // not looked yet
        run.time.advance(Duration.ofSeconds(1));
        assertThat(run.consume(sum(0, 10))).isEqualTo(Outcome.retryable("data refused due to high memory usage"));
        run.context.memory().add(-1);
        run.time.advance(Duration.ofSeconds(1));
        assertThat(run.consume(sum(0, 10))).isEqualTo(Outcome.ACCEPTED);
        assertThat(run.received).hasSize(3);
        assertThat(run.context.telemetry().get("otelcol_processor_memory_limiter_accepted_metric_points"))
                .isEqualTo(3);
        assertThat(run.context.telemetry().get("otelcol_processor_memory_limiter_refused_metric_points"))
                .isEqualTo(1);
    }

    @Test
    void keepsAFifthForSpikesUnlessToldOtherwise() {
        PhoenixRun run = new PhoenixRun("memory_limiter", "{check_interval: 1s, limit_mib: 100}");
        run.context.memory().add(80L << 20);
        run.time.advance(Duration.ofSeconds(1));
        assertThat(run.consume(sum(0, 10))).isInstanceOf(Outcome.Refused.class);
        PhoenixRun share = new PhoenixRun("memory_limiter", "{check_interval: 1s, limit_percentage: 50}");
        share.context.memory().add(Runtime.getRuntime().maxMemory() / 2);
        share.time.advance(Duration.ofSeconds(1));
        assertThat(share.consume(sum(0, 10))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void countsWhatABatchProcessorAndStreamsHold() {
        PhoenixRun batch = new PhoenixRun("batch", "timeout: 1s");
        batch.consume(sum(0, 10));
        assertThat(batch.context.memory().heldBytes()).isPositive();
        batch.time.advance(Duration.ofSeconds(1));
        assertThat(batch.context.memory().heldBytes()).isZero();
        PhoenixRun streams = new PhoenixRun("cumulative_to_delta", "max_staleness: 1m");
        streams.consume(sum(0, 10));
        assertThat(streams.context.memory().heldBytes()).isPositive();
        streams.time.advance(Duration.ofMinutes(5));
        assertThat(streams.context.memory().heldBytes()).isZero();
    }

    @Test
    void saysWhatIsWrongWithAMemoryLimiter() {
        assertThat(PhoenixRun.mistakes("memory_limiter", "{}"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("must be greater than 0"),
                        second -> assertThat(second).contains("limit_mib or limit_percentage"));
        assertThat(limiterMistake("limit_mib: 10, spike_limit_mib: 10")).contains("smaller than limit_mib");
        assertThat(limiterMistake("limit_percentage: 101")).contains("at most 100");
        assertThat(limiterMistake("limit_percentage: 50, spike_limit_percentage: 50"))
                .contains("smaller than limit_percentage");
        assertThat(limiterMistake("limit_mib: -1")).contains("at least 0");
        assertThat(limiterMistake("limit_mib: 10, min_gc_interval_when_hard_limited: 20s"))
                .contains("at most min_gc_interval_when_soft_limited");
        assertThat(limiterMistake("limit_mib: 10, max_gc_interval_when_soft_limited: 5s"))
                .contains("at least min_gc_interval_when_soft_limited");
        assertThat(limiterMistake("limit_mib: 10, max_gc_interval_when_hard_limited: -1s"))
                .contains("must not be negative");
        assertThat(limiterMistake("limit_mib: 10, min_gc_interval_when_soft_limited: 11s"))
                .contains("warning", "no effect");
    }

    private static String limiterMistake(String settings) {
        return PhoenixRun.mistakes("memory_limiter", "{check_interval: 1s, " + settings + "}")
                .getFirst();
    }

    @Test
    void saysWhatIsWrongWithATransform() {
        assertThat(transformMistake("action: update")).contains("include");
        assertThat(transformMistake("include: a")).contains("action");
        assertThat(transformMistake("include: a, action: insert")).contains("new_name", "insert needs it");
        assertThat(transformMistake("include: a, action: combine, new_name: b")).contains("aggregation_type");
        assertThat(transformMistake("include: a, action: group")).contains("group_resource_labels");
        assertThat(transformMistake("include: '(', match_type: regexp, action: update"))
                .contains("not a valid pattern");
        assertThat(transformMistake("include: a, action: update, operations: [{action: update_label}]"))
                .contains("\"label\"", "update_label needs it");
        assertThat(transformMistake("include: a, action: update, operations: [{action: add_label, new_label: b}]"))
                .contains("\"new_value\"");
        assertThat(transformMistake("include: a, action: update, operations: [{action: experimental_scale_value}]"))
                .contains("\"experimental_scale\"");
    }

    private static String transformMistake(String transform) {
        return PhoenixRun.mistakes("metricstransform", "transforms: [{" + transform + "}]")
                .getFirst();
    }

    @Test
    void wantsAMetricToMakeARateOf() {
        assertThat(PhoenixRun.mistakes("deltatorate", "{}"))
                .singleElement()
                .asString()
                .contains("missing field \"metrics\"");
    }
}
