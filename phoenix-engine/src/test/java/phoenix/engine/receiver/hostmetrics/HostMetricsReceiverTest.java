package phoenix.engine.receiver.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.TestClock;

/** The receiver's own part: start, ticks, counters, end. Ticks come from the test. */
class HostMetricsReceiverTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private final ComponentTelemetry telemetry = new ComponentTelemetry();
    private final BlockingQueue<MetricBatch> batches = new LinkedBlockingQueue<>();
    private final Ticks ticks = new Ticks();

    /** Keeps the one periodic task and runs it when told to. */
    private static final class Ticks implements Scheduler {
        private final TestClock clock = TestClock.startingAt("2023-11-15T00:00:00Z");
        private final BlockingQueue<Runnable> once = new LinkedBlockingQueue<>();
        private Runnable periodic = () -> {};
        private List<Duration> rhythm = List.of();
        private boolean isCancelled;

        @Override
        public InstantSource clock() {
            return clock;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Task after(Duration delay, Runnable task) {
            once.add(task);
            return () -> once.remove(task);
        }

        @Override
        public Task every(Duration initialDelay, Duration period, Runnable task) {
            periodic = task;
            rhythm = List.of(initialDelay, period);
            return () -> isCancelled = true;
        }
    }

    private Receiver receiver(HostMetricsConfig config) throws StartException {
        ComponentContext context = new ComponentContext(
                "host_metrics/a",
                ticks,
                Thread.ofPlatform().daemon().factory(),
                telemetry,
                Map.of("HOST_ROOT", root.toString()),
                ComponentContext.Delivery.SEND);
        return HostMetricsReceiver.TYPE
                .factory()
                .create(
                        config,
                        batch -> {
                            batches.add(batch);
                            return Outcome.ACCEPTED;
                        },
                        context);
    }

    private HostMetricsConfig config(String scrapers) {
        HostMetricsConfig decoded = HostFixture.decode(scrapers);
        return new HostMetricsConfig(
                Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ZERO, root.toString(), decoded.scrapers());
    }

    private MetricBatch next() throws InterruptedException {
        MetricBatch batch = batches.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(batch).as("a batch within " + LIMIT).isNotNull();
        return batch == null ? MetricBatch.EMPTY : batch;
    }

    @Test
    void eachTickGivesOneBatchAndPointsAreCounted() throws Exception {
        new HostFixture("host", root);
        Receiver receiver = receiver(config("load:\nmemory:\n"));
        receiver.start();
        assertThat(ticks.rhythm).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(7));

        ticks.periodic.run();
        MetricBatch first = next();
        assertThat(first.resourceCount()).isEqualTo(2);
        assertThat(telemetry.get(MetricNames.SCRAPER_SCRAPED)).isEqualTo(first.pointCount());

        receiver.shutdown(LIMIT);
        assertThat(ticks.isCancelled).isTrue();
        assertThat(batches).isEmpty();
    }

    @Test
    void whatIsMissingIsCounted() throws Exception {
        Files.delete(new HostFixture("host", root).proc("loadavg"));
        Receiver receiver = receiver(config("load:\nmemory:\n"));
        receiver.start();
        ticks.periodic.run();
        next();
        receiver.shutdown(LIMIT);
        assertThat(telemetry.get(MetricNames.SCRAPER_ERRORED)).isEqualTo(3);
    }

    @Test
    void aHostThatIsNotThereStopsTheStart() throws Exception {
        Receiver empty = receiver(config("load:\n"));
        assertThatThrownBy(empty::start).isInstanceOf(StartException.class).hasMessageContaining("/proc");
        empty.shutdown(LIMIT);

        HostMetricsConfig nowhere = new HostMetricsConfig(
                LIMIT, LIMIT, LIMIT, root + "/nowhere", config("load:\n").scrapers());
        Receiver lost = receiver(nowhere);
        assertThatThrownBy(lost::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("root_path")
                .hasMessageContaining("nowhere");
    }

    @Test
    void aFaultOfAConsumerIsHandedToTheSupervisorAndTheNextTickScrapes() throws Exception {
        new HostFixture("host", root);
        boolean[] fails = {true};
        ComponentContext context = new ComponentContext(
                "host_metrics",
                ticks,
                Thread.ofPlatform().daemon().factory(),
                telemetry,
                Map.of("HOST_ROOT", root.toString()),
                ComponentContext.Delivery.SEND);
        Receiver receiver = HostMetricsReceiver.TYPE
                .factory()
                .create(
                        config("load:\n"),
                        batch -> {
                            if (fails[0]) {
                                fails[0] = false;
                                throw new IllegalStateException("a bug");
                            }
                            batches.add(batch);
                            return Outcome.ACCEPTED;
                        },
                        context);
        receiver.start();
        ticks.periodic.run();
        Runnable reported = ticks.once.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(reported).isNotNull();
        assertThatThrownBy(() -> {
                    if (reported != null) {
                        reported.run();
                    }
                })
                .hasMessage("a bug");
        // The worker may still be on its way back; a tick while it is busy is dropped, so tick until one is taken.
        MetricBatch batch = null;
        for (int i = 0; batch == null && i < 1000; i++) {
            ticks.periodic.run();
            batch = batches.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(batch).isNotNull();
        receiver.shutdown(LIMIT);
    }

    @Test
    void statfsOfThisHostAgreesWithTheJdk() throws IOException {
        Path here = Path.of("/");
        FileSystemUse.Use use = NativeFileSystemUse.open().at("/".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(use.blocks() * use.blockBytes())
                .isEqualTo(Files.getFileStore(here).getTotalSpace());
        assertThat(use.usedBytes() + use.availableBytes() + use.reservedBytes())
                .isEqualTo(use.blocks() * use.blockBytes());
        byte[] nowhere = (root + "/nowhere").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> NativeFileSystemUse.open().at(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessage("No such file or directory");
    }

    @Test
    void ratiosHaveTheDigitsOfTheCollector() {
        // Values that the Collector itself gave for these numbers.
        assertThat(Ratio.of(694_091_776L, 25_276_510_208L)).isEqualTo(0.02745995275);
        assertThat(Ratio.of(24_219_099_136L, 25_276_510_208L)).isEqualTo(0.95816625542);
        assertThat(Ratio.of(12_608_598_016L, 12_608_598_016L + 85_184_696_320L)).isEqualTo(0.12893111027);
        assertThat(Ratio.of(0, 0)).isNaN();
    }
}
