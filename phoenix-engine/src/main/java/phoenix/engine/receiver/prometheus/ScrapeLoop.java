package phoenix.engine.receiver.prometheus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Scheduler;
import phoenix.metrics.MetricBatch;

/** Scrapes one target again and again, each time on a thread of its own; a scrape that is due while one runs is left out. */
final class ScrapeLoop {
    private static final System.Logger LOG = System.getLogger(PrometheusReceiver.class.getName());
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int TEXT_MAX = 300;

    private final ScrapeConfig config;
    private final Target target;
    private final ComponentContext context;
    private final MetricConsumer next;
    private final Map<String, String> externalLabels;
    private final PageFetcher fetcher;
    private final Map<String, String> targetLabels;
    private final ScrapeCache cache = new ScrapeCache();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile String forced = "";
    private volatile boolean stopped;
    private String lastProblem = "";
    private boolean hasScraped;
    private Scheduler.Task timer = () -> {};

    /** What is told about a scrape. */
    private record Report(double up, double seconds, int total, int added, int seriesAdded, int bytes) {}

    ScrapeLoop(
            ScrapeConfig config,
            Target target,
            ComponentContext context,
            MetricConsumer next,
            Map<String, String> externalLabels,
            PageFetcher fetcher) {
        this.config = config;
        this.target = target;
        this.context = context;
        this.next = next;
        this.externalLabels = externalLabels;
        this.fetcher = fetcher;
        this.targetLabels = target.publicLabels();
    }

    /** Begins; targets are spread over their interval by what they are. */
    void start(Duration offset) {
        long interval = target.interval().toNanos();
        Duration spread = Duration.ofNanos(Math.floorMod(target.labels().hashCode() * 0x9E3779B97F4A7C15L, interval));
        timer = context.scheduler().every(offset.plus(spread), target.interval(), this::tick);
    }

    private void tick() {
        // One that was due when the target went would stand in the way of the end that is told later.
        if (!stopped && running.compareAndSet(false, true)) {
            context.threads().newThread(this::run).start();
        }
    }

    private void run() {
        try {
            scrape();
        } finally {
            running.set(false);
        }
    }

    /** All scrapes fail for that reason; empty for none. */
    void force(String problem) {
        forced = problem;
    }

    void stop() {
        stopped = true;
        timer.cancel();
        fetcher.close();
    }

    /** The target is gone: its series end, once it could have come back twice. */
    void retire() {
        stop();
        timer = context.scheduler()
                .after(
                        target.interval().multipliedBy(21).dividedBy(10),
                        () -> context.threads().newThread(this::tellTheEnd).start());
    }

    private Families families() {
        return new Families(cache, target, externalLabels, PrometheusReceiver.SCOPE_VERSION);
    }

    private void tellTheEnd() {
        if (running.compareAndSet(false, true) && hasScraped) {
            long now = context.scheduler().clock().millis();
            Families families = families();
            endGone(families, now);
            double stale = Double.longBitsToDouble(PointGroup.STALE_BITS);
            report(families, now, new Report(stale, stale, 0, 0, 0, 0), true);
            hand(families.build());
        }
    }

    /** One scrape, with its report. */
    void scrape() {
        hasScraped = true;
        long now = context.scheduler().clock().millis();
        long start = context.scheduler().nanoTime();
        Families families = families();
        PageIntake intake = new PageIntake(config, targetLabels, cache, families, now);
        String problem = forced;
        int bytes = 0;
        PageFetcher.Fetched page = null;
        if (problem.isEmpty()) {
            try {
                page = fetcher.fetch();
                bytes = page.bytes();
            } catch (IOException e) {
                if (stopped) {
                    return; // it was ended from here, and says nothing about the target
                }
                problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
        }
        if (page != null && page.bytes() > 0) {
            problem = intake.take(page);
        }
        if (page != null && page.bytes() > 0 && problem.isEmpty()) {
            endGone(families, now);
            cache.done(true);
        } else {
            // A failed scrape is the same as an empty one: every series ends.
            families = families();
            endGone(families, now);
            cache.done(false);
        }
        say(problem);
        double seconds = (context.scheduler().nanoTime() - start) / NANOS_PER_SECOND;
        report(
                families,
                now,
                new Report(
                        problem.isEmpty() ? 1 : 0,
                        seconds,
                        intake.total(),
                        intake.added(),
                        intake.seriesAdded(),
                        bytes),
                false);
        hand(families.build());
    }

    private void hand(MetricBatch batch) {
        if (batch.pointCount() > 0 && next.consume(batch) instanceof Outcome.Refused refused) {
            say("its metrics were refused: " + refused.reason());
        }
    }

    private void say(String problem) {
        if (!problem.isEmpty() && !problem.equals(lastProblem)) {
            String cut = problem.substring(0, Math.min(problem.length(), TEXT_MAX));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: cannot scrape {1} of job {2}: {3}",
                    context.id(),
                    targetLabels.getOrDefault("instance", ""),
                    config.jobName(),
                    cut);
        }
        lastProblem = problem;
    }

    private void endGone(Families families, long now) {
        List<Labels> gone = new ArrayList<>();
        cache.forEachGone(gone::add);
        double stale = Double.longBitsToDouble(PointGroup.STALE_BITS);
        for (Labels labels : gone) {
            try {
                families.add(labels, now, stale, null);
            } catch (ParseException e) {
                throw new IllegalStateException("labels that were good once are so again", e);
            }
        }
    }

    private void report(Families families, long now, Report report, boolean stale) {
        Map<String, Double> samples = new java.util.LinkedHashMap<>();
        samples.put("up", report.up);
        samples.put("scrape_duration_seconds", report.seconds);
        samples.put("scrape_samples_scraped", (double) report.total);
        samples.put("scrape_samples_post_metric_relabeling", (double) report.added);
        samples.put("scrape_series_added", (double) report.seriesAdded);
        if (config.handling().extraMetrics()) {
            samples.put("scrape_timeout_seconds", target.timeout().toMillis() / 1000.0);
            samples.put("scrape_sample_limit", (double) config.limits().samples());
            samples.put("scrape_body_size_bytes", (double) report.bytes);
        }
        samples.forEach((name, value) -> {
            Map<String, String> labels = new java.util.TreeMap<>(targetLabels);
            labels.put(Labels.NAME, name);
            try {
                families.add(
                        Labels.of(labels), now, stale ? Double.longBitsToDouble(PointGroup.STALE_BITS) : value, null);
            } catch (ParseException e) {
                throw new IllegalStateException("a target has job and instance", e);
            }
        });
    }
}
