package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.ValueKind;
import phoenix.testkit.Peer;
import phoenix.testkit.Seeds;

/** Random batches through the real Collector and through Phoenix: the same must come out, batch by batch. */
class ProcessorDifferentialTest {
    private static final int BATCHES = 60;

    private static void compare(String type, Map<String, String> configs) {
        compare(type, configs, _ -> true);
    }

    private static void compare(String type, Map<String, String> configs, Predicate<MetricBatch> sent) {
        Path binary = Peer.OTELCOL.require();
        Seeds.forAll(3, random -> {
            List<MetricBatch> input = new RandomBatches(random)
                    .next(BATCHES).stream().filter(sent).toList();
            Map<String, List<MetricBatch>> collected = new CollectorRun(binary, type, configs).send(input);
            for (Map.Entry<String, String> config : configs.entrySet()) {
                PhoenixRun run = new PhoenixRun(type, config.getValue()).consumeAll(input);
                run.shutdown(); // what is held back comes out at the end
                List<MetricBatch> received = run.received;
                List<String> expected = texts(collected.get(config.getKey()));
                List<String> actual = texts(received);
                for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                    String what = type + " " + config.getKey() + ", output " + i;
                    assertThat(lines(actual.get(i))).as(what).containsExactlyElementsOf(lines(expected.get(i)));
                }
                assertThat(actual).as(type + " " + config.getKey()).hasSameSizeAs(expected);
            }
        });
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<String> texts(List<MetricBatch> batches) {
        List<String> texts = new ArrayList<>();
        batches.stream().filter(batch -> !batch.isEmpty()).forEach(batch -> texts.add(BatchText.of(batch)));
        return texts;
    }

    private static Map<String, String> configs(String... namesAndYaml) {
        Map<String, String> configs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndYaml.length; i += 2) {
            configs.put(namesAndYaml[i], namesAndYaml[i + 1]);
        }
        return configs;
    }

    @Test
    void cumulativeToDelta() {
        compare(
                "cumulative_to_delta",
                configs(
                        "auto", "{}",
                        "keep", "initial_value: keep",
                        "drop", "initial_value: drop",
                        "stale", "max_staleness: 1h",
                        "include", "include: {match_type: strict, metrics: [http.requests, queue]}",
                        "exclude", "exclude: {match_type: regexp, metrics: ['^http']}",
                        "types", "include: {metric_types: [sum]}",
                        "notypes", "exclude: {metric_types: [histogram]}"));
    }

    @Test
    void deltaToCumulative() {
        compare("delta_to_cumulative", configs("default", "{}", "limit", "max_streams: 7", "none", "max_streams: 0"));
    }

    @Test
    void interval() {
        compare(
                "interval",
                configs("keep", "interval: 1h", "pass", "{interval: 1h, pass_through: {gauge: true, summary: true}}"));
    }

    @Test
    void metricsGeneration() {
        compare(
                "metricsgeneration",
                configs(
                        "calculate", """
                        rules:
                          - {name: add, unit: By, type: calculate, metric1: queue, metric2: http.errors, operation: add}
                          - {name: rpc.calls, type: calculate, metric1: http.errors, metric2: queue, operation: divide}
                          - {name: percent, type: calculate, metric1: rpc.calls, metric2: rpc.calls, operation: percent}
                          - {name: subtract, type: calculate, metric1: queue, metric2: http.requests, operation: subtract}
                        """,
                        "scale", """
                        rules:
                          - {name: queue.scaled, type: scale, metric1: queue, scale_by: 0.5, operation: multiply}
                          - {name: http.requests, type: scale, metric1: http.errors, scale_by: 3, operation: divide}
                          - {name: of.made, type: scale, metric1: http.requests, scale_by: 2, operation: percent}
                        """));
    }

    @Test
    void metricsTransform() {
        compare(
                "metrics_transform",
                configs(
                        "rename", """
                        transforms:
                          - {include: '^http\\.(.*)$', match_type: regexp, action: update, new_name: 'web.$${1}'}
                          - {include: queue, action: insert, new_name: queue.copy}
                        """,
                        "partial", """
                        transforms:
                          - include: http.requests
                            action: insert
                            new_name: http.requests.ok
                            experimental_match_labels: {code: '200'}
                          - include: '.*'
                            match_type: regexp
                            action: update
                            new_name: all
                            experimental_match_labels: {code: '^5', path: ''}
                            operations:
                              - {action: experimental_scale_value, experimental_scale: 2.5}
                              - {action: toggle_scalar_data_type}
                              - {action: add_label, new_label: shard, new_value: 'v{{version}}'}
                              - {action: delete_label_value, label: path, label_value: /a}
                        """,
                        "combine", """
                        transforms:
                          - include: '^(?P<proto>http|rpc)\\.(.*)$'
                            match_type: regexp
                            action: combine
                            new_name: calls
                            aggregation_type: sum
                            submatch_case: upper
                          - {include: queue, action: combine, new_name: queue.merged, aggregation_type: max}
                        """,
                        "group", """
                        transforms:
                          - {include: '^http', match_type: regexp, action: group, group_resource_labels: {kind: http, zone: y}}
                          - {include: queue, action: group, group_resource_labels: {}, experimental_match_labels: {code: '200'}}
                        """,
                        "labels", """
                        transforms:
                          - include: '.*'
                            match_type: regexp
                            action: update
                            operations:
                              - action: update_label
                                label: code
                                new_label: status
                                value_actions: [{value: '200', new_value: ok}, {value: '500', new_value: bad}]
                              - {action: delete_label_value, label: path, label_value: /b}
                        """,
                        "sum", aggregate("sum"),
                        "mean", aggregate("mean"),
                        "min", aggregate("min"),
                        "max", aggregate("max"),
                        "count", aggregate("count"),
                        "median", aggregate("median")));
    }

    private static String aggregate(String type) {
        return """
            transforms:
              - include: '^http'
                match_type: regexp
                action: update
                operations: [{action: aggregate_labels, label_set: [path], aggregation_type: %1$s}]
              - include: rpc.calls
                action: insert
                new_name: rpc.calls.values
                operations:
                  - action: aggregate_label_values
                    label: code
                    aggregated_values: ['200', '500']
                    new_value: any
                    aggregation_type: %1$s
              - include: queue
                action: update
                operations: [{action: aggregate_labels, aggregation_type: %1$s}]
            """.formatted(type);
    }

    @Test
    void groupByAttributes() {
        compare(
                "groupbyattrs",
                configs(
                        "none", "{}",
                        "code", "keys: [code]",
                        "several", "keys: [shard, path, '', code, path, absent]",
                        "over", "keys: [zone, host, code]"));
    }

    @Test
    void deltaToRate() {
        compare(
                "delta_to_rate",
                configs("one", "metrics: [queue]", "several", "metrics: [http.requests, rpc.calls, queue, absent]"),
                // The Collector refuses a batch with a point that has no value.
                batch -> IntStream.range(0, batch.pointCount())
                        .allMatch(p -> batch.body(p) != null || batch.valueKind(p) != ValueKind.NONE));
    }
}
