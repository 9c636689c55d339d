package phoenix.app.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.app.cli.Cli;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnalyzeCommandTest {
    private static final String HEADER = "experiment,bucket,variant,measure,value\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String csv, String criteria, String... more) throws IOException {
        Files.writeString(folder.resolve("s.csv"), csv);
        Files.writeString(folder.resolve("c.yaml"), criteria);
        List<String> args = new ArrayList<>(List.of(
                "analyze",
                "--input",
                folder.resolve("s.csv").toString(),
                "--criteria",
                folder.resolve("c.yaml").toString()));
        args.addAll(List.of(more));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cli.run(
                List.of(new AnalyzeCommand(InstantSource.system())),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.toArray(String[]::new));
    }

    private List<JsonNode> lines() {
        return out.toString()
                .lines()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    /** Rows of one experiment whose candidate is higher by this share, with noise of 2 %. */
    private static List<String> rows(String experiment, int buckets, double change, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            rows.add(experiment + "," + i + ",baseline,cpu," + (100 + 2 * random.nextGaussian()));
            rows.add(experiment + "," + i + ",candidate,cpu," + (100 * (1 + change) + 2 * random.nextGaussian()));
        }
        return rows;
    }

    private static String csv(List<String> rows) {
        return HEADER + String.join("\n", rows) + "\n";
    }

    @Test
    void eachExperimentGetsALineAndTheWorstVerdictTheExitStatus() throws IOException {
        List<String> rows = new ArrayList<>(rows("same", 300, 0, 1));
        rows.addAll(rows("worse", 300, 0.2, 2));
        rows.addAll(rows("short", 5, 0, 3));
        rows.add("alone,0,baseline,cpu,1");
        assertThat(run(csv(rows), "criteria: {cpu: {within: 5%}}")).isEqualTo(3);
        assertThat(lines())
                .extracting(l -> l.get("experiment").asString())
                .containsExactly("same", "worse", "short", "alone");
        assertThat(lines())
                .extracting(l -> l.get("verdict").asString())
                .containsExactly("accept", "reject", "inconclusive", "no_data");
        assertThat(lines().get(0).get("decided_at_bucket").asInt()).isEqualTo(299);
        assertThat(lines().get(2).get("decided_at_bucket").isNull()).isTrue();
        JsonNode criterion = lines().get(1).get("criteria").get(0);
        assertThat(criterion.get("name").asString()).isEqualTo("cpu");
        assertThat(criterion.get("result").asString()).isEqualTo("fail");
        assertThat(criterion.get("estimate").asDouble()).isBetween(18.0, 22.0);
        assertThat(criterion.get("interval").get(0).asDouble()).isGreaterThan(5);
    }

    @Test
    void whoWatchesActsAtTheFirstDecision() throws IOException {
        String csv = csv(rows("worse", 300, 0.2, 2));
        assertThat(run(csv, "criteria: {cpu: {within: 5%}}", "--watch-every", "10"))
                .isEqualTo(3);
        int tenth = lines().getFirst().get("decided_at_bucket").asInt();
        assertThat(tenth).isLessThan(60);
        assertThat((tenth + 1) % 10).isZero();
        assertThat(run(csv, "criteria: {cpu: {within: 5%}}", "--watch-every", "1"))
                .isEqualTo(3);
        assertThat(lines().getFirst().get("decided_at_bucket").asInt()).isBetween(tenth - 10, tenth);
    }

    @ParameterizedTest
    @CsvSource({"1e300", "1e-300"})
    void theUnitDoesNotMatter(double unit) throws IOException {
        List<String> rows = rows("a", 200, 0.01, 5);
        run(csv(rows), "criteria: {cpu: {within: 5%}}", "--watch-every", "1");
        int decided = lines().getFirst().get("decided_at_bucket").asInt();
        List<String> scaled = rows.stream()
                .map(row -> row.substring(0, row.lastIndexOf(',') + 1)
                        + unit * Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
                .toList();
        assertThat(run(csv(scaled), "criteria: {cpu: {within: 5%}}", "--watch-every", "1"))
                .isZero();
        assertThat(lines().getFirst().get("decided_at_bucket").asInt()).isEqualTo(decided);
    }

    @Test
    void aWatchLooksEveryBucketAtMost() throws IOException {
        assertThat(run(csv(rows("a", 30, 0, 1)), "criteria: {cpu: {within: 5%}}", "--watch-every", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--watch-every must be at least 1");
    }

    @Test
    void theOrderOfRowsDoesNotMatter() throws IOException {
        List<String> rows = new ArrayList<>(rows("a", 120, 0.01, 5));
        rows.addAll(rows("b", 120, 0.3, 6));
        run(csv(rows), "criteria: {cpu: {increase_at_most: 5%}}", "--watch-every", "1");
        List<JsonNode> inOrder = lines();
        Collections.shuffle(rows, new Random(7));
        run(csv(rows), "criteria: {cpu: {increase_at_most: 5%}}", "--watch-every", "1");
        assertThat(lines()).containsExactlyInAnyOrderElementsOf(inOrder);
    }

    @Test
    void timesAreBucketsToo() throws IOException {
        List<String> rows = rows("a", 300, 0, 1).stream()
                .map(row -> {
                    String[] cells = row.split(",", -1);
                    cells[1] = Instant.parse("2026-11-23T10:00:00Z")
                            .plusSeconds(30 * Long.parseLong(cells[1]))
                            .toString();
                    return String.join(",", cells);
                })
                .toList();
        assertThat(run(csv(rows), "criteria: {cpu: {within: 5%}}")).isZero();
        assertThat(lines().getFirst().get("decided_at_bucket").asString()).isEqualTo("2026-11-23T12:29:30Z");
    }

    @Test
    void aTimeWithoutAnOffsetIsUtc() throws IOException {
        String rows = "a,2026-11-23T10:00:00,baseline,cpu,5\na,2026-11-23T11:00:00+01:00,candidate,cpu,5\n";
        run(HEADER + rows, "criteria: {cpu: {within: 5%}}");
        assertThat(lines().getFirst().get("buckets").asInt()).isEqualTo(1);
    }

    @Test
    void columnsMayStandInAnyOrderAndQuotesMayHoldCommas() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFFvalue,measure,\"variant\",bucket,experiment\r\n");
        for (int i = 0; i < 30; i++) {
            csv.append("5,cpu,baseline,").append(i).append(",\"a, b\"\r\n");
            csv.append("5,cpu,candidate,").append(i).append(",\"a, b\"\r\n");
        }
        assertThat(run(csv.toString(), "criteria: {cpu: {within: 5%}}"))
                .as(err.toString())
                .isZero();
        assertThat(lines().getFirst().get("experiment").asString()).isEqualTo("a, b");
    }

    @Test
    void aSideThatIsMissingIsNoData() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add("a," + i + ",baseline,cpu,5");
            rows.add("a," + i + ",candidate,cpu,NaN");
        }
        assertThat(run(csv(rows), "criteria: {cpu: {within: 5%}}")).isEqualTo(4);
        assertThat(lines().getFirst().get("verdict").asString()).isEqualTo("no_data");
    }

    @Test
    void aMisspeltMeasureIsNamed() throws IOException {
        assertThat(run(csv(rows("a", 30, 0, 1)), "criteria: {cpus: {within: 5%}}"))
                .isEqualTo(4);
        assertThat(err.toString()).contains("no sample of measure \"cpus\"", "did you mean \"cpu\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'experiment,bucket,variant,measure,valu\n'|1|unknown column \"valu\"",
                "'experiment,bucket,variant,measure\n'|1|no column \"value\"",
                "'H'|1|there is no sample in it",
                "'Ha,1,baseline,cpu\n'|2|4 fields where the header has 5",
                "'Ha,1,control,cpu,1\n'|2|variant \"control\"",
                "'Ha,1,baseline,cpu,1\na,yesterday,baseline,cpu,1\n'|3|is a time, those before are an index",
                "'Ha,yesterday,baseline,cpu,1\n'|2|neither an index nor a time",
                "'Ha,2026-11-23,baseline,cpu,1\n'|2|neither an index nor a time",
                "'Ha,1,baseline,cpu,much\n'|2|value \"much\" is no number",
                "'H,1,baseline,cpu,1\n'|2|experiment and measure are needed",
                "'Ha,1,baseline,cpu,1\na,1,baseline,cpu,2\n'||stands twice",
            })
    void whatIsNoSampleIsRefusedWithItsLine(String text, String line, String message) throws IOException {
        assertThat(run(text.replaceFirst("^H", HEADER), "criteria: {cpu: {within: 5%}}"))
                .isEqualTo(2);
        assertThat(err.toString()).contains(message);
        if (line != null) {
            assertThat(err.toString()).contains("s.csv:" + line + ":");
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("b.csv"), (HEADER + "a,1,\u00fc").getBytes(StandardCharsets.ISO_8859_1));
        String criteria = Files.writeString(folder.resolve("c.yaml"), "criteria: {cpu: {within: 5%}}")
                .toString();
        int status = Cli.run(
                List.of(new AnalyzeCommand(InstantSource.system())),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "analyze",
                "--input",
                folder.resolve("b.csv").toString(),
                "--criteria",
                criteria);
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("UTF-8").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "criteria: {}|at least one is needed",
                "criteria: {fidelity: {within: 5%}}|needs the telemetry itself",
                "criteria: {cpu: {within: 5}}|ambiguous",
                "'error_rate: 90%\ncriteria: {cpu: {within: 5%}}'|at most 50%",
                "criterias: {cpu: {within: 5%}}|did you mean \"criteria\"",
            })
    void criteriaAreReadAsInAnExperiment(String criteria, String message) throws IOException {
        assertThat(run(csv(rows("a", 30, 0, 1)), criteria)).isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("c.yaml:1:");
    }
}
