package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.processor.filter.FilterProcessor;
import phoenix.engine.processor.transform.TransformProcessor;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** What the golden cases do not show: mistakes in the configuration, error modes, counters, and what is left alone. */
class ProcessorBehaviourTest {
    private final List<MetricBatch> received = new ArrayList<>();
    private final ComponentContext context = TestContext.of("transform");

    private static MetricBatch batch() {
        BatchBuilder builder = new BatchBuilder()
                .resource(Resource.of(Attributes.of("host.name", "a")))
                .scope(Scope.of("s", ""))
                .metric(MetricInfo.gauge("cpu", "", "1"));
        for (int i = 0; i < 4; i++) {
            builder.doublePoint(Attributes.of("cpu", "cpu" + i), 1, 2, i);
        }
        return builder.build();
    }

    private <C> Outcome run(ProcessorType<C> type, String yaml, MetricBatch batch) {
        Diagnostics diagnostics = new Diagnostics();
        C config = decode(type, yaml, diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
        try {
            return type.factory()
                    .create(
                            config,
                            out -> {
                                received.add(out);
                                return Outcome.ACCEPTED;
                            },
                            context)
                    .consume(batch);
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    private static <C> Optional<C> decode(ProcessorType<C> type, String yaml, Diagnostics diagnostics) {
        return type.spec()
                .config()
                .decode(new YamlReader(diagnostics).read("c.yaml", yaml).orElseThrow(), "processors::p", diagnostics);
    }

    private static List<String> mistakes(ProcessorType<?> type, String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        decode(type, yaml, diagnostics);
        return diagnostics.all().stream().map(Object::toString).toList();
    }

    @Test
    void pointsIntoTheStatementThatIsWrong() {
        assertThat(mistakes(TransformProcessor.TYPE, """
            metric_statements:
              - set(metric.name, "x")
              - 'set(metric.nam, "x") where metric.type = 1'
            """))
                .containsExactly(
                        "c.yaml:3:45: error PHX1401: processors::p: unexpected \"=\", expected a comparison such"
                                + " as == or != (compare with ==)");
        assertThat(mistakes(TransformProcessor.TYPE, """
            metric_statements:
              - context: datapoint
                conditions: ['IsMatch(metric.name, "[")']
                statements:
                  - delete_kye(attributes, "x")
                  - set(attributes["x"], metric.nam)
                  - delete_matching_keys(attributes, "(")
            """))
                .containsExactly(
                        "c.yaml:5:9: error PHX1402: processors::p: no function delete_kye in the context datapoint"
                                + " (did you mean \"delete_key\")",
                        "c.yaml:6:37: error PHX1402: processors::p: no field \"nam\" in \"metric.nam\" (of the context"
                                + " metric) (did you mean \"name\")",
                        "c.yaml:7:42: error PHX1403: processors::p: \"(\" is not a valid pattern: missing closing )",
                        "c.yaml:3:40: error PHX1403: processors::p: \"[\" is not a valid pattern: missing closing ]");
    }

    @Test
    void saysWhatIsMissingHereAndWhatCannotRunTogether() {
        assertThat(mistakes(
                        TransformProcessor.TYPE,
                        "metric_statements: ['set(metric.name, UserAgent())', 'convert_sum_to_gauge()']"))
                .containsExactly(
                        "c.yaml:1:39: error PHX1405: processors::p: the function UserAgent of the Collector is not"
                            + " available in the embedded runtime (run this configuration with the otelcol runtime)");
        assertThat(mistakes(
                        TransformProcessor.TYPE,
                        "metric_statements: ['convert_sum_to_gauge() where datapoint.flags == 1']"))
                .singleElement()
                .asString()
                .contains("PHX1402", "cannot run in the context datapoint", "it runs in metric");
        assertThat(mistakes(FilterProcessor.TYPE, "metric_conditions: ['name == \"x\"', 'true']"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("c.yaml:1:22", "PHX1404", "metric.name"),
                        second -> assertThat(second).contains("PHX1404", "no path tells"));
        assertThat(mistakes(
                        TransformProcessor.TYPE, "metric_statements: ['set(metric.name, \"x\")', {statements: []}]"))
                .singleElement()
                .asString()
                .contains("cannot be mixed");
        assertThat(mistakes(FilterProcessor.TYPE, "{error_mode: loud}"))
                .singleElement()
                .asString()
                .contains("error_mode");
    }

    @Test
    void refusesWhatTheCollectorRefusesOfExemplarsAndIdentifiers() {
        assertThat(mistakes(TransformProcessor.TYPE, """
            metric_statements:
              - context: exemplar
                statements:
                  - set(trace_id, TraceID("00"))
                  - set(int_value, METRIC_DATA_TYPE_SUM)
                  - set(datapoint.cache["a"], 1)
                  - extract_sum_metric(true)
                  - set(filtered_attributes["a"], otelcol.client)
            """))
                .satisfiesExactly(
                        first -> assertThat(first).contains("c.yaml:4:31", "PHX1403", "16 bytes or 32 hexadecimal"),
                        second -> assertThat(second).contains("c.yaml:5:24", "PHX1402", "METRIC_DATA_TYPE_SUM"),
                        third -> assertThat(third).contains("c.yaml:6:23", "PHX1402", "cache"),
                        fourth -> assertThat(fourth).contains("c.yaml:7:9", "PHX1402", "extract_sum_metric"),
                        fifth -> assertThat(fifth).contains("c.yaml:8:47", "PHX1402", "client"),
                        warning -> assertThat(warning).contains("c.yaml:8:9", "warning PHX1207", "otelcol"));
        assertThat(mistakes(FilterProcessor.TYPE, "metric_conditions: ['exemplar.int_value == 1']"))
                .singleElement()
                .asString()
                .contains("PHX1404", "no context \"exemplar\"");
        assertThat(mistakes(FilterProcessor.TYPE, "metric_conditions: ['otelcol.client.addr == nil']"))
                .anySatisfy(mistake -> assertThat(mistake).contains("error PHX1404", "no context \"otelcol\""));
        assertThat(mistakes(
                        TransformProcessor.TYPE,
                        "metric_statements: ['extract_percentile_metric(100.0)',"
                                + " 'set(metric.name, exemplar.trace_id.string)']"))
                .singleElement()
                .asString()
                .contains("PHX1402", "cannot run in the context exemplar");
        assertThat(mistakes(TransformProcessor.TYPE, """
            metric_statements:
              - context: metric
                statements:
                  - extract_percentile_metric(100.0)
                  - extract_percentile_metric(95)
                  - convert_exponential_histogram_to_histogram("nope", [1.0])
                  - convert_exponential_histogram_to_histogram("upper", [])
            """))
                .satisfiesExactly(
                        first -> assertThat(first).contains("c.yaml:4:35", "PHX1403", "less than 100"),
                        second -> assertThat(second).contains("c.yaml:5:35", "PHX1403", "decimal point"),
                        third -> assertThat(third).contains("c.yaml:6:52", "PHX1403", "upper, midpoint"),
                        fourth -> assertThat(fourth).contains("c.yaml:7:61", "PHX1403", "at least one bound"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Double({})",
                "Double(\"abc\")",
                "Int([1, \"two\"])",
                "Bool(\"abc\")",
                "Hex([])",
                "Log(\"a\")",
                "IsMap(true)",
                "Coalesce([])",
                "ContainsValue(5, 1)",
                "IsInCIDR(\"1.1.1.1\", [\"bad\"])",
                "ToKeyValueString({}, \",\", \",\")",
            })
    void refusesLiteralsThatCanNeverFit(String call) {
        assertThat(mistakes(
                        TransformProcessor.TYPE,
                        "metric_statements: ['set(resource.attributes[\"a\"], " + call + ")']"))
                .singleElement()
                .asString()
                .contains("error PHX140", "c.yaml:1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Double([resource.attributes[\"a\"]])", "Int(\"abc\")", "IsMap({})", "String([])"})
    void acceptsWhatMayFit(String call) {
        assertThat(mistakes(
                        TransformProcessor.TYPE,
                        "metric_statements: ['set(resource.attributes[\"a\"], " + call + ")']"))
                .isEmpty();
    }

    @Test
    void refusesArgumentsThatTheCollectorRefuses() {
        assertThat(mistakes(TransformProcessor.TYPE, """
            metric_statements:
              - context: metric
                statements:
                  - set(cache["a"], Time("1", ""))
                  - set(cache["a"], Time("1", "%Q"))
                  - set(cache["a"], Time("1", "%S%L"))
                  - set(cache["a"], Time("1", "%Y", "Nowhere/Land"))
                  - set(cache["a"], Time("1", "%Y", locale="xx-nope"))
                  - set(cache["a"], FormatTime("x", "%Y"))
                  - set(cache["a"], FormatTime(Now(), metric.name))
                  - set(cache["a"], ParseCSV("a", "b", delimiter="ab"))
                  - set(cache["a"], ParseCSV("a", "b", mode="strange"))
                  - set(cache["a"], Decode("a", "nope"))
                  - 'set(cache["a"], SliceToMap([{"a": "x"}]))'
                  - set(cache["a"], XXH3(1))
            """))
                .satisfiesExactly(
                        m -> assertThat(m).contains("c.yaml:4:35", "PHX1403", "must not be empty"),
                        m -> assertThat(m).contains("c.yaml:5:35", "PHX1403", "%Q"),
                        m -> assertThat(m).contains("c.yaml:6:35", "PHX1403", "behind a point"),
                        m -> assertThat(m).contains("c.yaml:7:41", "PHX1403", "Nowhere/Land"),
                        m -> assertThat(m).contains("c.yaml:8:48", "PHX1403", "xx-nope"),
                        m -> assertThat(m).contains("c.yaml:9:36", "PHX1403", "a time"),
                        m -> assertThat(m).contains("c.yaml:10:43", "PHX1403", "double quotes"),
                        m -> assertThat(m).contains("c.yaml:11:54", "PHX1403", "single character"),
                        m -> assertThat(m).contains("c.yaml:12:49", "PHX1403", "lazyQuotes"),
                        m -> assertThat(m).contains("c.yaml:13:37", "PHX1403", "nope"),
                        m -> assertThat(m).contains("c.yaml:14:37", "PHX1403", "a map cannot be put into a list"),
                        m -> assertThat(m).contains("c.yaml:15:30", "PHX1403", "a string"));
    }

    @Test
    void makesIdentifiersThatDiffer() {
        run(TransformProcessor.TYPE, """
            metric_statements:
              - set(resource.attributes["a"], UUID())
              - set(resource.attributes["b"], UUID())
              - set(resource.attributes["c"], UUIDv7())
            """, batch());
        var attributes = received.getFirst().resource(0).attributes();
        String form = "[0-9a-f]{8}-[0-9a-f]{4}-%s[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
        assertThat(attributes.getString("a")).matches(form.formatted("4")).isNotEqualTo(attributes.getString("b"));
        assertThat(attributes.getString("c")).matches(form.formatted("7"));
    }

    @Test
    void countsWhatItDrops() {
        assertThat(run(FilterProcessor.TYPE, "metric_conditions: ['datapoint.value_double >= 2']", batch()))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(received.getFirst().pointCount()).isEqualTo(2);
        assertThat(context.telemetry().get("otelcol_processor_filter_datapoints.filtered"))
                .isEqualTo(2);
    }

    @Test
    void keepsAnEmptyBatchFromTheRestOfThePipeline() {
        run(FilterProcessor.TYPE, "metric_conditions: ['resource.attributes[\"host.name\"] == \"a\"']", batch());
        assertThat(received).isEmpty();
        assertThat(context.telemetry().get("otelcol_processor_filter_datapoints.filtered"))
                .isEqualTo(4);
    }

    @Test
    void handsOnTheSameBatchWhenNothingChanges() {
        MetricBatch batch = batch();
        run(FilterProcessor.TYPE, "metric_conditions: ['metric.name == \"other\"']", batch);
        run(FilterProcessor.TYPE, "{}", batch);
        run(
                TransformProcessor.TYPE,
                "metric_statements: ['set(metric.name, \"cpu2\") where metric.name == \"x\"']",
                batch);
        run(TransformProcessor.TYPE, "metric_statements: ['delete_key(datapoint.attributes, \"nope\")']", batch);
        assertThat(received).allSatisfy(out -> assertThat(out).isSameAs(batch));
    }

    @Test
    void neverChangesTheBatchItWasGiven() {
        MetricBatch batch = batch();
        String before = BatchText.of(batch);
        run(TransformProcessor.TYPE, """
            metric_statements:
              - set(metric.name, "x")
              - set(resource.attributes["new"], 1)
              - delete_key(datapoint.attributes, "cpu")
              - set(datapoint.value_double, datapoint.value_double + 1)
            """, batch);
        assertThat(BatchText.of(batch)).isEqualTo(before);
        assertThat(received.getFirst().doubleValue(3)).isEqualTo(4);
    }

    @Test
    void errorModesDecideWhatAFailureDoes() {
        String statements = "metric_statements: ['set(metric.name, 1)', 'set(metric.unit, \"u\")']";
        assertThat(run(TransformProcessor.TYPE, statements, batch())).isEqualTo(Outcome.ACCEPTED);
        assertThat(received.getFirst().metric(0).unit()).isEqualTo("u");
        assertThat(run(TransformProcessor.TYPE, "error_mode: silent\n" + statements, batch()))
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(run(TransformProcessor.TYPE, "error_mode: propagate\n" + statements, batch()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("set(metric.name, 1)", "expected string"));
        assertThat(received).hasSize(2);
        assertThat(context.telemetry().get("phoenix_processor_ottl_errors")).isEqualTo(2);
    }

    @Test
    void aCopyThatCopiesItselfEnds() {
        run(TransformProcessor.TYPE, "metric_statements: ['copy_metric() where metric.unit == \"1\"']", batch());
        assertThat(received.getFirst().metricCount()).isEqualTo(100_001);
    }
}
