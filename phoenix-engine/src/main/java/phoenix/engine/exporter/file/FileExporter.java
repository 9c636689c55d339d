package phoenix.engine.exporter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code file} exporter: OTLP in files, as lines of JSON or as protobuf, rotated and compressed as there.
 * Without the feature gate {@code exporter.file.nativeCompression} and without encoding extensions. Thread-safe.
 */
public final class FileExporter implements Exporter {
    private static final System.Logger LOG = System.getLogger(FileExporter.class.getName());

    public static final ExporterType<FileConfig> TYPE = new ExporterType<>(
            ComponentSpec.metrics(ComponentKind.EXPORTER, "file", List.of(), FileConfig.SPEC),
            false,
            FileExporter::new);

    private final FileConfig config;
    private final ComponentContext context;
    private final Messages messages;
    private final AtomicLong sent;
    private final AtomicLong failed;
    private Scheduler.Task flusher = () -> {};

    /** The one file; null with {@code group_by}. */
    private @Nullable MessageFile file;

    /** With {@code group_by}, by path; the one unused for longest comes first. Guarded by itself. */
    private final Map<String, MessageFile> groups = new LinkedHashMap<>(16, 0.75f, true);

    FileExporter(FileConfig config, ComponentContext context) {
        this.config = config;
        this.context = context;
        this.messages = new Messages(config);
        this.sent = context.telemetry().value(MetricNames.EXPORTER_SENT);
        this.failed = context.telemetry().value(MetricNames.EXPORTER_SEND_FAILED);
    }

    @Override
    public void start() throws StartException {
        try {
            Path path = Path.of(config.path());
            if (!config.groupBy().enabled()) {
                if (config.createDirectory()) {
                    makeFolder(path);
                }
                if (config.rotation().isPresent()) {
                    new Backups(path, config.rotation().get()).migrate();
                }
                file = new MessageFile(config, path, context.scheduler().clock());
            }
        } catch (IOException | InvalidPathException e) {
            throw new StartException(
                    context.id() + ": cannot write to " + config.path() + " (" + e
                            + "): correct the path or its permissions, or set create_directory: true",
                    e);
        }
        if (config.rotation().isEmpty()) {
            Duration interval = config.flushInterval();
            flusher = context.scheduler().every(interval, interval, this::flush);
        }
    }

    private void makeFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(config.folderPermissions()));
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MessageFile only = file;
        if (only == null) {
            return consumeGroups(batch);
        }
        try {
            only.write(messages.of(batch));
            sent.addAndGet(batch.pointCount());
            return Outcome.ACCEPTED;
        } catch (IOException e) {
            failed.addAndGet(batch.pointCount());
            return Outcome.retryable(context.id() + ": cannot write to " + config.path() + ": " + e);
        }
    }

    private Outcome consumeGroups(MetricBatch batch) {
        Map<String, BatchBuilder> byValue = new LinkedHashMap<>();
        for (int r = 0; r < batch.resourceCount(); r++) {
            String value =
                    batch.resource(r).attributes().getString(config.groupBy().resourceAttribute());
            if (value != null) {
                append(byValue.computeIfAbsent(value, _ -> new BatchBuilder()), batch, r);
            }
        }
        List<String> parts = config.pathParts();
        GroupPaths paths = new GroupPaths(parts.getFirst(), parts.getLast());
        Outcome outcome = Outcome.ACCEPTED;
        for (Map.Entry<String, BatchBuilder> group : byValue.entrySet()) {
            MetricBatch part = group.getValue().build();
            String path = paths.of(group.getKey());
            try {
                synchronized (groups) {
                    group(path).write(messages.of(part));
                }
                sent.addAndGet(part.pointCount());
            } catch (IOException | InvalidPathException e) {
                failed.addAndGet(part.pointCount());
                outcome = Outcome.permanent(context.id() + ": cannot write to " + path + ": " + e);
            }
        }
        return outcome;
    }

    private static void append(BatchBuilder to, MetricBatch batch, int r) {
        to.resource(batch.resource(r));
        for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
            to.scope(batch.scope(s));
            for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                to.metric(batch.metric(m));
                to.points(batch, batch.pointStart(m), batch.pointEnd(m));
            }
        }
    }

    /** The file of a group, opened when it is not; the one unused for longest gives way to it. */
    private MessageFile group(String path) throws IOException {
        MessageFile open = groups.get(path);
        if (open == null) {
            makeFolder(Path.of(path));
            open = new MessageFile(config, Path.of(path), context.scheduler().clock());
            if (groups.size() == config.groupBy().maxOpenFiles()) {
                String eldest = groups.keySet().iterator().next();
                close(groups.remove(eldest));
            }
            groups.put(path, open);
        }
        return open;
    }

    private void flush() {
        try {
            if (file != null) {
                file.flush();
            }
            synchronized (groups) {
                for (MessageFile open : groups.values()) {
                    open.flush();
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: cannot write to {1}: {2}", context.id(), config.path(), e);
        }
    }

    private void close(@Nullable MessageFile closing) {
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: what was written last to {1} may be lost: {2}",
                    context.id(),
                    config.path(),
                    e);
        }
    }

    @Override
    public void shutdown(Duration grace) {
        flusher.cancel();
        close(file);
        synchronized (groups) {
            groups.values().forEach(this::close);
            groups.clear();
        }
    }
}
