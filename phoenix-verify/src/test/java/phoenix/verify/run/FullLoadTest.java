package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;

/**
 * {@code phoenix collector} as fast as its senders can: no point lost, counts of input and output that agree, memory that does
 * not grow. {@code -Dphoenix.load=PT10M} loads it for ten minutes.
 */
class FullLoadTest {
    private static final Duration LOAD = Duration.parse(System.getProperty("phoenix.load", "PT15S"));
    private static final int HEAP_MB = 160;
    /** What a Java process has beside its heap: code, classes, stacks, buffers. */
    private static final int BESIDE_HEAP_MB = 190;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Long> residentMb = new ArrayList<>();

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    @Test
    void nothingIsLostAndMemoryStaysFlat() throws Exception {
        int port = FreePort.any();
        int own = FreePort.any();
        int page = FreePort.any();
        PhoenixJar jar = new PhoenixJar(folder);
        try (RealProcess sink = RealProcess.start(
                jar.command("sink", "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"), folder, Map.of())) {
            String backend = sink.await(Pattern.compile("gRPC on 127\\.0\\.0\\.1:\\d+"), PhoenixJar.LIMIT);
            jar.write("c.yaml", """
                receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}}
                processors: {batch: {timeout: 200ms}}
                exporters:
                  otlp_grpc:
                    endpoint: %s
                    tls: {insecure: true}
                    headers: {api-key: any}
                    sending_queue: {queue_size: 100, block_on_overflow: true}
                  prometheus: {endpoint: "127.0.0.1:%d", resource_to_telemetry_conversion: {enabled: true}}
                service:
                  telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}}
                  pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [otlp_grpc, prometheus]}}
                """.formatted(port, backend.substring("gRPC on ".length()), page, own));
            try (RealProcess collector = RealProcess.start(collector(), folder, Map.of())) {
                collector.await(Pattern.compile("Everything is ready"), PhoenixJar.LIMIT);
                long sent = load(jar, port, page, collector);
                awaitSent(own, sent);
                String counts = get(own);
                assertThat(count(counts, "otelcol_receiver_accepted_metric_points{"))
                        .isEqualTo(sent);
                assertThat(counts).doesNotContainPattern("otelcol_exporter_send_failed_metric_points\\S* [1-9]");
                assertThat(counts).doesNotContainPattern("otelcol_exporter_enqueue_failed_metric_points\\S* [1-9]");
                collector.terminate();
                assertThat(collector.awaitExit(PhoenixJar.LIMIT)).isZero();
                PhoenixJar.interrupt(sink);
                sink.awaitExit(PhoenixJar.LIMIT);
                assertThat(sink.out()).containsPattern("grpc +requests \\d+  points " + sent + " ");
            }
        }
        assertThat(residentMb.getLast()).as("MB at each look: %s", residentMb).isLessThan(HEAP_MB + BESIDE_HEAP_MB);
    }

    private List<String> collector() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MB + "m",
                "-jar",
                PhoenixJar.JAR.toString(),
                "collector",
                "--config",
                "c.yaml");
    }

    /** Sends until the time is up, scraping the page meanwhile; returns the points that were accepted, which is all. */
    private long load(PhoenixJar jar, int port, int page, RealProcess collector) throws Exception {
        try (RealProcess load = RealProcess.start(
                jar.command(
                        "loadgen",
                        "otlp",
                        "--endpoint",
                        "127.0.0.1:" + port,
                        "--points-per-second",
                        "0",
                        "--connections",
                        "3",
                        "--duration",
                        LOAD.toSeconds() + "s",
                        "--output",
                        "json"),
                folder,
                Map.of())) {
            CountDownLatch never = new CountDownLatch(1);
            while (load.isAlive()) {
                get(page);
                residentMb.add(residentMb(collector.pid()));
                // The pace of a scrape; nothing depends on it.
                assertThat(never.await(1, TimeUnit.SECONDS)).isFalse();
            }
            assertThat(load.awaitExit(PhoenixJar.LIMIT))
                    .as(load.out() + load.err())
                    .isZero();
            Matcher accepted = Pattern.compile("\"accepted_points\" : (\\d+)").matcher(load.out());
            assertThat(accepted.find()).as(load.out()).isTrue();
            return Long.parseLong(accepted.group(1));
        }
    }

    private static long residentMb(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** What waits in batch and queue goes out after the last request was accepted. */
    private void awaitSent(int own, long points) throws IOException, InterruptedException {
        long end = System.nanoTime() + PhoenixJar.LIMIT.toNanos();
        String series = "otelcol_exporter_sent_metric_points{exporter=\"otlp_grpc\"";
        while (count(get(own), series) < points) {
            assertThat(System.nanoTime()).as(get(own)).isLessThan(end);
        }
    }

    private static long count(String page, String series) {
        return page.lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private String get(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(PhoenixJar.LIMIT)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
