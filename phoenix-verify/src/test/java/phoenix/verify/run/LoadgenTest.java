package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.engine.capture.CaptureInput;
import phoenix.engine.capture.CapturedBatch;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** {@code phoenix loadgen} as its user runs it. */
class LoadgenTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    private static long number(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\" : (\\d+)").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Sends for two seconds; returns how many points were accepted, which are all that were sent. */
    private long send(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("loadgen", "otlp", "--duration", "2s", "--points-per-second", "5000", "--output", "json"));
        arguments.addAll(List.of(more));
        try (RealProcess load =
                RealProcess.start(new PhoenixJar(folder).command(arguments.toArray(String[]::new)), folder, Map.of())) {
            assertThat(load.awaitExit(PhoenixJar.LIMIT))
                    .as(load.out() + load.err())
                    .isZero();
            long accepted = number("accepted_points", load.out());
            assertThat(accepted).isPositive().isEqualTo(number("sent_points", load.out()));
            return accepted;
        }
    }

    @Test
    void theSinkCountsWhatWasSent() throws Exception {
        try (RealProcess sink = RealProcess.start(
                new PhoenixJar(folder).command("sink", "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"),
                folder,
                Map.of())) {
            String grpc = port(sink.await(Pattern.compile("gRPC on 127\\.0\\.0\\.1:\\d+"), PhoenixJar.LIMIT));
            String http = port(sink.await(Pattern.compile("HTTP on 127\\.0\\.0\\.1:\\d+"), PhoenixJar.LIMIT));
            long overGrpc = send("--endpoint", "127.0.0.1:" + grpc, "--header", "api-key=any");
            long overHttp = send(
                    "--endpoint",
                    "127.0.0.1:" + http,
                    "--protocol",
                    "http",
                    "--compression",
                    "gzip",
                    "--profile",
                    "churn",
                    "--header",
                    "api-key=any");
            PhoenixJar.interrupt(sink);
            sink.awaitExit(PhoenixJar.LIMIT);
            String summary = sink.out().substring(sink.out().indexOf("summary"));
            assertThat(summary).containsPattern("grpc +requests \\d+  points " + overGrpc + " ");
            assertThat(summary).containsPattern("http +requests \\d+  points " + overHttp + " ");
        }
    }

    private static String port(String listening) {
        return listening.substring(listening.lastIndexOf(':') + 1);
    }

    @ParameterizedTest
    @CsvSource({"grpc, realistic, none", "http, histograms, gzip", "grpc, churn, gzip", "http, high-cardinality, none"})
    void theRealCollectorTakesAllThatWasSent(String protocol, String profile, String compression) throws Exception {
        String otelcol = Peer.OTELCOL.require().toString();
        int port = FreePort.any();
        new PhoenixJar(folder).write("c.yaml", """
            receivers: {otlp: {protocols: {%s: {endpoint: "127.0.0.1:%d"}}}}
            exporters: {file: {path: taken.json}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [file]}}
            """.formatted(protocol, port));
        long sent;
        try (RealProcess collector = RealProcess.start(List.of(otelcol, "--config", "c.yaml"), folder, Map.of())) {
            collector.await(Pattern.compile("Everything is ready"), PhoenixJar.LIMIT);
            sent = send(
                    "--endpoint",
                    "127.0.0.1:" + port,
                    "--protocol",
                    protocol,
                    "--profile",
                    profile,
                    "--compression",
                    compression,
                    "--connections",
                    "2");
            collector.terminate();
            assertThat(collector.awaitExit(PhoenixJar.LIMIT)).isZero();
        }
        long taken = 0;
        try (CaptureInput file = CaptureInput.open(folder.resolve("taken.json"))) {
            for (CapturedBatch batch = file.next(); batch != null; batch = file.next()) {
                taken += batch.batch().pointCount();
            }
        }
        assertThat(taken).isEqualTo(sent);
    }

    private long living() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder + "/phoenix-loadgen"))
                        .isPresent())
                .count();
    }

    private void awaitLiving(long least, long most) {
        long end = System.nanoTime() + PhoenixJar.LIMIT.toNanos();
        for (long living = living(); living < least || living > most; living = living()) {
            assertThat(System.nanoTime())
                    .as("%d to %d processes, not %d", least, most, living)
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private RealProcess processes(String profile, String count) throws IOException {
        return RealProcess.start(
                new PhoenixJar(folder)
                        .command(
                                "loadgen",
                                "processes",
                                "--profile",
                                profile,
                                "--count",
                                count,
                                "--duration",
                                "1h",
                                "--folder",
                                folder.toString()),
                folder,
                Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"realistic", "high-cardinality", "churn"})
    void noProcessRemainsWhenTheLoadIsKilled(String profile) throws Exception {
        try (RealProcess load = processes(profile, "30")) {
            awaitLiving(30, Long.MAX_VALUE);
            load.kill();
            load.awaitExit(PhoenixJar.LIMIT);
            awaitLiving(0, 0);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**phoenix-loadgen*");
    }

    @Test
    void noProcessRemainsAfterSigtermAndCtrlC() throws Exception {
        try (RealProcess load = processes("churn", "10");
                RealProcess other = processes("realistic", "20")) {
            awaitLiving(30, Long.MAX_VALUE);
            PhoenixJar.interrupt(load);
            assertThat(load.awaitExit(PhoenixJar.LIMIT)).isEqualTo(130);
            assertThat(load.out()).contains("all have ended");
            other.terminate();
            assertThat(other.awaitExit(PhoenixJar.LIMIT)).isEqualTo(143);
            awaitLiving(0, 0);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**phoenix-loadgen*");
        assertThat(Files.isDirectory(folder)).isTrue();
    }
}
