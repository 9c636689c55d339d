package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Peer;
import phoenix.testkit.Seeds;

/** Random batches through the real Collector and through Phoenix: the same must come out, batch by batch. */
class ProcessorDifferentialTest {
    private static final int BATCHES = 60;

    private static void compare(String type, Map<String, String> configs) {
        Path binary = Peer.OTELCOL.require();
        Seeds.forAll(3, random -> {
            List<MetricBatch> input = new RandomBatches(random).next(BATCHES);
            Map<String, List<MetricBatch>> collected = new CollectorRun(binary, type, configs).send(input);
            for (Map.Entry<String, String> config : configs.entrySet()) {
                List<MetricBatch> received = new PhoenixRun(type, config.getValue()).consumeAll(input).received;
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
}
