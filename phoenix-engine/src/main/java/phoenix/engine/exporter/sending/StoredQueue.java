package phoenix.engine.exporter.sending;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.component.StorageSpace;
import phoenix.engine.component.StorageSpace.EndOfGraph;
import phoenix.engine.exporter.sending.disk.QueueFolder;
import phoenix.engine.exporter.sending.disk.QueueLog;
import phoenix.engine.exporter.sending.disk.QueueUsage;
import phoenix.engine.exporter.sending.disk.Recovery;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;

/**
 * The sending queue on disk, as the Collector's persistent queue: a batch is accepted once it is in a file, and leaves the
 * file once it is sent or given up, so that what was under way when the process died is sent again. In memory there is
 * what the consumers are busy with.
 *
 * <p>Differences from the Collector: after a restart requests go in the order they came in, and a file is not one database
 * but a folder of append-only files. Thread-safe.
 */
final class StoredQueue implements MetricConsumer {
    private static final System.Logger LOG = System.getLogger(StoredQueue.class.getName());
    private static final String USE = "metrics";
    private static final long LOOK_NANOS = 500_000;
    private static final QueueLog.Refusal SHUTTING_DOWN = new QueueLog.Refusal("the exporter is shutting down", true);

    private final ComponentContext context;
    private final QueueSettings settings;
    private final SendingQueue queue;
    private final StoredFeeder feeder;
    private final SendingTelemetry telemetry;
    private final SparseLog refusedLog;
    private final ConcurrentLinkedQueue<OtlpEncoder> encoders = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile @Nullable QueueFolder folder;
    private long bytesMax;
    private EndOfGraph endOfGraph = EndOfGraph.KEEP;

    StoredQueue(ComponentContext context, SendingSettings settings, Packer packer, Sender sender) {
        this.context = context;
        this.settings = settings.queue();
        this.telemetry = new SendingTelemetry(context.telemetry(), true);
        this.refusedLog = new SparseLog(LOG, context.scheduler()::nanoTime);
        this.feeder = new StoredFeeder(context, this::showUsage);
        this.queue = new SendingQueue(context, settings, packer, sender, feeder::wake);
    }

    /** Opens the files and begins to send what is in them. */
    void start() throws StartException {
        String storage = settings.storage().orElseThrow().value().toString();
        StorageSpace space = context.storages().space(storage, "exporter", context.id(), USE);
        QueueFolder.Opened opened;
        try {
            opened = QueueFolder.open(
                    space, context.telemetry(), context.scheduler().clock().instant());
        } catch (IOException e) {
            throw new StartException(context.id() + ": cannot open the queue in " + space.folder() + ": " + why(e), e);
        }
        folder = opened.folder();
        bytesMax = space.bytesMax();
        endOfGraph = space.end();
        tell(opened.recovery(), space);
        showUsage();
        feeder.start(opened.folder(), queue);
    }

    private static String why(IOException e) {
        // A bare path, as the JDK has it for a permission that is missing, says too little.
        return e instanceof java.nio.file.FileSystemException
                ? e + ": make it writable for this user"
                : String.valueOf(e.getMessage());
    }

    private void tell(Recovery recovery, StorageSpace space) {
        if (recovery.tornBytes() > 0) {
            LOG.log(
                    Level.WARNING,
                    context.id() + ": the last request in " + space.folder() + " was not written to its end ("
                            + recovery.tornBytes() + " bytes) and is cut off: nobody was told that it is taken");
        }
        feeder.tellDamaged(recovery.damagedRequests());
        if (recovery.requests() > 0) {
            LOG.log(
                    Level.INFO,
                    context.id() + ": " + recovery.requests() + " requests with " + recovery.points()
                            + " points from before are sent first");
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        int points = batch.pointCount();
        if (points == 0) {
            return Outcome.ACCEPTED;
        }
        QueueLog.Refusal refusal = put(encode(batch), points);
        if (refusal == null) {
            showUsage();
            feeder.wake();
            return Outcome.ACCEPTED;
        }
        telemetry.enqueueFailedPoints.addAndGet(points);
        if (context.telemetry().problem().isEmpty()) {
            context.telemetry().setProblem(refusal.reason());
        }
        refusedLog.warn(context.id() + ": " + points + " points refused: " + refusal.reason());
        return refusal.passes() ? Outcome.retryable(refusal.reason()) : Outcome.permanent(refusal.reason());
    }

    private QueueLog.@Nullable Refusal put(byte[] request, int points) {
        QueueFolder open = folder;
        if (open == null) {
            return SHUTTING_DOWN;
        }
        try {
            QueueLog.Gate gate = usage -> refuse(usage, points, request.length);
            return open.log().append(request, points, gate, settings.blockOnOverflow());
        } catch (IOException e) {
            return new QueueLog.Refusal("the queue on disk cannot be written: " + e.getMessage(), true);
        }
    }

    private byte[] encode(MetricBatch batch) {
        OtlpEncoder free = encoders.poll();
        OtlpEncoder encoder = free == null ? new OtlpEncoder() : free;
        byte[] request = encoder.encode(batch);
        encoders.add(encoder);
        return request;
    }

    private QueueLog.@Nullable Refusal refuse(QueueUsage usage, int points, int bytes) {
        if (stopping) {
            return SHUTTING_DOWN;
        }
        long more = switch (settings.sizer()) {
            case REQUESTS -> 1;
            case ITEMS -> points;
            case BYTES -> bytes;
        };
        long capacity = settings.queueSize();
        if (units(usage) + more > capacity) {
            return new QueueLog.Refusal("the sending queue is full (queue_size " + capacity + ")", more <= capacity);
        }
        long diskBytes = QueueLog.diskBytes(bytes);
        if (bytesMax > 0 && usage.diskBytes() + diskBytes > bytesMax) {
            return new QueueLog.Refusal("the queue on disk is full (max_size " + bytesMax + ")", diskBytes <= bytesMax);
        }
        return null;
    }

    private long units(QueueUsage usage) {
        return switch (settings.sizer()) {
            case REQUESTS -> usage.requests();
            case ITEMS -> usage.points();
            case BYTES -> usage.bytes();
        };
    }

    private void showUsage() {
        QueueFolder open = folder;
        if (open == null) {
            return;
        }
        QueueUsage usage = open.log().usage();
        telemetry.queueSize.setWhole(units(usage));
        telemetry.queueDiskBytes().set(usage.diskBytes());
    }

    /** Of two graphs that are compared, the one whose files stay has not sent more than the other. */
    private void tellLeft(long points) {
        if (endOfGraph == EndOfGraph.KEEP || points == 0) {
            return;
        }
        telemetry.sendFailedPoints.addAndGet(points);
        LOG.log(
                Level.WARNING,
                context.id() + ": " + points + " points are not sent at the end; they "
                        + (endOfGraph == EndOfGraph.SEND_AND_DELETE
                                ? "are dropped with the queue"
                                : "stay in the queue on disk for the next start"));
    }

    /** Sends what is there until a request fails or the time is over. */
    private void drain(QueueLog log, long endNanos) {
        queue.drain();
        while (log.usage().requests() > 0 && !queue.hasFailed() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits for what is on its way to the backend; all else stays for the next start, if there is to be one. */
    void shutdown(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        stopping = true;
        QueueFolder open = folder;
        if (open != null) {
            open.log().wakeWaiting();
            if (endOfGraph != EndOfGraph.KEEP) {
                drain(open.log(), end);
            }
            feeder.stop(grace);
        }
        queue.shutdown(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (open == null) {
            return;
        }
        feeder.letGo();
        showUsage();
        folder = null;
        tellLeft(open.log().usage().points());
        try {
            open.release();
        } catch (IOException e) {
            LOG.log(Level.WARNING, context.id() + ": the queue on disk cannot be closed: " + e);
        }
    }
}
