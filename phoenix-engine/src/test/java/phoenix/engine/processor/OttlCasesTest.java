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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;

/**
 * Single statements and conditions with what the real Collector (0.159) makes of {@code input.json}: each line
 * {@code CONTEXT | STATEMENT ;; STATEMENT} or {@code filter CONTEXT | CONDITION} of a {@code .txt} file is a case of its
 * own, and the lines below it, which begin with a blank, say what left ({@code -}) and what came ({@code +}), or that it is
 * refused. With PHOENIX_OTELCOL and {@code -Dphoenix.golden=write} the answers are recorded anew.
 */
class OttlCasesTest {
    private static final Path FOLDER = Path.of("src/test/resources/phoenix/engine/ottl/cases");
    private static final String REFUSED = "  refused\n";
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

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void doesAsRecorded(String name) throws IOException {
        MetricBatch input = input();
        StringBuilder said = new StringBuilder();
        for (String line : cases(name)) {
            said.append(line).append('\n').append(isCase(line) ? phoenix(line, input) : "");
        }
        if (!Golden.isWriting()) {
            assertThat(said.toString()).isEqualTo(Files.readString(FOLDER.resolve(name)));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void doesAsTheCollector(String name) throws IOException, InterruptedException {
        Path binary = Peer.OTELCOL.require();
        MetricBatch input = input();
        Map<String, String> answers = new LinkedHashMap<>();
        for (String type : List.of("transform", "filter")) {
            answers.putAll(collector(binary, type, cases(name), input));
        }
        StringBuilder collected = new StringBuilder();
        StringBuilder said = new StringBuilder();
        for (String line : cases(name)) {
            collected.append(line).append('\n').append(isCase(line) ? answers.get(line) : "");
            said.append(line).append('\n').append(isCase(line) ? phoenix(line, input) : "");
        }
        if (Golden.isWriting()) {
            Files.writeString(FOLDER.resolve(name), collected);
        }
        assertThat(said.toString()).isEqualTo(collected.toString());
    }

    private static MetricBatch input() throws IOException {
        return OtlpJson.read(Files.readString(FOLDER.resolve("input.json")));
    }

    private static List<String> cases(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name)).stream()
                .filter(line -> !line.startsWith(" "))
                .toList();
    }

    private static boolean isCase(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    private static String type(String line) {
        return line.startsWith("filter ") ? "filter" : "transform";
    }

    private static String yaml(String line) {
        int bar = line.indexOf(" | ");
        String context = line.substring(line.startsWith("filter ") ? "filter ".length() : 0, bar);
        StringBuilder yaml = new StringBuilder("error_mode: ignore\n");
        yaml.append(type(line).equals("filter") ? "metric_conditions" : "metric_statements")
                .append(":\n  - context: " + context)
                .append("\n    " + (type(line).equals("filter") ? "conditions" : "statements") + ":\n");
        for (String text : line.substring(bar + 3).split(" ;; ", -1)) {
            yaml.append("      - '" + text.replace("'", "''").replace("$", "$$") + "'\n");
        }
        return yaml.toString();
    }

    private static String phoenix(String line, MetricBatch input) {
        String yaml = yaml(line);
        if (!PhoenixRun.mistakes(type(line), yaml.replace("$$", "$")).isEmpty()) {
            return REFUSED;
        }
        PhoenixRun run = new PhoenixRun(type(line), yaml);
        run.consume(input);
        return change(input, run.received);
    }

    private static Map<String, String> collector(Path binary, String type, List<String> lines, MetricBatch input)
            throws IOException, InterruptedException {
        Map<String, String> configs = new LinkedHashMap<>();
        Map<String, String> byId = new LinkedHashMap<>();
        for (String line : lines) {
            if (isCase(line) && type(line).equals(type)) {
                byId.put("c" + byId.size(), line);
                configs.put("c" + configs.size(), yaml(line));
            }
        }
        Map<String, String> answers = new LinkedHashMap<>();
        if (configs.isEmpty()) {
            return answers;
        }
        for (String refused : new CollectorCheck(binary, type).refused(configs).keySet()) {
            configs.remove(refused);
            answers.put(String.valueOf(byId.get(refused)), REFUSED);
        }
        if (!configs.isEmpty()) {
            new CollectorRun(binary, type, configs)
                    .send(List.of(input))
                    .forEach((id, out) -> answers.put(String.valueOf(byId.get(id)), change(input, out)));
        }
        return answers;
    }

    /** The lines that are gone and those that are new. */
    private static String change(MetricBatch input, List<MetricBatch> output) {
        List<String> gone = new ArrayList<>(BatchText.of(input).lines().toList());
        List<String> come = new ArrayList<>();
        for (MetricBatch batch : output) {
            for (String line : BatchText.of(batch).lines().toList()) {
                if (!gone.remove(line)) {
                    come.add(line);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        gone.forEach(line -> text.append("  - ").append(line.strip()).append('\n'));
        come.forEach(line -> text.append("  + ").append(line.strip()).append('\n'));
        return text.toString();
    }
}
