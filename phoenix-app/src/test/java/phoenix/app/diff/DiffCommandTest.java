package phoenix.app.diff;

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

class DiffCommandTest {
    private static final Path CASES = Path.of("src/test/resources/phoenix/app/diff");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> saysWhatChanges() {
        return Golden.cases(CASES, folder -> {
            for (String format : List.of("text", "mermaid", "json")) {
                DiffCommandTest one = new DiffCommandTest();
                int status = one.run(
                        folder.resolve("base.yaml").toString(),
                        folder.resolve("cand.yaml").toString(),
                        "--output",
                        format);

                assertThat(status).as(one.err.toString()).isEqualTo(ExitStatus.OK);
                assertThat(one.out.toString()).doesNotContain("hunter", "FFFFNRAL");
                Golden.check(
                        folder.resolve("expected." + format),
                        one.out
                                .toString()
                                .replace(folder.toString() + "/", "")
                                .replace('"' + Version.current() + '"', "\"VERSION\""));
            }
        });
    }

    @Test
    void aSecretThatTheEnvironmentHoldsIsShownAsItIsWritten() throws IOException {
        Path base = Files.writeString(temporary.resolve("a.yaml"), config("${env:PATH}"));
        Path candidate = Files.writeString(temporary.resolve("b.yaml"), config("${env:HOME}"));

        assertThat(run(base.toString(), candidate.toString())).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("${env:HOME}", "${env:PATH}").doesNotContain(System.getenv("PATH"));
    }

    @Test
    void whatCannotBeReadIsExitStatusTwo() throws IOException {
        Path good = Files.writeString(temporary.resolve("a.yaml"), config("x"));
        Path other = Files.writeString(temporary.resolve("b.yaml"), "a: 1\n");

        assertThat(run(good.toString(), "nowhere.yaml")).isEqualTo(ExitStatus.USAGE);
        assertThat(run(good.toString(), other.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(run(good.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("PHX1001", "PHX1306", "CAND");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void eachSideMayBeSeveralFiles() throws IOException {
        Path base = Files.writeString(temporary.resolve("a.yaml"), config("x"));
        Path overlay = Files.writeString(temporary.resolve("b.yaml"), "processors: {batch: {timeout: 9s}}\n");

        run(base.toString(), base.toString(), "--candidate", overlay.toString());

        assertThat(out.toString()).contains("sets timeout to 9s");
    }

    private static String config(String endpoint) {
        return """
            receivers: {otlp: {protocols: {grpc: }}}
            processors: {batch: }
            exporters: {otlp_http: {endpoint: "%s", headers: {api-key: "%s"}}}
            service: {pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [otlp_http]}}}
            """.formatted(endpoint, endpoint);
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("diff"));
        all.addAll(List.of(args));
        return Cli.run(
                List.of(new DiffCommand(BuiltinComponents::registry)),
                new PrintWriter(out),
                new PrintWriter(err),
                all.toArray(String[]::new));
    }
}
