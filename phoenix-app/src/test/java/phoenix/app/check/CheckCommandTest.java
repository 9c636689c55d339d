package phoenix.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.cli.Cli;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.Version;
import phoenix.engine.BuiltinComponents;
import phoenix.testkit.Golden;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final Path CASES = Path.of("src/test/resources/phoenix/app/check");
    private static final String WRONG = """
        receivers: {host_metrics: {scrapers: {cpu: }}}
        processors: {batch: {timout: 5s}}
        exporters: {otlp_http: {endpoint: "http://gateway:4317", headers: {api-key: 0a1b2c3d4e5f}}}
        service: {pipelines: {metrics: {receivers: [host_metrics], processors: [batch], exporters: [otlp_http]}}}
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    /** Whatever it says, in the three forms. */
    @TestFactory
    Stream<DynamicTest> saysWhatItSaid() {
        return Golden.cases(CASES.resolve("findings"), folder -> {
            for (String format : List.of("text", "json", "sarif")) {
                CheckCommandTest one = new CheckCommandTest();
                List<String> args = new ArrayList<>(List.of("--output", format));
                configs(folder).forEach(args::add);
                one.run(args.toArray(String[]::new));
                Golden.check(
                        folder.resolve("expected." + (format.equals("text") ? "txt" : format)),
                        one.out
                                .toString()
                                .replace(folder.toString() + "/", "")
                                .replace('"' + Version.current() + '"', "\"VERSION\""));
            }
        });
    }

    /** Configurations of people who knew what they did: everything here has once been told and should not be. */
    @TestFactory
    Stream<DynamicTest> hasNothingToSay() throws IOException {
        try (Stream<Path> files = Files.list(CASES.resolve("quiet"))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        CheckCommandTest one = new CheckCommandTest();
                        assertThat(one.run(file.toString(), "--fail-on", "hint", "--ignore", "PHX1103,PHX1108"))
                                .as(one.out.toString())
                                .isEqualTo(ExitStatus.OK);
                    }));
        }
    }

    @Test
    void anErrorIsExitStatusTwoAndAWarningOnlyWhenAskedFor() throws IOException {
        Path file = write("a.yaml", WRONG);
        Path mended = write("b.yaml", WRONG.replace("timout", "timeout"));

        assertThat(run(file.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(run(mended.toString())).isEqualTo(ExitStatus.OK);
        assertThat(run(mended.toString(), "--strict")).isEqualTo(ExitStatus.USAGE);
        assertThat(run(mended.toString(), "--fail-on", "warning", "--ignore", "PHX1710,PHX1716"))
                .isEqualTo(ExitStatus.OK);
    }

    @Test
    void aSecretIsNotShownInAnyForm() throws IOException {
        Path file = write("a.yaml", WRONG);
        for (String format : List.of("text", "json", "sarif")) {
            run(file.toString(), "--output", format);
        }
        assertThat(out.toString()).contains("PHX1710").doesNotContain("0a1b2c3d4e5f");
    }

    @Test
    void aCommentSilencesItsLineAndTheNext() throws IOException {
        Path file = write(
                "a.yaml",
                WRONG.replace("exporters: {otlp", "# phoenix:ignore PHX1710 PHX1716\nexporters: {otlp")
                        .replace("{timout: 5s}}", "{timout: 5s}} # phoenix:ignore"));

        assertThat(run(file.toString(), "--fail-on", "hint")).as(out.toString()).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("nothing to say (3 silenced)");
    }

    @Test
    void aVariableThatIsNotSetHereIsNoError() throws IOException {
        Path file = write(
                "a.yaml", WRONG.replace("timout", "timeout").replace("http://gateway:4317", "${env:NOT_SET_ANYWHERE}"));

        assertThat(run(file.toString())).as(out.toString()).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("hint PHX1103", "warning PHX1203");
    }

    @Test
    void severalFilesAreMergedUnlessEachIsMeant() throws IOException {
        Path base = write("a.yaml", WRONG.replace("timout", "timeout"));
        Path overlay = write("b.yaml", "processors: {batch: {timeout: 1s}}\n");

        assertThat(run(base.toString(), overlay.toString())).isEqualTo(ExitStatus.OK);
        assertThat(run("--each", base.toString(), overlay.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(out.toString()).contains("2 configurations: ");
    }

    @Test
    void whatIsMissingIsWrongUsage() {
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("nowhere.yaml")).isEqualTo(ExitStatus.USAGE);
        assertThat(run("--explain", "PHX0000")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("Missing required parameter: 'CONFIG'", "there is no code");
    }

    @Test
    void aCodeIsExplainedAsItsPageDoes() {
        assertThat(run("--explain", "phx1711")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("PHX1711", "all interfaces", "0.0.0.0");
    }

    /** The demands of the schema that no type here enforces. */
    @Test
    void sarifNamesARuleForEachResult() throws IOException {
        run(write("a.yaml", WRONG).toString(), "--output", "sarif");
        JsonNode run = new JsonMapper().readTree(out.toString()).get("runs").get(0);
        JsonNode rules = run.get("tool").get("driver").get("rules");

        assertThat(run.get("results")).isNotEmpty().allSatisfy(result -> {
            JsonNode rule = rules.get(result.get("ruleIndex").asInt());
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
            assertThat(rule.get("help").get("text").asString()).isNotBlank();
            assertThat(result.get("message").get("text").asString()).isNotBlank();
        });
        assertThat(out.toString()).contains("\"fixes\"", "\"timeout\"");
    }

    private static List<String> configs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(f -> f.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(args));
        return Cli.run(
                List.of(new CheckCommand(BuiltinComponents::registry)),
                new PrintWriter(out),
                new PrintWriter(err),
                all.toArray(String[]::new));
    }
}
