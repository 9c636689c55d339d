package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code host_metrics} receiver for Linux: every {@code collection_interval} one batch with what all
 * scrapers find. Metrics, attributes, start times and scopes are those of Collector 0.159.0.
 *
 * <p>Scrapes on a thread of its own, since a file system that hangs must hold up nothing else. A tick that comes while
 * the scrape before still runs is dropped. Counts data points in {@link MetricNames#SCRAPER_SCRAPED} and, as the
 * Collector does, metrics that are missing because of errors in {@link MetricNames#SCRAPER_ERRORED}.
 */
public final class HostMetricsReceiver implements Receiver {
    public static final ReceiverType<HostMetricsConfig> TYPE = new ReceiverType<>(
            ComponentSpec.metrics(
                    ComponentKind.RECEIVER, "host_metrics", List.of("hostmetrics"), HostMetricsConfig.SPEC),
            HostMetricsReceiver::new);

    private final HostMetricsConfig config;
    private final MetricConsumer next;
    private final ComponentContext context;
    private final Scheduler scheduler;
    private final AtomicLong scrapedPoints;
    private final AtomicLong failedMetrics;
    private final Semaphore due = new Semaphore(0);
    private volatile boolean isBusy;
    private volatile boolean isStopped;
    private Scheduler.Task ticks = () -> {};
    private @Nullable Thread worker;

    HostMetricsReceiver(HostMetricsConfig config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.next = next;
        this.context = context;
        this.scheduler = context.scheduler();
        scrapedPoints = context.telemetry().value(MetricNames.SCRAPER_SCRAPED);
        failedMetrics = context.telemetry().value(MetricNames.SCRAPER_ERRORED);
    }

    @Override
    public void start() throws StartException {
        HostScrape scrape = prepare();
        Thread thread = context.threads().newThread(() -> work(scrape));
        worker = thread;
        thread.start();
        ticks = scheduler.every(config.initialDelay(), config.collectionInterval(), this::tick);
    }

    private HostScrape prepare() throws StartException {
        String root = config.rootPath();
        if (!root.isEmpty() && !new File(root).isDirectory()) {
            throw new StartException(context.id() + ": root_path " + root + " is not a directory");
        }
        HostPaths paths = new HostPaths(root, context.environment());
        Host host = new Host(paths, KernelSettings.read(), NativeFileSystemUse.open(), scheduler.clock());
        List<Scraper> scrapers =
                config.scrapers().stream().map(scraper -> scraper.make(host)).toList();
        try {
            return new HostScrape(scrapers, host, new ScrapeErrors(context.id()));
        } catch (IOException e) {
            String message = context.id() + ": cannot find out when the host started: " + e.getMessage()
                    + "; host_metrics needs Linux with /proc mounted";
            throw new StartException(message, e);
        }
    }

    private void tick() {
        if (!isBusy && due.availablePermits() == 0) {
            due.release();
        }
    }

    private void work(HostScrape scrape) {
        while (true) {
            due.acquireUninterruptibly();
            if (isStopped) {
                return;
            }
            isBusy = true;
            try {
                scrapeOnce(scrape);
            } catch (RuntimeException bug) {
                // The graph's supervisor is told; the next scrape may well succeed.
                scheduler.after(Duration.ZERO, () -> {
                    throw bug;
                });
            } finally {
                isBusy = false;
            }
        }
    }

    private void scrapeOnce(HostScrape scrape) {
        long startNanos = scheduler.nanoTime();
        long timeoutNanos = config.timeout().toNanos();
        MetricBatch batch =
                scrape.scrape(() -> timeoutNanos > 0 && scheduler.nanoTime() - startNanos > timeoutNanos, this::count);
        if (!isStopped) {
            next.consume(batch);
        }
    }

    private void count(ScraperType scraper, long points, long failed) {
        String label = "scraper=\"" + scraper.key() + '"';
        scrapedPoints.addAndGet(points);
        context.telemetry().part(MetricNames.SCRAPER_SCRAPED, label).addAndGet(points);
        failedMetrics.addAndGet(failed);
        context.telemetry().part(MetricNames.SCRAPER_ERRORED, label).addAndGet(failed);
    }

    @Override
    public void shutdown(Duration grace) {
        ticks.cancel();
        isStopped = true;
        due.release();
        Thread thread = worker;
        if (thread != null) {
            try {
                thread.join(grace);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
