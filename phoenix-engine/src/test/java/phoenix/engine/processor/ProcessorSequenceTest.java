package phoenix.engine.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;

/**
 * Each folder of {@code sequences} is a processor, or a processor and a topic: {@code TYPE} or {@code TYPE-TOPIC}. Its
 * {@code input.txt} holds batches (see {@link BatchScript}) that go one after the other through each {@code NAME.yaml};
 * what the real Collector (0.159) made of them is in {@code NAME.txt}, and Phoenix must do the same. With the
 * environment variable PHOENIX_OTELCOL set to a Collector, the live test compares with that one, and
 * {@code -Dphoenix.golden=write} records anew.
 */
class ProcessorSequenceTest {
    private static final Path FOLDER = Path.of("src/test/resources/phoenix/engine/processor/sequences");

    static Stream<String> folders() throws IOException {
        return names(FOLDER, "");
    }

    static Stream<String> cases() throws IOException {
        return folders().flatMap(folder -> configs(folder).keySet().stream().map(name -> folder + "/" + name));
    }

    private static Stream<String> names(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsRecorded(String path) throws IOException {
        String folder = path.substring(0, path.indexOf('/'));
        assertThat(text(phoenix(folder, Files.readString(FOLDER.resolve(path + ".yaml")))))
                .isEqualTo(Files.readString(FOLDER.resolve(path + ".txt")));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void doesAsTheCollector(String folder) throws IOException, InterruptedException {
        Path binary = Peer.OTELCOL.require();
        Map<String, String> configs = configs(folder);
        Map<String, List<MetricBatch>> collected = new CollectorRun(binary, type(folder), configs).send(input(folder));
        if (Golden.isWriting()) {
            for (String name : configs.keySet()) {
                Files.writeString(FOLDER.resolve(folder).resolve(name + ".txt"), text(collected.get(name)));
            }
        }
        Map<String, String> expected = new TreeMap<>();
        collected.forEach((name, batches) -> expected.put(name, text(batches)));
        Map<String, String> actual = new TreeMap<>();
        configs.forEach((name, yaml) -> actual.put(name, text(phoenix(folder, yaml))));
        assertThat(actual).isEqualTo(expected);
    }

    private static String type(String folder) {
        return folder.contains("-") ? folder.substring(0, folder.indexOf('-')) : folder;
    }

    private static List<MetricBatch> phoenix(String folder, String yaml) {
        PhoenixRun run = new PhoenixRun(type(folder), yaml).consumeAll(input(folder));
        run.shutdown(); // what is held back comes out at the end
        return run.received;
    }

    /** Batches that hold nothing are left out: whether they are handed on shows nowhere. */
    private static String text(List<MetricBatch> batches) {
        return batches.stream()
                .filter(batch -> !batch.isEmpty())
                .map(BatchText::of)
                .collect(Collectors.joining("---\n"));
    }

    private static List<MetricBatch> input(String folder) {
        return BatchScript.read(read(FOLDER.resolve(folder).resolve("input.txt")));
    }

    private static Map<String, String> configs(String folder) {
        try {
            return names(FOLDER.resolve(folder), ".yaml")
                    .collect(Collectors.toMap(
                            name -> name,
                            name -> read(FOLDER.resolve(folder).resolve(name + ".yaml")),
                            (a, _) -> a,
                            TreeMap::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
