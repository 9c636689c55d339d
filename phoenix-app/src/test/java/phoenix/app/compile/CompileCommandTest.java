package phoenix.app.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.app.cli.Cli;
import phoenix.engine.BuiltinComponents;

class CompileCommandTest {
    private static final String CONFIG = """
        receivers: {otlp: {protocols: {grpc: }}}
        exporters: {otlp_http: {endpoint: "https://b.example.com", headers: {api-key: "${env:PATH}"}}}
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}}
        """;

    @TempDir
    private Path folder;

    private Path config = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("collector.yaml"), CONFIG);
    }

    private int run(Path file, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(List.of("compile", file.toString(), "--experiment", "demo"));
        args.addAll(List.of(more));
        return Cli.run(
                List.of(new CompileCommand(BuiltinComponents::registry)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.toArray(String[]::new));
    }

    private static String port(String text) {
        Matcher matcher = Pattern.compile("127\\.0\\.0\\.1:(2\\d{4})").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void theConfigurationStandsAloneOnStandardOutputAndTheChangesOnStandardError() {
        assertThat(run(config, "--variant", "baseline")).isZero();
        assertThat(out.toString())
                .startsWith("# Written by phoenix compile")
                .contains("${env:PATH}", "prometheus/phoenix", "variant: baseline")
                .doesNotContain("added exporters::");
        assertThat(err.toString()).contains("added exporters::prometheus/phoenix: comparison page of pipeline metrics");
    }

    @Test
    void aScrapeConfigurationHasThePortsOfTheConfiguration() {
        Path file = folder.resolve("candidate.yaml");
        assertThat(run(config, "--variant", "candidate", "-o", file.toString())).isZero();
        assertThat(out.toString()).isEmpty();
        String port = port(err.toString().substring(err.toString().indexOf("comparison page")));
        for (Path from : List.of(config, file)) {
            assertThat(run(from, "--variant", "candidate", "--emit", "scrape")).isZero();
            assertThat(out.toString()).contains("scrape_configs:", "targets: [127.0.0.1:" + port + "]");
        }
    }

    @Test
    void aPortThatIsTakenIsPassedOver() throws IOException {
        assertThat(run(config, "--variant", "baseline")).isZero();
        String port = port(err.toString());
        try (ServerSocket taken = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(run(config, "--variant", "baseline", "--listen", "127.0.0.1"))
                    .isZero();
            assertThat(port(err.toString())).isNotEqualTo(port);
        }
    }

    @Test
    void changesAreThereForPrograms() {
        Path file = folder.resolve("out.yaml");
        assertThat(run(config, "--variant", "candidate", "-o", file.toString(), "--output", "json"))
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"kind\" : \"rebound\"", "\"pages\" : [");
        assertThat(run(config, "--variant", "candidate", "--output", "json")).isZero();
        assertThat(err.toString()).startsWith("{");
    }

    @Test
    void theUsersFilesAreNeverWritten() throws IOException {
        assertThat(run(config, "--variant", "baseline", "-o", config.toString()))
                .isEqualTo(2);
        assertThat(Files.readString(config)).isEqualTo(CONFIG);
    }

    @Test
    void nothingIsWrittenWhereTheConfigurationIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("out.yaml"), "before");
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), CONFIG.replace("[otlp]", "[oltp]"));
        assertThat(run(wrong, "--variant", "baseline", "-o", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("PHX1308");
        assertThat(Files.readString(file)).isEqualTo("before");
        assertThat(run(folder.resolve("none.yaml"), "--variant", "baseline")).isEqualTo(2);
        assertThat(err.toString()).contains("PHX1001");
    }

    @Test
    void anOverlaySaysOnlyWhatIsNew() {
        assertThat(run(config, "--variant", "baseline", "--emit", "overlay")).isZero();
        assertThat(out.toString())
                .contains("exporters: [otlp_http, forward/phoenix-comparison]")
                .doesNotContain("b.example.com", "receivers: [otlp]");
    }

    @Test
    void aServiceMonitorNeedsAPageThatOtherPodsReach() {
        assertThat(run(config, "--variant", "baseline", "--emit", "servicemonitor"))
                .isZero();
        assertThat(err.toString()).contains("PHX1518");
        assertThat(run(config, "--variant", "baseline", "--emit", "servicemonitor", "--listen", "0.0.0.0:8890"))
                .isZero();
        assertThat(out.toString()).contains("kind: ServiceMonitor", "targetPort: 8890");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--listen=a b",
                "--listen=127.0.0.1:0",
                "--listen=:99999",
                "--production-endpoint=localhost:4318",
                "--production-endpoint=https://user:key@host",
                "--own-source=a b",
                "--target=none.yaml",
                "--pipeline= ",
                "--emit=text",
                "--variant=both"
            })
    void anOptionThatMakesNoSenseIsRefused(String option) {
        assertThat(run(config, "--variant", "baseline", option)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).doesNotContain("bug in Phoenix", "user:key");
    }
}
