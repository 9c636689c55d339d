package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/**
 * {@code phoenix capture} and the receiver {@code capture} as their user runs them: what a collector sent, recorded and
 * played, is what the collector's own file exporter wrote.
 */
class CaptureReplayTest {
    private static final int INTERVALS = 3;

    @TempDir
    private Path folder;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    private static String source(int port) {
        return """
            receivers:
              host_metrics:
                collection_interval: 1s
                initial_delay: 0s
                scrapers: {cpu: , load: , memory: , network: , process: {mute_process_all_errors: true}}
            exporters:
              file: {path: written.json, flush_interval: 100ms}
              otlp_http: {endpoint: "http://127.0.0.1:%d", compression: none}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [host_metrics], exporters: [file, otlp_http]}}
            """.formatted(port);
    }

    private long lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? Files.readString(file).chars().filter(c -> c == '\n').count()
                : 0;
    }

    private void awaitLines(String name, long count, RealProcess of) throws IOException, InterruptedException {
        long end = System.nanoTime() + PhoenixJar.LIMIT.toNanos();
        while (lines(name) < count) {
            assertThat(System.nanoTime()).as("lines in %s\n%s", name, of.err()).isLessThan(end);
            assertThat(of.isAlive()).as(of.err()).isTrue();
            Thread.onSpinWait();
        }
    }

    private void recordAndPlay(List<String> collector, String format) throws Exception {
        PhoenixJar jar = new PhoenixJar(folder);
        int port = FreePort.any();
        jar.write("source.yaml", source(port));
        String receiver =
                "yaml:{receivers: {otlp: {protocols: {http: {endpoint: \"127.0.0.1:" + port + "\"}}}}, exporters:"
                        + " {nop: }, service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}}";
        List<String> capture = jar.command(
                "capture",
                "--config",
                receiver,
                "--for",
                "1h",
                "-o",
                "x.capture",
                "--format",
                format,
                "--output",
                "json");
        try (RealProcess recording = RealProcess.start(capture, folder, Map.of())) {
            recording.await(Pattern.compile("recording otlp"), PhoenixJar.LIMIT);
            try (RealProcess sending = RealProcess.start(collector, folder, Map.of())) {
                awaitLines("written.json", INTERVALS, sending);
                sending.terminate();
                assertThat(sending.awaitExit(PhoenixJar.LIMIT))
                        .as(sending.err())
                        .isZero();
            }
            PhoenixJar.interrupt(recording);
            assertThat(recording.awaitExit(PhoenixJar.LIMIT))
                    .as(recording.err())
                    .isEqualTo(130);
            assertThat(recording.out()).contains("\"ended_by\" : \"interrupt\"", "\"otlp\"");
        }
        play(jar);
        assertThat(folder.resolve("x.capture.part")).doesNotExist();
        assertThat(Files.readString(folder.resolve("played.json")))
                .isEqualTo(Files.readString(folder.resolve("written.json")));
    }

    private void play(PhoenixJar jar) throws Exception {
        jar.write("play.yaml", """
            receivers: {capture: {file: x.capture, speed: 0}}
            exporters: {file: {path: played.json, flush_interval: 100ms}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [capture], exporters: [file]}}
            """);
        try (RealProcess playing =
                RealProcess.start(jar.command("collector", "--config", "play.yaml"), folder, Map.of())) {
            playing.await(Pattern.compile("all of x.capture was played"), PhoenixJar.LIMIT);
            playing.terminate();
            assertThat(playing.awaitExit(PhoenixJar.LIMIT)).as(playing.err()).isZero();
        }
    }

    @Test
    void whatPhoenixSentIsRecordedAndPlayed() throws Exception {
        recordAndPlay(new PhoenixJar(folder).command("collector", "--config", "source.yaml"), "binary");
    }

    @Test
    void whatPhoenixSentIsRecordedAsJsonAndPlayed() throws Exception {
        recordAndPlay(new PhoenixJar(folder).command("collector", "--config", "source.yaml"), "json");
    }

    @Test
    void whatTheRealCollectorSentIsRecordedAndPlayed() throws Exception {
        recordAndPlay(List.of(Peer.OTELCOL.require().toString(), "--config", "source.yaml"), "binary");
    }

    @Test
    void aRecordingThatIsKilledIsReadableUpToItsLastBlock() throws Exception {
        PhoenixJar jar = new PhoenixJar(folder);
        jar.write("host.yaml", """
            receivers: {host_metrics: {collection_interval: 100ms, initial_delay: 0s, scrapers: {load: }}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [host_metrics], exporters: [nop]}}}
            """);
        Path part = folder.resolve("x.capture.part");
        try (RealProcess recording = RealProcess.start(
                jar.command("capture", "--config", "host.yaml", "--for", "1h", "-o", "x.capture"), folder, Map.of())) {
            recording.await(Pattern.compile("recording host_metrics"), PhoenixJar.LIMIT);
            long end = System.nanoTime() + PhoenixJar.LIMIT.toNanos();
            while (!Files.exists(part) || Files.size(part) < 500) {
                assertThat(System.nanoTime())
                        .as("a block in time\n%s", recording.err())
                        .isLessThan(end);
                Thread.onSpinWait();
            }
            recording.kill();
            recording.awaitExit(PhoenixJar.LIMIT);
        }
        assertThat(folder.resolve("x.capture")).doesNotExist();
        Files.move(part, folder.resolve("x.capture"));
        play(jar);
        assertThat(lines("played.json")).isPositive();
    }
}
