package phoenix.app.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.cli.Cli;
import phoenix.app.cli.ExitStatus;
import phoenix.engine.BuiltinComponents;
import phoenix.engine.capture.CaptureInput;

class CaptureCommandTest {
    private static final String CONFIGURATION = """
        receivers:
          host_metrics: {collection_interval: 1h, initial_delay: 0s, scrapers: {load: }}
          otlp: {protocols: {http: {endpoint: "127.0.0.1:0"}}}
        connectors: {forward: }
        exporters: {file: {path: never-written.json}}
        service:
          pipelines:
            metrics/host: {receivers: [host_metrics], exporters: [forward]}
            metrics/out: {receivers: [forward], exporters: [file]}
            metrics/otlp: {receivers: [otlp], exporters: [file]}
        """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int capture(String... more) throws IOException {
        Path config = Files.writeString(folder.resolve("c.yaml"), CONFIGURATION);
        List<String> args = new java.util.ArrayList<>(List.of("capture", "--config", config.toString()));
        args.addAll(List.of(more));
        return Cli.run(
                List.of(new CaptureCommand(InstantSource.system(), BuiltinComponents::registry)),
                new PrintWriter(out),
                new PrintWriter(err),
                args.toArray(String[]::new));
    }

    @Test
    void recordsWhatTheReceiversOfAPipelineTakeIn() throws IOException {
        Path file = folder.resolve("x.capture");
        int status =
                capture("--for", "1500ms", "-o", file.toString(), "--pipeline", "metrics/host", "--output", "json");
        assertThat(status).as(err.toString()).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("\"ended_by\" : \"duration\"", "\"points\" : 3", "\"host_metrics\"");
        assertThat(err.toString()).contains("recording host_metrics for 1 s");
        try (CaptureInput input = CaptureInput.open(file)) {
            assertThat(input.next()).satisfies(batch -> {
                assertThat(batch.receiver()).isEqualTo("host_metrics");
                assertThat(batch.batch().pointCount()).isEqualTo(3);
            });
            assertThat(input.next()).isNull();
        }
        assertThat(folder.resolve("never-written.json")).doesNotExist();
    }

    @Test
    void aRecordingOfNothingIsAFailureAndLeavesNoFile() throws IOException {
        Path file = folder.resolve("x.capture");
        assertThat(capture("--for", "10ms", "-o", file.toString(), "--pipeline", "metrics/otlp"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString()).contains("nothing was recorded", "does nobody send?");
        assertThat(folder).isDirectoryNotContaining("glob:**x.capture*");
    }

    @Test
    void wrongUsageSaysTheWayOut() throws IOException {
        assertThat(capture("--for", "1s", "-o", folder.resolve("x").toString(), "--pipeline", "metrics"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(capture("--for", "1s", "-o", folder.resolve("x").toString(), "--pipeline", "metrics/out"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(capture("--for", "1s", "-o", folder.resolve("no/x").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(capture("--for", "1s", "-o", folder.resolve("x").toString(), "--max-size", "10kB"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(capture("--for", "soon", "-o", folder.resolve("x").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(capture("--for", "1s", "-o", folder.resolve("x").toString(), "--config", "yaml:receivers::nix:"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString())
                .contains("The configuration has metrics/host, metrics/out, metrics/otlp.")
                .contains("Name a pipeline that begins with a receiver.")
                .contains("a folder that exists")
                .contains("at least 1MB")
                .contains("\"soon\" is not a duration such as 90s")
                .contains("nix");
    }
}
