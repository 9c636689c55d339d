package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.testkit.Seeds;

class RequestTemplateTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static List<RequestTemplate> templates(LoadProfile profile, int entities, int points) {
        return new Payloads(Seeds.random(7), START).of(profile, entities, points, 1);
    }

    private static MetricBatch decode(RequestTemplate template) throws OtlpFormatException {
        return new OtlpDecoder().decode(template.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void eachRoundIsOtlpWithNewTimesAndTheSameStreams(LoadProfile profile) throws OtlpFormatException {
        for (RequestTemplate template : templates(profile, 40, 150)) {
            MetricBatch first = decode(template);
            assertThat(first.pointCount()).isEqualTo(template.points());
            double[] before = new double[template.points()];
            for (int round = 1; round <= 30; round++) {
                long now = START + round * SECOND;
                template.advance(now, now - SECOND, false);
                MetricBatch batch = decode(template);
                assertThat(new OtlpEncoder().encode(batch))
                        .as("as our encoder writes it")
                        .isEqualTo(template.bytes());
                for (int m = 0; m < batch.metricCount(); m++) {
                    boolean counter = batch.metric(m).monotonic();
                    boolean delta = batch.metric(m).temporality() == Temporality.DELTA;
                    for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                        assertThat(batch.timeUnixNano(p)).isEqualTo(now);
                        if (delta) {
                            assertThat(batch.startTimeUnixNano(p)).isEqualTo(now - SECOND);
                        }
                        if (counter && round > 1) {
                            assertThat(batch.doubleValue(p)).isGreaterThan(before[p]);
                        }
                        before[p] = batch.doubleValue(p);
                        assertThat(batch.attributes(p)).isEqualTo(first.attributes(p));
                    }
                }
            }
        }
    }

    private static Set<Long> pids(MetricBatch batch) {
        Set<Long> pids = new HashSet<>();
        for (int r = 0; r < batch.resourceCount(); r++) {
            if (batch.resource(r).attributes().get("process.pid") instanceof Value.IntValue(long pid)) {
                pids.add(pid);
            }
        }
        return pids;
    }

    @Test
    void aTenthOfTheProcessesIsNewInEachRoundOfChurn() throws OtlpFormatException {
        RequestTemplate template = templates(LoadProfile.CHURN, 50, 100_000).getFirst();
        Set<Long> all = new HashSet<>(pids(decode(template)));
        for (int round = 1; round <= 20; round++) {
            long now = START + round * SECOND;
            template.advance(now, now - SECOND, true);
            MetricBatch batch = decode(template);
            assertThat(pids(batch)).hasSize(50);
            Set<Long> fresh = new HashSet<>(pids(batch));
            fresh.removeAll(all);
            assertThat(fresh).hasSize(5);
            all.addAll(fresh);
            for (int m = 0; m < batch.metricCount(); m++) {
                Value pid =
                        batch.resource(batch.resourceOfMetric(m)).attributes().get("process.pid");
                if (pid instanceof Value.IntValue(long number) && fresh.contains(number)) {
                    assertThat(batch.startTimeUnixNano(batch.pointStart(m))).isEqualTo(now);
                }
            }
        }
    }

    @Test
    void commandLinesOfHighCardinalityAreAllDifferent() throws OtlpFormatException {
        List<String> commandLines = new ArrayList<>();
        for (RequestTemplate template : templates(LoadProfile.HIGH_CARDINALITY, 3000, 500)) {
            MetricBatch batch = decode(template);
            for (int r = 0; r < batch.resourceCount(); r++) {
                String commandLine = batch.resource(r).attributes().getString("process.command_line");
                if (commandLine != null) {
                    commandLines.add(commandLine);
                }
            }
        }
        assertThat(commandLines).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void histogramsAddUp() throws OtlpFormatException {
        MetricBatch batch = decode(templates(LoadProfile.HISTOGRAMS, 2, 1000).getFirst());
        for (int m = 0; m < batch.metricCount(); m++) {
            if (batch.metric(m).type() == MetricType.HISTOGRAM) {
                HistogramBody body = (HistogramBody) Objects.requireNonNull(batch.body(batch.pointStart(m)));
                assertThat(body.count())
                        .isEqualTo(java.util.Arrays.stream(body.bucketCounts()).sum());
            }
        }
    }

    @Test
    void theSameSeedMakesTheSameRequests() {
        assertThat(templates(LoadProfile.REALISTIC, 20, 100).get(1).bytes())
                .isEqualTo(templates(LoadProfile.REALISTIC, 20, 100).get(1).bytes());
    }
}
