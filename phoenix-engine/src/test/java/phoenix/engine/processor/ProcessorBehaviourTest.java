package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
                        "metric_statements: ['set(metric.name, UUID())', 'convert_sum_to_gauge()']"))
                .containsExactly("c.yaml:1:39: error PHX1402: processors::p: the function UUID of the Collector is not"
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
