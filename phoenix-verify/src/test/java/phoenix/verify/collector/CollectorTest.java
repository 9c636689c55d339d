package phoenix.verify.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;
import phoenix.verify.run.PhoenixJar;

/** {@code phoenix collector} as its user runs it, in place of otelcol. */
class CollectorTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("Everything is ready");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    private RealProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PhoenixJar.JAR.toString(),
                "collector"));
        command.addAll(List.of(arguments));
        return RealProcess.start(command, folder, Map.of());
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static String configuration(int health, int own, int page) {
        return """
            extensions:
              health_check: {endpoint: "127.0.0.1:%d"}
            receivers:
              host_metrics: {collection_interval: 1s, initial_delay: 0s, scrapers: {load: , memory: }}
            processors:
              batch: {timeout: 100ms}
            exporters:
              nop:
              prometheus: {endpoint: "127.0.0.1:%d"}
            connectors:
              forward:
            service:
              extensions: [health_check]
              telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}}
              pipelines:
                metrics/in: {receivers: [host_metrics], exporters: [forward, nop]}
                metrics/out: {receivers: [forward], processors: [batch], exporters: [prometheus]}
            """.formatted(health, page, own);
    }

    @Test
    void runsReloadsAndEndsAsOtelcolDoes() throws Exception {
        int health = FreePort.any();
        int own = FreePort.any();
        int page = FreePort.any();
        int otherPage = FreePort.any();
        Path file = Files.writeString(folder.resolve("c.yaml"), configuration(health, own, page));
        try (RealProcess collector = start("--config", "c.yaml")) {
            collector.await(READY, LIMIT);
            assertThat(get(health, "/")).startsWith("200 {\"status\":\"Server available\",\"upSince\":\"");
            awaitPage(page, "system_memory_usage_bytes");
            assertThat(get(own, "/metrics"))
                    .contains("otelcol_receiver_accepted_metric_points{receiver=\"host_metrics\",transport=\"\"} ")
                    .contains("otelcol_exporter_sent_metric_points{exporter=\"prometheus\"} ")
                    .contains("otelcol_process_uptime ");

            Files.writeString(file, "receivers: [");
            hangUp(collector);
            collector.await(Pattern.compile("the old one goes on"), LIMIT);
            assertThat(collector.err()).contains("c.yaml:1:");
            assertThat(get(page, "/metrics")).startsWith("200 ");

            Files.writeString(file, configuration(health, own, otherPage));
            hangUp(collector);
            collector.await(Pattern.compile("The new configuration is at work"), LIMIT);
            awaitPage(otherPage, "system_memory_usage_bytes");
            assertThat(get(health, "/")).startsWith("200 ");

            collector.terminate();
            assertThat(collector.awaitExit(LIMIT)).isZero();
            assertThat(collector.err()).contains("Shutdown complete");
        }
    }

    @Test
    void aReloadLosesNoPointThatWasAccepted() throws Exception {
        int port = FreePort.any();
        String configuration = """
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            processors: {batch: {timeout: 50ms}}
            exporters: {file: {path: out.json}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [file]}}
            """.formatted(port);
        Path file = Files.writeString(folder.resolve("c.yaml"), configuration);
        try (RealProcess collector = start("--config", "c.yaml")) {
            collector.await(READY, LIMIT);
            Sender sender = new Sender(port);
            Thread sending = Thread.ofVirtual().start(sender);
            for (int i = 1; i <= 3; i++) {
                Files.writeString(file, configuration.replace("50ms", (50 + i) + "ms"));
                hangUp(collector);
                collector.await(Pattern.compile("(The new configuration is at work[^$]*){" + i + "}"), LIMIT);
                sender.awaitMore(20);
            }
            sender.stop = true;
            sending.join();
            collector.terminate();
            assertThat(collector.awaitExit(LIMIT)).isZero();
            assertThat(sender.refused.get()).as("the receiver stayed as it was").isZero();
            String written = Files.readString(folder.resolve("out.json"));
            assertThat(Pattern.compile("\"timeUnixNano\"")
                            .matcher(written)
                            .results()
                            .count())
                    .isEqualTo(sender.accepted.get());
        }
    }

    @Test
    void anExporterThatAReloadReplacesStillSendsWhatItHolds() throws Exception {
        int port = FreePort.any();
        CountDownLatch mayAnswer = new CountDownLatch(1);
        AtomicLong arrived = new AtomicLong();
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            awaitQuietly(mayAnswer);
            arrived.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        backend.start();
        String configuration = """
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            exporters: {otlp_http: {endpoint: "http://127.0.0.1:%d", sending_queue: {num_consumers: 1}}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}
            """.formatted(port, backend.getAddress().getPort());
        Path file = Files.writeString(folder.resolve("c.yaml"), configuration);
        try (RealProcess collector = start("--config", "c.yaml")) {
            collector.await(READY, LIMIT);
            Sender sender = new Sender(port);
            for (int i = 0; i < 20; i++) {
                sender.sendOne();
            }
            Files.writeString(file, configuration.replace("num_consumers: 1", "num_consumers: 2"));
            hangUp(collector);
            collector.await(Pattern.compile("The new configuration is at work"), LIMIT);
            collector.terminate();
            collector.await(Pattern.compile("Starting shutdown"), LIMIT);
            mayAnswer.countDown();
            assertThat(collector.awaitExit(LIMIT)).isZero();
            assertThat(arrived.get()).isEqualTo(sender.accepted.get()).isEqualTo(20);
        } finally {
            backend.stop(0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one point after the other, and counts the answers. */
    private final class Sender implements Runnable {
        private static final String POINT = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[
            {"timeUnixNano":"1700000000000000000","asDouble":1.5}]}}]}]}]}\
            """;

        private final HttpRequest request;
        final AtomicLong accepted = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        volatile boolean stop;

        Sender(int port) {
            request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(POINT))
                    .build();
        }

        @Override
        public void run() {
            while (!stop) {
                try {
                    sendOne();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        void sendOne() throws InterruptedException {
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                (status == 200 ? accepted : refused).incrementAndGet();
            } catch (IOException e) {
                refused.incrementAndGet();
            }
        }

        void awaitMore(long points) {
            long until = accepted.get() + points;
            long end = System.nanoTime() + LIMIT.toNanos();
            while (accepted.get() < until && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    /** A page fills when its first batch arrives. */
    private void awaitPage(int port, String metric) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!get(port, "/metrics").contains(metric)) {
            assertThat(System.nanoTime()).as("%s on port %d", metric, port).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void hangUp(RealProcess process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aConfigurationThatCannotRunEndsItWithOne() throws Exception {
        Files.writeString(folder.resolve("c.yaml"), """
            receivers: {host_metrics: {scrapers: {load: }, colection_interval: 1s}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [host_metrics], exporters: [nop]}}}
            """);
        try (RealProcess collector = start("--config", "c.yaml")) {
            assertThat(collector.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(collector.err()).contains("c.yaml:1:", "colection_interval", "collection_interval");
        }
    }

    @Test
    void pipelinesOfOtherSignalsAreRefusedWithAWayOut() throws Exception {
        Files.writeString(folder.resolve("c.yaml"), """
            receivers: {host_metrics: {scrapers: {load: }}}
            exporters: {nop: }
            service:
              telemetry: {metrics: {level: none}}
              pipelines:
                metrics: {receivers: [host_metrics], exporters: [nop]}
                traces: {receivers: [host_metrics], exporters: [nop]}
            """);
        try (RealProcess collector = start("--config", "c.yaml")) {
            assertThat(collector.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(collector.err()).contains("c.yaml:7:", "traces", "otelcol");
        }
    }

    @Test
    void validatesAndTakesTheOptionsOfOtelcol() throws Exception {
        Files.writeString(folder.resolve("good.yaml"), configuration(1, 2, 3));
        Files.writeString(folder.resolve("bad.yaml"), configuration(1, 2, 3).replace("[host_metrics]", "[nobody]"));
        try (RealProcess good = start("validate", "--config", "good.yaml", "--feature-gates=-a.b,c.d")) {
            assertThat(good.awaitExit(LIMIT)).isZero();
            assertThat(good.err()).contains("--feature-gates has no effect here: -a.b,c.d");
        }
        try (RealProcess bad = start("validate", "--config", "bad.yaml")) {
            assertThat(bad.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(bad.err()).contains("bad.yaml:", "nobody");
        }
        try (RealProcess unknown = start("validat", "--config", "good.yaml")) {
            assertThat(unknown.awaitExit(LIMIT)).isEqualTo(2);
            assertThat(unknown.err()).contains("validat");
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        int own = FreePort.any();
        int page = FreePort.any();
        Files.writeString(folder.resolve("c.yaml"), configuration(page, own, page));
        try (RealProcess collector = start("--config", "c.yaml")) {
            assertThat(collector.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(collector.err()).contains("cannot listen on 127.0.0.1:" + page);
        }
    }
}
