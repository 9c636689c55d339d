package phoenix.app.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
import phoenix.engine.telemetry.MetricNames;
import phoenix.testkit.Peer;

/**
 * Phoenix's exporters send to a real Collector, which sends on to the stand-in: all points arrive, once, whichever
 * protocol and compression.
 */
@Timeout(120)
class OtelcolConformanceTest {
    private final Bench bench = new Bench();
    private @Nullable Process otelcol;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @AfterEach
    void close() {
        if (otelcol != null) {
            otelcol.destroy();
        }
        bench.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "grpc, gzip, grpc, gzip",
        "grpc, none, http, gzip",
        "http, gzip, grpc, none",
        "http, deflate, http, deflate",
        "http, none, http, none"
    })
    void allPointsPassThroughARealCollector(String in, String inCompression, String out, String outCompression)
            throws Exception {
        Path binary = Peer.OTELCOL.require();
        Sink sink = bench.sink(SinkSettings.DEFAULT.withAccounting(), Map.of("baseline", Bench.anyPort()));
        InetSocketAddress receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        startOtelcol(binary, in, receiver, out, outCompression, sink.address("baseline"));
        Exporter exporter = bench.exporter(
                in,
                Bench.config(receiver) + "compression: " + inCompression
                        + "\nretry_on_failure: {initial_interval: 50ms}\n",
                Delivery.SEND);

        long points = 0;
        for (int i = 1; i <= 20; i++) {
            exporter.consume(Bench.batch(100 * i));
            points += 100L * i;
        }
        exporter.shutdown(Duration.ofSeconds(30));
        long expected = points;
        Bench.await(
                "all points have passed",
                () -> sink.snapshot().variant("baseline").points() >= expected);

        SinkSnapshot.VariantCounts received = sink.snapshot().variant("baseline");
        assertThat(received.points())
                .as("what otelcol said: %s", Files.readString(folder.resolve("otelcol.log")))
                .isEqualTo(expected)
                .isEqualTo(bench.telemetry.get(MetricNames.EXPORTER_SENT));
        assertThat(received.duplicatePoints()).isZero();
        assertThat(received.distinctSeries()).isEqualTo(2000);
        assertThat(received.faults()).isEmpty();
        assertThat(sink.snapshot().refusedRequests()).isEmpty();
    }

    private void startOtelcol(
            Path binary, String in, InetSocketAddress receiver, String out, String compression, InetSocketAddress sink)
            throws Exception {
        Path config = folder.resolve("otelcol.yaml");
        Files.writeString(
                config, """
                    receivers:
                      otlp: {protocols: {%s: {endpoint: "%s"}}}
                    exporters:
                      otlp_%s:
                        endpoint: http://%s
                        compression: %s
                        headers: {api-key: secret-key}
                        tls: {insecure: true}
                    service:
                      telemetry: {metrics: {level: none}}
                      pipelines:
                        metrics: {receivers: [otlp], exporters: [otlp_%s]}
                    """.formatted(in, Bench.address(receiver), out, Bench.address(sink), compression, out));
        Path log = folder.resolve("otelcol.log");
        Process process = new ProcessBuilder(binary.toString(), "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        otelcol = process;
        Bench.await("otelcol is ready", () -> {
            try {
                return Files.readString(log).contains("Everything is ready") || !process.isAlive();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        if (process.waitFor(0, TimeUnit.SECONDS)) {
            throw new AssertionError(Files.readString(log));
        }
    }
}
