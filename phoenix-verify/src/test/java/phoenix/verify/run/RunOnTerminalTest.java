package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.RealProcess;

/** {@code phoenix run} on a terminal, which {@code script} of util-linux gives it. */
class RunOnTerminalTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    /** Back to the first line of the view, which is written anew. */
    private static final Pattern REDRAWN = Pattern.compile("\u001b\\[[0-9]+A\r[^\n]*\u001b\\[K");

    @TempDir
    private Path folder;

    @BeforeAll
    static void canBeChecked() {
        PhoenixJar.require();
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT), "needs a pseudo terminal: install script of util-linux");
    }

    @Test
    void theViewIsRedrawnInPlaceAndEndsWithTheVerdict() throws Exception {
        try (RealProcess terminal = start("4s")) {
            assertThat(terminal.awaitExit(PhoenixJar.LIMIT)).as(terminal.out()).isZero();
            assertThat(terminal.out())
                    .containsPattern(REDRAWN)
                    .contains("datapoints/min", "baseline", "candidate", "LOCAL STAND-IN");
            String afterTheView = terminal.out().substring(terminal.out().lastIndexOf("\u001b[J"));
            assertThat(afterTheView).contains("verdict: accept", "report.html");
        }
    }

    @Test
    void controlCEndsTheRunWithItsReport() throws Exception {
        try (RealProcess terminal = start("10m")) {
            terminal.await(REDRAWN, PhoenixJar.LIMIT);
            terminal.type("\u0003");
            assertThat(terminal.awaitExit(PhoenixJar.LIMIT)).as(terminal.out()).isEqualTo(130);
        }
        assertThat(new PhoenixJar(folder).report().reasons()).anyMatch(reason -> reason.contains("ended by its user"));
    }

    private RealProcess start(String duration) throws IOException {
        PhoenixJar jar = new PhoenixJar(folder);
        jar.write("baseline.yaml", """
            receivers:
              host_metrics: {collection_interval: 200ms, initial_delay: 0s, scrapers: {load: {}, memory: {}}}
            exporters:
              otlp_grpc/newrelic: {tls: {insecure: true}, headers: {api-key: key}, endpoint: "http://127.0.0.1:4317"}
            service:
              pipelines:
                metrics: {receivers: [host_metrics], exporters: [otlp_grpc/newrelic]}
            """);
        jar.write("experiment.yaml", """
            apiVersion: phoenix/v1
            name: terminal
            baseline: {config: baseline.yaml}
            candidate: {config: baseline.yaml}
            production: {target: stand-in}
            """);
        String command = String.join(" ", jar.runCommand("--duration", duration));
        return RealProcess.startWithInput(
                List.of(SCRIPT.toString(), "-qec", command, "/dev/null"), folder, Map.of("TERM", "xterm"));
    }
}
