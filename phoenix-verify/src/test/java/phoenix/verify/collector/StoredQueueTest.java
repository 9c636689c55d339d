package phoenix.verify.collector;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;
import phoenix.verify.run.PhoenixJar;

/** {@code phoenix collector} with its queue on disk: every point that it accepted arrives, whatever ends it in between. */
class StoredQueueTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("Everything is ready");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final PointSender sender = new PointSender();
    private int intake;
    private int backendPort;
    private int own;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    @BeforeEach
    void prepare() throws IOException {
        intake = FreePort.any();
        backendPort = FreePort.any();
        own = FreePort.any();
        Files.createDirectory(folder.resolve("queue"));
        write("queue_size: 100000");
    }

    private void write(String queue) throws IOException {
        Files.writeString(folder.resolve("c.yaml"), """
            extensions: {file_storage: {directory: queue}}
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            exporters:
              otlp_http/backend:
                endpoint: "http://127.0.0.1:%d"
                compression: none
                sending_queue: {storage: file_storage, num_consumers: 2, %s}
                retry_on_failure: {initial_interval: 100ms, max_interval: 200ms, max_elapsed_time: 0s}
            service:
              extensions: [file_storage]
              telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}}
              pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http/backend]}}
            """.formatted(intake, backendPort, queue, own));
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PhoenixJar.JAR.toString(),
                "collector",
                "--config",
                "c.yaml");
    }

    private RealProcess start() throws IOException, InterruptedException {
        RealProcess collector = RealProcess.start(command(), folder, Map.of());
        collector.await(READY, LIMIT);
        return collector;
    }

    private Thread sending(Set<RealProcess> until) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted() && !until.isEmpty()) {
                    sender.send(intake, 0);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Sends from several clients until {@code points} more are accepted, and kills the collector in the middle. */
    private void killUnderLoad(RealProcess collector, int points) throws InterruptedException {
        Set<RealProcess> running = java.util.concurrent.ConcurrentHashMap.newKeySet();
        running.add(collector);
        List<Thread> clients = Stream.generate(() -> sending(running)).limit(4).toList();
        int until = sender.accepted().size() + points;
        awaitThat(() -> sender.accepted().size() >= until);
        collector.kill();
        collector.awaitExit(LIMIT);
        running.clear();
        for (Thread thread : clients) {
            thread.join();
        }
    }

    private static void awaitThat(Condition what) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!what.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private long metric(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + own + "/metrics"))
                .timeout(LIMIT)
                .build();
        String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher line = Pattern.compile("(?m)^" + name + "\\{[^}]*} (\\d+)$").matcher(page);
        assertThat(line.find()).as("%s in %s", name, page).isTrue();
        return Long.parseLong(line.group(1));
    }

    private List<Path> requestFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("queue"))) {
            return files.filter(file -> file.toString().endsWith(".requests"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void killedAgainAndAgainItLosesNothingThatWasAccepted() throws Exception {
        try (RealProcess collector = start()) {
            killUnderLoad(collector, 200);
        }
        try (RealProcess collector = start()) {
            assertThat(collector.err()).contains("points from before are sent first");
            killUnderLoad(collector, 200);
        }
        try (Backend backend = new Backend(backendPort)) {
            try (RealProcess collector = start()) {
                killUnderLoad(collector, 200); // while it sends what it has
            }
            try (RealProcess collector = start()) {
                backend.await(sender.accepted(), LIMIT);
                awaitThat(() -> queueSize() == 0);
                assertThat(sender.attempted()).as("nothing is made up").containsAll(backend.values());
                assertThat(backend.points() - backend.values().size())
                        .as("what was under way is sent twice, and no more")
                        .isLessThan(50);
                collector.terminate();
                assertThat(collector.awaitExit(LIMIT)).isZero();
            }
        }
        assertThat(requestFiles()).as("files of what is sent are gone").isEmpty();
    }

    private long queueSize() {
        try {
            return metric("otelcol_exporter_queue_size");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNormalEndKeepsWhatIsNotSent() throws Exception {
        try (RealProcess collector = start()) {
            for (int i = 0; i < 50; i++) {
                assertThat(sender.send(intake, 0)).isEqualTo(200);
            }
            assertThat(metric("otelcol_exporter_queue_size")).isEqualTo(50);
            assertThat(metric("otelcol_exporter_queue_capacity")).isEqualTo(100_000);
            assertThat(metric("phoenix_exporter_queue_disk_bytes")).isPositive();
            collector.terminate();
            assertThat(collector.awaitExit(LIMIT)).isZero();
        }
        try (Backend backend = new Backend(backendPort);
                RealProcess collector = start()) {
            assertThat(collector.err()).contains("50 requests with 50 points from before are sent first");
            backend.await(sender.accepted(), LIMIT);
            assertThat(backend.points()).as("a normal end sends nothing twice").isEqualTo(50);
        }
    }

    @Test
    void aTornLastRequestIsCutOffAndCostsNoOther() throws Exception {
        try (RealProcess collector = start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(sender.send(intake, 0)).isEqualTo(200);
            }
            collector.kill();
            collector.awaitExit(LIMIT);
        }
        Path file = requestFiles().getLast();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

        Set<Long> whole = new TreeSet<>(sender.accepted());
        whole.remove(20L);
        try (Backend backend = new Backend(backendPort);
                RealProcess collector = start()) {
            backend.await(whole, LIMIT);
            assertThat(collector.err()).contains("was not written to its end", "is cut off");
            assertThat(backend.values()).doesNotContain(20L);
            assertThat(metric("phoenix_exporter_queue_disk_bytes")).isNotNegative();
        }
    }

    /** A limit on the size of files stands for a disk that is full. */
    @Test
    void aFullDiskRefusesKeepsSendingAndRecovers() throws Exception {
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 80; exec \"$@\"", "sh"));
        limited.addAll(command());
        try (RealProcess collector = RealProcess.start(limited, folder, Map.of())) {
            collector.await(READY, LIMIT);
            int status = 200;
            for (int i = 0; i < 1000 && status == 200; i++) {
                status = sender.send(intake, 1000);
            }
            assertThat(status).as("the sender is told to try again").isEqualTo(503);
            assertThat(sender.accepted()).hasSizeGreaterThan(10);
            assertThat(metric("otelcol_exporter_enqueue_failed_metric_points")).isEqualTo(1);
            assertThat(collector.err()).contains("the queue on disk cannot be written");

            try (Backend backend = new Backend(backendPort)) {
                backend.await(sender.accepted(), LIMIT);
                awaitThat(() -> sender.send(intake, 1000) == 200);
                backend.await(sender.accepted(), LIMIT);
                awaitThat(() -> queueSize() == 0);
            }
            collector.terminate();
            assertThat(collector.awaitExit(LIMIT)).isZero();
        }
    }

    @Test
    void aSecondProcessOnTheSameFilesIsRefused() throws Exception {
        try (RealProcess collector = start()) {
            intake = FreePort.any();
            own = FreePort.any();
            write("queue_size: 10");
            try (RealProcess second = RealProcess.start(command(), folder, Map.of())) {
                assertThat(second.awaitExit(LIMIT)).isEqualTo(1);
                assertThat(second.err()).contains("is in use by process " + collector.pid(), "another directory");
            }
        }
    }

    @Test
    void aMissingDirectoryIsRefusedWithTheWayOut() throws Exception {
        Files.delete(folder.resolve("queue"));
        try (RealProcess collector = RealProcess.start(command(), folder, Map.of())) {
            assertThat(collector.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(collector.err())
                    .contains("file_storage: the directory", "does not exist", "create_directory: true");
        }
    }

    @Test
    void aReloadHandsTheQueueOver() throws Exception {
        try (RealProcess collector = start()) {
            Set<RealProcess> running = java.util.concurrent.ConcurrentHashMap.newKeySet();
            running.add(collector);
            Thread client = sending(running);
            for (int i = 1; i <= 3; i++) {
                int until = sender.accepted().size() + 30;
                awaitThat(() -> sender.accepted().size() >= until);
                write("queue_size: " + (100_000 + i));
                hangUp(collector);
                collector.await(Pattern.compile("(The new configuration is at work[^$]*){" + i + "}"), LIMIT);
            }
            try (Backend backend = new Backend(backendPort)) {
                awaitThat(() -> !backend.values().isEmpty());
                write("queue_size: 200000"); // and once more while it sends
                hangUp(collector);
                collector.await(Pattern.compile("(The new configuration is at work[^$]*){4}"), LIMIT);
                running.clear();
                client.join();
                assertThat(sender.accepted())
                        .as("the receiver stayed as it was")
                        .isEqualTo(sender.attempted());
                backend.await(sender.accepted(), LIMIT);
                awaitThat(() -> queueSize() == 0);
                assertThat(backend.points())
                        .as("nothing is sent twice")
                        .isEqualTo(sender.accepted().size());
                assertThat(metric("otelcol_exporter_queue_capacity")).isEqualTo(200_000);
            }
        }
    }

    private static void hangUp(RealProcess process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
