package phoenix.verify.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;
import phoenix.verify.run.PhoenixJar;

/**
 * SIGHUP while a sender goes on and the backend is away. The Collector ends all it runs before it begins anew: it refuses
 * connections meanwhile, and drops what its exporters hold unless the backend takes it there and then. Here every point
 * that was accepted arrives once.
 */
class ReloadTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("Everything is ready");

    @TempDir
    private Path folder;

    private final int intake = FreePort.any();
    private final int own = FreePort.any();
    private final int page = FreePort.any();
    private final int health = FreePort.any();
    private final PointSender sender = new PointSender();

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    /** What a reload is to change. */
    private record Settings(int bodyBytes, int batchMillis, int consumers, String path) {
        Settings() {
            this(1_000_000, 20, 2, "/health");
        }
    }

    private void write(int backendPort, Settings settings) throws IOException {
        Files.writeString(folder.resolve("c.yaml"), """
            extensions: {health_check: {endpoint: "127.0.0.1:%d", path: %s}}
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d", max_request_body_size: %d}}}}
            processors: {batch: {timeout: %dms}}
            exporters:
              prometheus: {endpoint: "127.0.0.1:%d", namespace: n%d}
              otlp_http:
                endpoint: "http://127.0.0.1:%d"
                compression: none
                sending_queue: {num_consumers: %d}
                retry_on_failure: {initial_interval: 100ms, max_interval: 300ms}
            service:
              extensions: [health_check]
              telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}}
              pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [otlp_http, prometheus]}}
            """.formatted(
                        health,
                        settings.path,
                        intake,
                        settings.bodyBytes,
                        settings.batchMillis,
                        page,
                        settings.consumers,
                        backendPort,
                        settings.consumers,
                        own));
    }

    private RealProcess start() throws IOException, InterruptedException {
        RealProcess collector = RealProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        PhoenixJar.JAR.toString(),
                        "collector",
                        "--config",
                        "c.yaml"),
                folder,
                Map.of());
        collector.await(READY, LIMIT);
        return collector;
    }

    private static void reload(RealProcess collector, int times) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(collector.pid()))
                .start()
                .waitFor();
        collector.await(Pattern.compile("(The new configuration is at work[^$]*){" + times + "}"), LIMIT);
    }

    private static void awaitThat(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void awaitMore(int points) {
        int until = sender.accepted().size() + points;
        awaitThat("points go on", () -> sender.accepted().size() >= until);
    }

    private String ownPage() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + own + "/metrics"))
                                    .timeout(LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Connects again and again, and counts where nobody listens. */
    private static final class Knocker implements Runnable {
        private final List<Integer> ports;
        private final AtomicLong refused = new AtomicLong();
        private volatile boolean stop;

        Knocker(List<Integer> ports) {
            this.ports = ports;
        }

        @Override
        public void run() {
            while (!stop) {
                for (int port : ports) {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        socket.setSoLinger(true, 0); // no connection is left waiting
                    } catch (IOException e) {
                        refused.incrementAndGet();
                    }
                }
            }
        }
    }

    private Thread sending(BooleanSupplier goesOn) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (goesOn.getAsBoolean()) {
                    sender.send(intake, 0);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void everyPointArrivesOnceThoughTheBackendIsAwayWhileAllIsReplaced() throws Exception {
        try (Backend backend = new Backend(FreePort.any())) {
            List<Settings> changes = new ArrayList<>();
            changes.add(new Settings(1_000_000, 20, 3, "/health"));
            changes.add(new Settings(1_000_000, 30, 4, "/health"));
            changes.add(new Settings(2_000_000, 30, 5, "/other"));
            changes.add(new Settings(3_000_000, 40, 6, "/"));
            write(backend.port(), new Settings());
            try (RealProcess collector = start()) {
                AtomicLong stop = new AtomicLong();
                Thread sending = sending(() -> stop.get() == 0);
                Knocker knocker = new Knocker(List.of(intake, own, page, health));
                Thread knocking = Thread.ofVirtual().start(knocker);
                awaitMore(20);
                backend.setDown(true);
                int times = 0;
                for (Settings change : changes) {
                    awaitMore(20);
                    write(backend.port(), change);
                    reload(collector, ++times);
                }
                awaitMore(20);
                long away = backend.turnedAway();
                awaitThat("attempts go on", () -> backend.turnedAway() > away + 50);
                assertThat(backend.points())
                        .as("sent while the backend is away")
                        .isLessThan(sender.accepted().size());
                assertThat(ownPage())
                        .containsPattern("phoenix_exporter_replaced_queue_size\\{exporter=\"otlp_http\"} [1-9]");
                backend.setDown(false);
                awaitMore(20);
                stop.set(1);
                sending.join();
                knocker.stop = true;
                knocking.join();
                backend.await(sender.accepted(), LIMIT);
                assertThat(backend.points())
                        .as("each once")
                        .isEqualTo(backend.values().size());
                assertThat(knocker.refused.get()).as("connections refused").isZero();
                awaitThat("the replaced ones end", () -> {
                    try {
                        return ownPage().contains("phoenix_exporter_replaced_queue_size{exporter=\"otlp_http\"} 0\n");
                    } catch (IOException | InterruptedException e) {
                        return false;
                    }
                });
                collector.terminate();
                assertThat(collector.awaitExit(LIMIT)).isZero();
            }
        }
    }

    @Test
    void theEndOfTheProcessEndsTheReplacedExportersToo() throws Exception {
        try (Backend backend = new Backend(FreePort.any())) {
            backend.setDown(true);
            write(backend.port(), new Settings());
            try (RealProcess collector = start()) {
                for (int i = 0; i < 5; i++) {
                    assertThat(sender.send(intake, 0)).isEqualTo(200);
                }
                awaitThat("an attempt", () -> backend.turnedAway() > 0);
                write(backend.port(), new Settings(1_000_000, 20, 3, "/health"));
                reload(collector, 1);
                collector.terminate();
                assertThat(collector.awaitExit(LIMIT)).isZero();
                assertThat(collector.err()).contains("points dropped: ", "(shutting down)");
            }
        }
    }

    @Test
    void aConfigurationThatDoesNotStartChangesNothing() throws Exception {
        try (Backend backend = new Backend(FreePort.any());
                java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(backend.port(), new Settings());
            try (RealProcess collector = start()) {
                AtomicLong stop = new AtomicLong();
                Thread sending = sending(() -> stop.get() == 0);
                awaitMore(10);
                write(backend.port(), new Settings(2_000_000, 30, 3, "/other"));
                Path file = folder.resolve("c.yaml");
                Files.writeString(
                        file,
                        Files.readString(file).replace("127.0.0.1:" + health, "127.0.0.1:" + taken.getLocalPort()));
                new ProcessBuilder("kill", "-HUP", Long.toString(collector.pid()))
                        .start()
                        .waitFor();
                collector.await(Pattern.compile("does not start; the old one goes on: .*cannot listen on"), LIMIT);
                awaitMore(10);
                write(backend.port(), new Settings(3_000_000, 40, 4, "/"));
                reload(collector, 1);
                awaitMore(10);
                stop.set(1);
                sending.join();
                collector.terminate();
                assertThat(collector.awaitExit(LIMIT)).isZero();
                backend.await(sender.accepted(), LIMIT);
                assertThat(backend.points()).isEqualTo(backend.values().size());
            }
        }
    }
}
