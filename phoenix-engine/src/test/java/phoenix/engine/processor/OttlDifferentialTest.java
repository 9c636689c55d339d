package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Peer;
import phoenix.testkit.Seeds;

/**
 * Random OTTL over random metrics: what the real Collector refuses to run Phoenix refuses, and what both run makes the
 * same of the metrics. The grammar leaves out what hangs on chance in the Collector, such as the order of the entries of
 * a map, and what ends it.
 */
class OttlDifferentialTest {
    private static final Path GRAMMAR = Path.of("src/test/resources/phoenix/engine/ottl/statements.grammar");
    private static final int BATCHES = 4;
    private static final int CONFIGS = 60;
    private static final List<String> CONTEXTS = List.of("resource", "scope", "metric", "datapoint", "exemplar");
    private static final TimeZone LOCAL = TimeZone.getDefault();

    /** A time that is read without a zone is of the local one. */
    @BeforeAll
    static void isInUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void isBack() {
        TimeZone.setDefault(LOCAL);
    }

    private interface Generator {
        String config(RandomGenerator random) throws IOException;
    }

    private static void compare(String type, Generator generator) {
        Path binary = Peer.OTELCOL.require();
        Seeds.forAll(2, random -> {
            Map<String, String> configs = new LinkedHashMap<>();
            for (int i = 0; i < CONFIGS; i++) {
                configs.put("c" + i, generator.config(random));
            }
            Map<String, String> refused = new CollectorCheck(binary, type).refused(configs);
            configs.forEach((name, yaml) -> assertThat(PhoenixRun.mistakes(type, yaml.replace("$$", "$")))
                    .as("%s%nThe Collector says: %s", yaml, refused.get(name))
                    .matches(mistakes -> mistakes.isEmpty() != refused.containsKey(name)));
            configs.keySet().removeAll(refused.keySet());
            List<MetricBatch> input =
                    new RandomBatches(random).withExemplars().withValues().next(BATCHES);
            Map<String, List<MetricBatch>> collected =
                    new CollectorRun(binary, type, configs).refusalsAllowed().send(input);
            configs.forEach((name, yaml) -> {
                PhoenixRun phoenix = new PhoenixRun(type, yaml);
                input.forEach(phoenix::consume);
                assertThat(texts(phoenix.received)).as(yaml).isEqualTo(texts(collected.get(name)));
            });
        });
    }

    private static List<String> texts(List<MetricBatch> batches) {
        List<String> texts = new ArrayList<>();
        batches.stream().filter(batch -> !batch.isEmpty()).forEach(batch -> texts.add(BatchText.of(batch)));
        return texts;
    }

    private static String transform(RandomGenerator random) throws IOException {
        String context = CONTEXTS.get(random.nextInt(CONTEXTS.size()));
        RandomText ottl = new RandomText(random, Files.readString(GRAMMAR), context);
        int depth = 2 + random.nextInt(3);
        StringBuilder yaml = new StringBuilder("error_mode: " + errorMode(random) + "\nmetric_statements:\n");
        yaml.append("  - context: " + context + "\n");
        if (random.nextInt(4) == 0) {
            yaml.append("    conditions:\n      - " + quoted(ottl.next("condition", depth)) + "\n");
        }
        yaml.append("    statements:\n");
        for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1; i > 0; i--) {
            yaml.append("      - " + quoted(ottl.next("statement", depth)) + "\n");
        }
        return yaml.toString();
    }

    private static String filter(RandomGenerator random) throws IOException {
        String context = CONTEXTS.get(random.nextInt(CONTEXTS.size() - 1));
        RandomText ottl = new RandomText(random, Files.readString(GRAMMAR), context);
        return "error_mode: " + errorMode(random) + "\nmetric_conditions:\n  - context: " + context
                + "\n    conditions:\n      - " + quoted(ottl.next("condition", 2 + random.nextInt(3))) + "\n";
    }

    private static String errorMode(RandomGenerator random) {
        return List.of("ignore", "ignore", "silent", "propagate").get(random.nextInt(4));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }

    @Test
    void statements() {
        compare("transform", OttlDifferentialTest::transform);
    }

    @Test
    void conditions() {
        compare("filter", OttlDifferentialTest::filter);
    }
}
