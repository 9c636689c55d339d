package phoenix.engine.receiver.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.json.OtlpJsonDecoder;

/**
 * The Collector's {@code otlp_json_file} receiver for metrics: follows files of lines of OTLP's JSON. Lines that are no
 * metrics are counted and left out; what the pipelines refuse is offered again ({@link HandOver}), where the Collector
 * drops it. Reads on a thread of its own.
 */
public final class JsonFileReceiver implements Receiver {
    private static final System.Logger LOG = System.getLogger(JsonFileReceiver.class.getName());
    private static final int FILES_MAX = 10_000;

    public static final ReceiverType<JsonFileConfig> TYPE = new ReceiverType<>(
            ComponentSpec.metrics(
                    ComponentKind.RECEIVER, "otlp_json_file", List.of("otlpjsonfile"), JsonFileConfig.SPEC),
            JsonFileReceiver::new);

    private final JsonFileConfig config;
    private final ComponentContext context;
    private final Scheduler scheduler;
    private final Pause pause;
    private final HandOver handOver;
    private final List<FilePattern> include;
    private final List<FilePattern> exclude;
    private final OtlpJsonDecoder decoder = new OtlpJsonDecoder();
    private final AtomicLong malformedLines;
    private final Semaphore due = new Semaphore(0);
    private final Map<Object, FollowedFile> followed = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private Scheduler.Task ticks = () -> {};
    private boolean isFirstPoll = true;
    private final AtomicLong polls = new AtomicLong();
    private @Nullable Thread worker;

    JsonFileReceiver(JsonFileConfig config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.context = context;
        this.scheduler = context.scheduler();
        this.pause = new Pause(scheduler);
        this.handOver = new HandOver(context, next, pause);
        this.include = config.include().stream().map(FilePattern::of).toList();
        this.exclude = config.exclude().stream().map(FilePattern::of).toList();
        this.malformedLines = context.telemetry().value(MetricNames.RECEIVER_MALFORMED_LINES);
    }

    @Override
    public void start() {
        Thread thread = context.threads().newThread(this::work);
        worker = thread;
        thread.start();
        ticks = scheduler.every(config.pollInterval(), config.pollInterval(), this::tick);
    }

    /** A tick that comes while files are read is dropped. */
    private void tick() {
        if (due.availablePermits() == 0) {
            due.release();
        }
    }

    private void work() {
        while (true) {
            due.acquireUninterruptibly();
            if (pause.isStopped()) {
                return;
            }
            try {
                poll();
            } catch (RuntimeException bug) {
                // The graph's supervisor is told; the next poll may well succeed.
                scheduler.after(Duration.ZERO, () -> {
                    throw bug;
                });
            }
        }
    }

    private void poll() {
        Set<Object> seen = new HashSet<>();
        Set<Path> files = files();
        if (isFirstPoll && files.isEmpty()) {
            say("", "no file matches include yet");
        }
        for (Path file : files) {
            if (pause.isStopped()) {
                return;
            }
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (isTooOld(attributes)) {
                    continue;
                }
                Object identity = attributes.fileKey() == null ? file : attributes.fileKey();
                if (seen.add(identity)) { // a link to a file that has been read is not read again
                    read(file, identity, attributes.size());
                }
            } catch (IOException e) {
                say(file.toString(), file + " cannot be read: " + e);
            }
        }
        followed.keySet().retainAll(seen);
        isFirstPoll = false;
        polls.incrementAndGet();
    }

    /** How often all files have been looked at. */
    long polls() {
        return polls.get();
    }

    private boolean isTooOld(BasicFileAttributes attributes) {
        Instant oldest = scheduler.clock().instant().minus(config.excludeOlderThan());
        return !config.excludeOlderThan().isZero()
                && attributes.lastModifiedTime().toInstant().isBefore(oldest);
    }

    private Set<Path> files() {
        Set<Path> files = new TreeSet<>();
        for (FilePattern pattern : include) {
            try {
                pattern.addTo(files, FILES_MAX);
            } catch (IOException e) {
                say("include", "include cannot be looked up: " + e);
            }
        }
        if (files.size() >= FILES_MAX) {
            say("many", "more than " + FILES_MAX + " files match include; the rest is not read");
        }
        files.removeIf(file -> exclude.stream().anyMatch(pattern -> pattern.matches(file)));
        return files;
    }

    private void read(Path file, Object identity, long size) throws IOException {
        boolean gzip = switch (config.compression()) {
            case NONE -> false;
            case GZIP -> true;
            case AUTO -> file.toString().endsWith(".gz");
        };
        FollowedFile.Lines lines = (bytes, length, tooLong) -> line(file, bytes, length, tooLong);
        if (config.replayFile()) {
            FollowedFile.readAll(file, gzip, config, lines);
            return;
        }
        FollowedFile known = followed.get(identity);
        if (known == null) {
            boolean atEnd = isFirstPoll && config.startAt() == JsonFileConfig.StartAt.END;
            known = new FollowedFile(file, atEnd ? size : 0);
            followed.put(identity, known);
        }
        known.read(file, gzip, config, scheduler.nanoTime(), lines);
    }

    private boolean line(Path file, byte[] bytes, int length, boolean tooLong) {
        if (tooLong) {
            malformedLines.incrementAndGet();
            say(
                    file.toString(),
                    file + ": a line is longer than max_log_size (" + config.lineBytesMax()
                            + " bytes) and left out; set max_log_size higher");
            return true;
        }
        MetricBatch batch;
        try {
            batch = decoder.decode(bytes, 0, length);
        } catch (OtlpFormatException e) {
            malformedLines.incrementAndGet();
            say(file.toString(), file + ": a line is not OTLP metrics and left out: " + e.getMessage());
            return true;
        }
        // A line of logs or traces, or {}: as in the Collector nobody is asked.
        return batch.isEmpty() || handOver.handOn(batch);
    }

    /** Once for each subject; what follows is counted only. */
    private void say(String subject, String what) {
        if (said.size() < FILES_MAX && said.add(subject)) {
            context.telemetry().setProblem(what);
            LOG.log(System.Logger.Level.WARNING, context.id() + ": " + what);
        }
    }

    /** Ends between two lines; a batch that is refused until then is counted as lost. */
    @Override
    public void shutdown(Duration grace) {
        ticks.cancel();
        pause.stop();
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
