package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.receiver.prometheus.ScrapeConfig.FileDiscovery;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Group;

/** The targets of one entry of {@code scrape_configs}. Thread-safe. */
final class ScrapePool {
    private static final System.Logger LOG = System.getLogger(PrometheusReceiver.class.getName());
    /** Files are looked at this often, where Prometheus would be told of a change. */
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);

    private final ScrapeConfig config;
    private final ComponentContext context;
    private final MetricConsumer next;
    private final Map<String, String> externalLabels;
    private final Duration offset;
    private final List<TargetFiles> files;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final Map<Labels, ScrapeLoop> loops = new LinkedHashMap<>();
    private final Map<Labels, ScrapeLoop> retired = new LinkedHashMap<>();
    private Scheduler.Task look = () -> {};
    private boolean stopped;

    ScrapePool(
            ScrapeConfig config,
            ComponentContext context,
            MetricConsumer next,
            Map<String, String> externalLabels,
            Duration offset) {
        this.config = config;
        this.context = context;
        this.next = next;
        this.externalLabels = externalLabels;
        this.offset = offset;
        this.files = config.files().stream()
                .map(discovery -> new TargetFiles(discovery.files()))
                .toList();
    }

    void start() throws StartException {
        sync();
        if (!files.isEmpty()) {
            Duration every = config.files().stream()
                    .map(FileDiscovery::refreshInterval)
                    .reduce(LOOK_MAX, (a, b) -> a.compareTo(b) < 0 ? a : b);
            look = context.scheduler().every(every, every, this::lookAgain);
        }
    }

    private void lookAgain() {
        if (reading.compareAndSet(false, true)) {
            context.threads()
                    .newThread(() -> {
                        try {
                            sync();
                        } catch (StartException e) {
                            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", context.id(), e.getMessage());
                        } finally {
                            reading.set(false);
                        }
                    })
                    .start();
        }
    }

    private synchronized void sync() throws StartException {
        if (stopped) {
            return;
        }
        Map<Labels, Target> wanted = targets();
        loops.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().retire();
                retired.put(entry.getKey(), entry.getValue());
            }
            return gone;
        });
        for (Map.Entry<Labels, Target> entry : wanted.entrySet()) {
            if (!loops.containsKey(entry.getKey())) {
                ScrapeLoop before = retired.remove(entry.getKey());
                if (before != null) {
                    before.stop();
                }
                PageFetcher fetcher = new PageFetcher(config, entry.getValue(), context.scheduler());
                ScrapeLoop loop = new ScrapeLoop(config, entry.getValue(), context, next, externalLabels, fetcher);
                loops.put(entry.getKey(), loop);
                loop.start(offset);
            }
        }
        int limit = config.limits().targets();
        String problem = limit > 0 && loops.size() > limit
                ? "target_limit exceeded: " + loops.size() + " targets, and " + limit + " are allowed"
                : "";
        loops.values().forEach(loop -> loop.force(problem));
    }

    private Map<Labels, Target> targets() {
        List<Group> groups = new ArrayList<>(config.groups());
        files.forEach(file -> groups.addAll(file.read()));
        Map<Labels, Target> targets = new LinkedHashMap<>();
        for (Group group : groups) {
            for (String address : group.targets()) {
                try {
                    Target.of(config, address, group.labels())
                            .ifPresent(target -> targets.put(target.labels(), target));
                } catch (ParseException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}: a target of job {1} is left out: {2}",
                            context.id(),
                            config.jobName(),
                            e.getMessage());
                }
            }
        }
        return targets;
    }

    synchronized void stop() {
        stopped = true;
        look.cancel();
        loops.values().forEach(ScrapeLoop::stop);
        retired.values().forEach(ScrapeLoop::stop);
    }
}
