package phoenix.engine.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.engine.processor.OtlpJson;
import phoenix.metrics.MetricBatch;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/**
 * Random calls of every function of every context, with arguments of the right and of the wrong kind, run over a batch
 * with points of every type: nothing but an evaluation error may come of it. The seed is in the name of a failing case.
 */
class EvaluationPropertyTest {
    private static final Path INPUT = Path.of("src/test/resources/phoenix/engine/processor/input.json");
    private static final List<String> VALUES = List.of(
            "nil",
            "\"\"",
            "\"a,b=c\"",
            "\"{\\\"a\\\": [1]}\"",
            "\"1h\"",
            "\"10.0.0.0/8\"",
            "\"%5.2f %c %x %q %d\"",
            "\"é💧\"",
            "\"2024-02-03 04:05:06.7 +0100 CET\"",
            "\"http://u:p@h:80/a.b?c=d#e\"",
            "0",
            "1",
            "-1",
            "9223372036854775807",
            "1.5",
            "-1.0e300",
            "true",
            "0x00ff",
            "0x000102030405060708090a0b0c0d0e0f",
            "0x0001020304050607",
            "[]",
            "[1, \"a\", 2.5, nil, [1]]",
            "{\"a\": {\"b\": [1]}}",
            "Unix(1700000000)",
            "Unix(9223372036854775807)",
            "Duration(\"2562047h\")",
            "Duration(\"-1ns\")",
            "resource.attributes",
            "resource.attributes[\"tags\"]",
            "resource.attributes[\"nested\"][\"deep\"][\"n\"][1]",
            "resource.attributes[\"port\"]",
            "resource.attributes[\"none\"]",
            "resource.schema_url",
            "(resource.attributes[\"port\"] * 3 - 1)");
    private static final List<String> POINT_VALUES = List.of(
            "datapoint.attributes",
            "datapoint.attributes[\"l\"][0]",
            "datapoint.value_int",
            "datapoint.value_double",
            "datapoint.time",
            "datapoint.start_time",
            "(datapoint.time - datapoint.start_time)",
            "datapoint.count",
            "datapoint.sum",
            "datapoint.bucket_counts",
            "datapoint.explicit_bounds",
            "datapoint.exemplars",
            "datapoint.positive",
            "datapoint.negative.bucket_counts",
            "datapoint.quantile_values",
            "datapoint.scale",
            "datapoint.flags",
            "datapoint.cache[\"x\"]");
    private static final List<String> EXEMPLAR_VALUES = List.of(
            "exemplar.filtered_attributes",
            "exemplar.filtered_attributes[\"e\"]",
            "exemplar.time",
            "exemplar.time_unix_nano",
            "exemplar.double_value",
            "exemplar.int_value",
            "exemplar.trace_id",
            "exemplar.trace_id.string",
            "exemplar.span_id",
            "exemplar.span_id.string",
            "exemplar.cache[\"x\"]",
            "datapoint.exemplars");
    private static final List<String> METRIC_VALUES = List.of(
            "metric.name",
            "metric.type",
            "metric.data_points",
            "metric.is_monotonic",
            "metric.aggregation_temporality",
            "metric.metadata",
            "METRIC_DATA_TYPE_SUM");

    private final AtomicLong errors = new AtomicLong();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void onlyEvaluationErrorsComeOfAnyCall(long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        MetricBatch batch = OtlpJson.read(Files.readString(INPUT));
        Set<String> ran = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (String context : List.of("resource", "scope", "metric", "datapoint", "exemplar")) {
            for (Function function : OttlCatalog.TRANSFORM.functions(context).values()) {
                all.add(function.spec().name());
                for (int i = 0; i < 60; i++) {
                    run(statement(context, function.spec(), random), context, batch, seed, ran);
                }
            }
        }
        all.removeAll(ran);
        assertThat(all).as("functions that no random call of was accepted").isEmpty();
        assertThat(errors.get())
                .as("wrong kinds must have been among the arguments")
                .isGreaterThan(100);
    }

    private void run(String statement, String context, MetricBatch batch, long seed, Set<String> ran) {
        GroupCompiler.StatementTexts texts = new GroupCompiler.StatementTexts(context, List.of(statement), List.of());
        if (!(GroupCompiler.statements(texts, ErrorMode.SILENT) instanceof Compiled.Ready<StatementGroup>(var group))) {
            return; // refused beforehand, as a mistake in the statement
        }
        try {
            group.run(batch, new EvalEnvironment("test", errors, () -> Instant.EPOCH));
        } catch (PropagatedException | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + statement, e);
        }
        for (String name : statement.split("[^A-Za-z0-9_]+", 0)) {
            if (OttlCatalog.TRANSFORM.functions(context).containsKey(name)) {
                ran.add(name);
            }
        }
    }

    private static String statement(String context, FunctionSpec function, RandomGenerator random) {
        String call = call(context, function, random);
        // What copies metrics must leave the copies alone.
        String statement = function.isEditor()
                ? call + " where resource.attributes[\"hollow\"] == nil"
                        + (context.equals("metric")
                                ? " and metric.unit != \"1\" and not IsMatch(metric.name, \"[_.](x|sum|count)\")"
                                : "")
                : "set(resource.attributes[\"out\"], " + call + ")";
        return function.name().equals("copy_metric")
                ? "copy_metric(name=\"x_x\") where not IsMatch(metric.name, \"_x\")"
                : statement;
    }

    private static String call(String context, FunctionSpec function, RandomGenerator random) {
        List<String> arguments = new ArrayList<>();
        for (FunctionSpec.Parameter parameter : function.parameters()) {
            if (parameter.optional() && random.nextBoolean()) {
                break;
            }
            arguments.add(
                    parameter.list()
                            ? "[" + argument(context, parameter.type(), random) + ", "
                                    + argument(context, parameter.type(), random) + "]"
                            : argument(context, parameter.type(), random));
        }
        return function.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static String argument(String context, ParameterType type, RandomGenerator random) {
        return switch (type) {
            case TARGET -> pick(targets(context), random);
            case LITERAL_STRING ->
                pick(
                        List.of(
                                "\"sum\"",
                                "\"median\"",
                                "\"delta\"",
                                "\"value\"",
                                "\"key\"",
                                "\"upsert\"",
                                "\"snake\"",
                                "\"camel\"",
                                "\"base64\"",
                                "\"upper\"",
                                "\"uniform\"",
                                "\"random\"",
                                "\"desc\"",
                                "\"%v|%08d|%-3s\"",
                                "\"code\"",
                                "\"%Y-%m-%d %H:%M:%S.%L %z %Z\"",
                                "\"UTC\"",
                                "\"strict\"",
                                "\",\"",
                                "\"x\""),
                        random);
            case LITERAL_INT -> pick(List.of("0", "1", "3", "9223372036854775807"), random);
            case LITERAL_FLOAT -> pick(List.of("0.0", "5.0", "1.5e300"), random);
            case LITERAL_BOOL -> pick(List.of("true", "false"), random);
            case FUNCTION -> pick(List.of("ToUpperCase", "SHA256", "ParseJSON", "Len"), random);
            default -> pick(values(context), random);
        };
    }

    private static List<String> targets(String context) {
        List<String> targets = new ArrayList<>(List.of(
                "resource.attributes",
                "resource.attributes[\"tags\"]",
                "resource.attributes[\"nested\"][\"deep\"]",
                "resource.attributes[\"nope\"][2]",
                "resource.schema_url",
                "resource.dropped_attributes_count"));
        if (context.equals("datapoint")) {
            targets.addAll(POINT_VALUES.stream().filter(v -> !v.startsWith("(")).toList());
        }
        if (context.equals("exemplar")) {
            targets.addAll(EXEMPLAR_VALUES);
        }
        if (context.equals("metric")) {
            targets.addAll(
                    METRIC_VALUES.stream().filter(v -> v.startsWith("metric.")).toList());
        }
        return targets;
    }

    private static List<String> values(String context) {
        List<String> values = new ArrayList<>(VALUES);
        if (context.equals("datapoint")) {
            values.addAll(POINT_VALUES);
        }
        if (context.equals("exemplar")) {
            values.addAll(EXEMPLAR_VALUES);
        }
        if (context.equals("datapoint") || context.equals("metric")) {
            values.addAll(METRIC_VALUES);
        }
        return values;
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
