package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.found;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.TimeWindow;

/**
 * Prints what the embedded store takes and how fast it is; runs only when named:
 * {@code mvn -B -pl phoenix-app -am test -Dtest=StoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false}. Results with their
 * date are in {@code docs/benchmarks.md}. No time is asserted.
 */
@SuppressWarnings("try") // closed early, to measure what comes after
class StoreBenchmark {
    private static final long DAY_MILLIS = 86_400_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final PrintStream OUT = System.out;

    private long cpuBefore;

    @TempDir
    Path directory;

    private EmbeddedStore store() {
        return new EmbeddedStore(directory.resolve("store"), InstantSource.system(), Runnable::run);
    }

    @Test
    void a_day_of_ten_thousand_series() throws IOException {
        measure(10_000, 10_000, DAY_MILLIS);
    }

    @Test
    void a_quickstart_of_three_thousand_series_each_second() throws IOException {
        measure(3_000, 1_000, 90_000);
    }

    private void measure(int series, long intervalMillis, long durationMillis) throws IOException {
        long start = 1_790_000_000_000L;
        var load = new HostLikeLoad(series, intervalMillis, start, 42);
        long samples;
        try (var writer = found(store().record(RecordingSettings.ofRun("bench")))) {
            cpuBefore = THREADS.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            samples = write(writer, load, durationMillis / intervalMillis);
            writer.close();
            report(series + " series: ingest", samples, System.nanoTime() - began);
            assertThat(writer.status().drops().samples()).isZero();
        }
        long bytes = new RunFolder(directory.resolve("store").resolve("bench"), "bench").bytes();
        OUT.printf(Locale.ROOT, "%d samples, %d bytes: %.3f bytes/sample%n", samples, bytes, (double) bytes / samples);
        long opened = System.nanoTime();
        var reader = found(store().open("bench"));
        assertThat(found(reader.usage()).samples()).isEqualTo(samples);
        report("open, inventory", samples, System.nanoTime() - opened);
        var window = new TimeWindow(start, start + durationMillis);
        for (int round = 0; round < 4; round++) {
            long began = System.nanoTime();
            double[] sums = new double[1];
            var scan = found(reader.scan(window, entry -> true, (id, times, values, from, to) -> {
                for (int i = from; i < to; i++) {
                    sums[0] += values[i];
                }
            }));
            report("scan, sum", scan.samples(), System.nanoTime() - began);
            for (long bucketMillis : new long[] {intervalMillis, 60_000}) {
                began = System.nanoTime();
                double[] difference = new double[1];
                long seen = analyse(reader, window, bucketMillis, difference);
                report("both variants in buckets of " + bucketMillis + " ms", seen, System.nanoTime() - began);
            }
        }
    }

    private static long analyse(RunReader reader, TimeWindow window, long bucketMillis, double[] difference) {
        long samples = 0;
        for (var variant : Variant.values()) {
            double sign = variant == Variant.BASELINE ? 1 : -1;
            samples += found(reader.buckets(
                            window,
                            bucketMillis,
                            entry -> entry.variant() == variant,
                            (id, at, bucket) -> difference[0] += sign * bucket.mean()))
                    .samples();
        }
        return samples;
    }

    private static long write(RunWriter writer, HostLikeLoad load, long steps) {
        var ids = new int[load.series];
        for (int i = 0; i < load.series; i++) {
            ids[i] = writer.series(load.variant(i), load.identity(i));
        }
        long samples = 0;
        for (long step = 0; step < steps; step++) {
            load.advance();
            for (int i = 0; i < load.series; i++) {
                double value = load.value(i);
                if (load.isPresent(i)) {
                    writer.append(ids[i], load.timeMillis(i), value);
                    samples++;
                }
            }
            writer.commit();
        }
        return samples;
    }

    private void report(String what, long samples, long nanos) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        OUT.printf(
                Locale.ROOT,
                "%-45s %8.0f ms wall %8.0f ms CPU %8.2f M samples per CPU second%n",
                what,
                nanos / 1e6,
                (cpu - cpuBefore) / 1e6,
                samples * 1e3 / (cpu - cpuBefore));
        cpuBefore = cpu;
    }

    /**
     * The same 50 minutes of 4,000 series every 5 s in this store and as blocks of a real Prometheus, which scrapes them with
     * their times. They are recent, because Prometheus takes nothing that is an hour older than its newest sample.
     */
    @Test
    void the_same_samples_in_prometheus() throws Exception {
        var binary = System.getenv("PHOENIX_PROMETHEUS");
        Assumptions.assumeTrue(binary != null, "set PHOENIX_PROMETHEUS to a prometheus binary to compare with it");
        int series = 4_000;
        int steps = 600;
        long start = System.currentTimeMillis() - 55 * 60_000;
        try (var writer = found(store().record(RecordingSettings.ofRun("bench")))) {
            long samples = write(writer, new HostLikeLoad(series, 5_000, start, 42), steps);
            writer.close();
            long bytes = new RunFolder(directory.resolve("store").resolve("bench"), "bench").bytes();
            OUT.printf(Locale.ROOT, "phoenix: %d samples, %.3f bytes/sample%n", samples, (double) bytes / samples);
        }
        var pages = new Pages(new HostLikeLoad(series, 5_000, start, 42), steps);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            var page = pages.next().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/openmetrics-text; version=1.0.0");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
        try {
            scrape(binary, server.getAddress().getPort(), pages);
        } finally {
            server.stop(0);
        }
    }

    /** Collections as text, a few at a time. */
    private static final class Pages {
        private static final int STEPS_PER_PAGE = 20;
        private final HostLikeLoad load;
        private final CountDownLatch left;
        private int stepsLeft;

        Pages(HostLikeLoad load, int steps) {
            this.load = load;
            this.stepsLeft = steps;
            // One more, so that the last page has been taken in when the next is asked for.
            this.left = new CountDownLatch(steps / STEPS_PER_PAGE + 1);
        }

        synchronized String next() {
            var page = new StringBuilder(1 << 20);
            for (int i = 0; i < STEPS_PER_PAGE && stepsLeft > 0; i++, stepsLeft--) {
                load.advance();
                for (int s = 0; s < load.series; s++) {
                    double value = load.value(s);
                    if (load.isPresent(s)) {
                        var prometheus = load.prometheus(s);
                        var labels = prometheus.labels().toString();
                        page.append(prometheus.name()).append(labels, 0, labels.length() - 1);
                        page.append(",variant=\"")
                                .append(load.variant(s).label())
                                .append("\"} ");
                        page.append(value)
                                .append(' ')
                                .append(load.timeMillis(s) / 1000.0)
                                .append('\n');
                    }
                }
            }
            left.countDown();
            return page.append("# EOF\n").toString();
        }
    }

    private void scrape(String binary, int port, Pages pages) throws IOException, InterruptedException {
        var config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
            scrape_configs:
              - job_name: bench
                scrape_interval: 5s
                scrape_timeout: 5s
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """.formatted(port));
        var data = directory.resolve("prometheus");
        int listen = freePort();
        var prometheus = new ProcessBuilder(
                        binary,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        "--web.enable-admin-api",
                        "--web.listen-address=127.0.0.1:" + listen)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        try {
            assertThat(pages.left.await(10, TimeUnit.MINUTES)).isTrue();
            var snapshot = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + listen + "/api/v1/admin/tsdb/snapshot"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            try (var client = HttpClient.newHttpClient()) {
                assertThat(client.send(snapshot, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains("success");
            }
            reportBlocks(data.resolve("snapshots"));
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    private static void reportBlocks(Path snapshots) throws IOException {
        var samples = Pattern.compile("\"numSamples\": ?(\\d+)");
        var files = new ArrayList<Path>();
        try (var all = Files.walk(snapshots)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (var meta : files) {
            if (!meta.endsWith("meta.json")) {
                continue;
            }
            long bytes = 0;
            for (var file : files) {
                bytes += file.startsWith(meta.getParent()) ? Files.size(file) : 0;
            }
            var count = samples.matcher(Files.readString(meta));
            assertThat(count.find()).isTrue();
            long n = Long.parseLong(count.group(1));
            OUT.printf(Locale.ROOT, "prometheus block: %d samples, %.3f bytes/sample%n", n, (double) bytes / n);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
