package phoenix.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;

/** The formula of {@code docs/billing.md} beside the JSON that it stands for; a number is eight digits there. */
class NewRelicRecordTest {
    private static final long START = 1_000_000_000L;
    private static final long TIME = 2_000_000_000L;
    private static final String OTLP =
            "\"newrelic.source\":\"api.metrics.otlp\",\"instrumentation.provider\":\"opentelemetry\",";

    @Test
    void aGaugeIsOneRecordThatRepeatsAllItsAttributes() {
        MetricBatch batch = new BatchBuilder()
                .resource(Resource.of(Attributes.builder()
                        .put("host.name", "web-1")
                        .put("process.pid", 4711)
                        .build()))
                .scope(Scope.of("scraper/memory", "0.159.0"))
                .metric(MetricInfo.gauge("system.memory.utilization", "Use of memory", "1"))
                .doublePoint(Attributes.of("state", "used"), 0, TIME, 0.25)
                .build();

        assertThat(bytes(batch)).isEqualTo(json("""
            {"timestamp":12345678,%s"metricName":"system.memory.utilization","description":"Use of memory","unit":"1",
            "system.memory.utilization":{"type":"gauge","count":12345678,"sum":12345678,"min":12345678,"max":12345678,
            "latest":12345678,},"host.name":"web-1","process.pid":12345678,"otel.library.name":"scraper/memory",
            "otel.library.version":"0.159.0","state":"used",}\
            """));
    }

    @Test
    void theFieldsOfTheValueGoByTheTypeThatNewRelicMakesOfIt() {
        String plain = "{\"timestamp\":12345678,%s\"endTimestamp\":12345678,\"metricName\":\"m\",\"m\":{%%s},}";

        assertThat(bytes(number(MetricInfo.sum("m", "", "", Temporality.CUMULATIVE, true))))
                .isEqualTo(json(plain, "\"type\":\"cumulativeCount\",\"count\":12345678,\"cumulative\":12345678,"));
        assertThat(bytes(number(MetricInfo.sum("m", "", "", Temporality.DELTA, true))))
                .isEqualTo(json(plain, "\"type\":\"count\",\"count\":12345678,"));
        assertThat(bytes(number(MetricInfo.sum("m", "", "", Temporality.CUMULATIVE, false))))
                .isEqualTo(bytes(number(MetricInfo.gauge("m", "", ""))));
    }

    @Test
    void aHistogramTakesTwoNumbersForEachBucketThatHoldsSomething() {
        String distribution = "\"type\":\"distribution\",\"count\":12345678,\"sum\":12345678,\"min\":12345678,"
                + "\"max\":12345678,\"sketch\":{%s},";
        String two = "12345678".repeat(4);
        String plain = "{\"timestamp\":12345678,%s\"endTimestamp\":12345678,\"metricName\":\"m\",\"m\":{%%s},}";
        OptionalNumber unset = OptionalNumber.UNSET;

        assertThat(bytes(body(
                        MetricType.HISTOGRAM,
                        new HistogramBody(3, unset, unset, unset, new long[] {1, 0, 2}, new double[] {1, 2}))))
                .isEqualTo(json(plain, distribution.formatted(two)));
        assertThat(bytes(body(
                        MetricType.EXPONENTIAL_HISTOGRAM,
                        new ExponentialHistogramBody(
                                3, unset, unset, unset, 2, 1, 0, new Buckets(4, new long[] {0, 2}), Buckets.EMPTY))))
                .isEqualTo(json(plain, distribution.formatted(two)));
    }

    @Test
    void anAttributeOfThePointReplacesThoseOfScopeAndResourceAndAFieldOfTheRecordAllOfThem() {
        Attributes many = Attributes.builder()
                .put("both", "of the resource")
                .put("all", "of the resource")
                .put("timestamp", "of the resource")
                .put("unit", "of the resource")
                .build();
        Scope scope = Scope.EMPTY.withAttributes(Attributes.of("both", "scope", "all", "scope"));
        MetricInfo gauge = MetricInfo.gauge("m", "", "");
        MetricBatch layered = new BatchBuilder()
                .resource(Resource.of(many))
                .scope(scope)
                .metric(gauge)
                .intPoint(Attributes.of("all", "point", "metricName", "x"), 0, TIME, 1)
                .build();
        MetricBatch flat = new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(gauge)
                .intPoint(Attributes.of("both", "scope", "all", "point"), 0, TIME, 1)
                .build();

        assertThat(bytes(layered)).isEqualTo(bytes(flat));
    }

    @Test
    void textsAreCutAtTheLimitsAndCountInUtf8() {
        long empty = bytes(withAttribute("k", Value.of("")));

        assertThat(bytes(withAttribute("k", Value.of("é€😀"))) - empty).isEqualTo(2 + 3 + 4);
        assertThat(bytes(withAttribute("k", Value.of("x".repeat(10_000)))) - empty)
                .isEqualTo(4095);
        assertThat(bytes(withAttribute("k", new Value.MapValue(Attributes.of("a", "b")))))
                .as("maps are not stored")
                .isEqualTo(bytes(number(MetricInfo.gauge("m", "", ""))));
        assertThat(bytes(withAttribute("k", new Value.ListValue(List.of(Value.of("ab"), Value.TRUE)))) - empty)
                .isEqualTo("[\"ab\",true,]".length() - 2);
    }

    @Test
    void whatNewRelicDropsCostsNothing() {
        MetricInfo gauge = MetricInfo.gauge("m", "", "");
        MetricBatch dropped = new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(MetricInfo.sum("m", "", "", Temporality.DELTA, false))
                .intPoint(Attributes.EMPTY, START, TIME, 1)
                .metric(gauge)
                .doublePoint(Attributes.EMPTY, START, TIME, Double.NaN)
                .intPoint(Attributes.EMPTY, START, TIME, 1)
                .flags(1)
                .build();

        assertThat(bytes(dropped)).isZero();
    }

    private static MetricBatch number(MetricInfo metric) {
        return new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(metric)
                .intPoint(Attributes.EMPTY, START, TIME, 1)
                .build();
    }

    private static MetricBatch withAttribute(String key, Value value) {
        return new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("m", "", ""))
                .intPoint(Attributes.builder().put(key, value).build(), START, TIME, 1)
                .build();
    }

    private static MetricBatch body(MetricType type, phoenix.metrics.PointBody body) {
        MetricInfo metric = MetricInfo.gauge("m", "", "").withType(type, Temporality.DELTA, false);
        return new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(metric)
                .bodyPoint(Attributes.EMPTY, START, TIME, body)
                .build();
    }

    private static long bytes(MetricBatch batch) {
        NewRelicRecord record = new NewRelicRecord();
        long sum = 0;
        for (int m = 0; m < batch.metricCount(); m++) {
            record.metric(batch, m);
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                sum += record.point(p);
            }
        }
        return sum;
    }

    private static int json(String record, String... value) {
        String text = record.formatted(OTLP).replace("\n", "");
        return (value.length == 0 ? text : text.formatted(value[0])).getBytes(StandardCharsets.UTF_8).length;
    }
}
