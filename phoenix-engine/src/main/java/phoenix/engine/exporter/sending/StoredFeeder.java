package phoenix.engine.exporter.sending;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.exporter.sending.disk.QueueFolder;
import phoenix.engine.exporter.sending.disk.QueueLog;
import phoenix.engine.exporter.sending.disk.RecordKey;
import phoenix.engine.exporter.sending.disk.StoredRequest;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/**
 * Brings requests from the disk to the consumers, as many as keep them busy, and notes on the disk which are done with. One
 * thread, so that neither the pipeline nor a sender waits for a file to be read.
 */
final class StoredFeeder {
    private static final System.Logger LOG = System.getLogger(StoredFeeder.class.getName());
    private static final Duration READ_AGAIN = Duration.ofSeconds(1);
    private static final int READ_ATTEMPTS = 10;
    private static final int TURN_LOOK_MILLIS = 20;
    private static final int ATTRIBUTES_REMEMBERED = 4096;

    /** Whatever is read here was accepted before. */
    private static final DecodeLimits NO_LIMITS =
            new DecodeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 500);

    private final ComponentContext context;
    private final Runnable usageChanged;
    private final SparseLog readLog;
    private final SparseLog doneLog;
    private final OtlpDecoder decoder = new OtlpDecoder(NO_LIMITS, ATTRIBUTES_REMEMBERED);
    private final ConcurrentLinkedQueue<RecordKey> settled = new ConcurrentLinkedQueue<>();
    private final Object signal = new Object();
    private boolean awake;
    private volatile boolean stopping;
    private volatile boolean readsAgainLater;
    private volatile boolean hasTurn;
    private int readFailures;
    private long damagedTold;
    private @Nullable QueueFolder folder;
    private @Nullable SendingQueue queue;
    private @Nullable Thread thread;

    /** @param usageChanged told after requests were let go */
    StoredFeeder(ComponentContext context, Runnable usageChanged) {
        this.context = context;
        this.usageChanged = usageChanged;
        this.readLog = new SparseLog(LOG, context.scheduler()::nanoTime);
        this.doneLog = new SparseLog(LOG, context.scheduler()::nanoTime);
    }

    void start(QueueFolder from, SendingQueue to) {
        folder = from;
        queue = to;
        Thread made = context.threads().newThread(this::run);
        thread = made;
        made.start();
    }

    /** There may be something to do. From any thread. */
    void wake() {
        synchronized (signal) {
            awake = true;
            signal.notifyAll();
        }
    }

    /** Feeds no more. What the consumers have is still to be let go: {@link #letGo}. */
    void stop(Duration grace) {
        stopping = true;
        wake();
        Thread running = thread;
        try {
            if (running != null) {
                running.join(
                        grace.plus(READ_AGAIN)); // it reads a file at most, and that has to end before it is closed
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes what was sent at last, and lets another reader go on. After {@link #stop}, and when nothing is sent any more. */
    void letGo() {
        noteSettled();
        if (hasTurn) {
            hasTurn = false;
            folder().reading().release();
        }
    }

    private QueueFolder folder() {
        return Objects.requireNonNull(folder);
    }

    private void run() {
        boolean ended = false;
        try {
            if (awaitTurn()) {
                folder().log().rewind();
                feed();
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the graph is being abandoned
            ended = true;
        } finally {
            if (!ended) { // a bug: it goes to the thread's handler; what is on the disk stays there
                context.telemetry().setProblem("internal error: the queue on disk is not read any more");
            }
        }
    }

    /** The exporter that had the queue before a reload sends what it has under way first. */
    private boolean awaitTurn() throws InterruptedException {
        Semaphore reading = folder().reading();
        while (!stopping) {
            if (reading.tryAcquire(TURN_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                hasTurn = true;
                return true;
            }
        }
        return false;
    }

    private void feed() throws InterruptedException {
        SendingQueue to = Objects.requireNonNull(queue);
        while (!stopping) {
            boolean moved = noteSettled();
            if (to.wantsMore() && !readsAgainLater) {
                moved |= feedOne(to);
            }
            if (!moved) {
                awaitSignal();
            }
        }
    }

    private void awaitSignal() throws InterruptedException {
        synchronized (signal) {
            while (!awake) {
                signal.wait();
            }
            awake = false;
        }
    }

    private boolean feedOne(SendingQueue to) {
        QueueLog log = folder().log();
        StoredRequest request;
        try {
            request = log.next();
            readFailures = 0;
        } catch (IOException e) {
            readLater(log, e);
            return false;
        }
        tellDamaged(log.damagedRequests());
        if (request == null) {
            return false;
        }
        try {
            MetricBatch batch = decoder.decode(request.request());
            if (batch.pointCount() > 0) {
                to.feed(batch, () -> settled.add(request.key()));
                return true;
            }
        } catch (OtlpFormatException e) {
            readLog.warn(context.id() + ": a request in the queue on disk is not OTLP and is lost: " + e.getMessage());
        }
        settled.add(request.key());
        return true;
    }

    /** An error of the disk may pass; where it does not, the other files are to be sent. */
    private void readLater(QueueLog log, IOException e) {
        readFailures++;
        String what = context.id() + ": the queue on disk cannot be read: " + e.getMessage();
        context.telemetry().setProblem(what);
        if (readFailures < READ_ATTEMPTS) {
            readLog.warn(what + "; it is tried again");
        } else {
            readFailures = 0;
            log.skipFile();
            LOG.log(Level.WARNING, what + "; the rest of the file is left for the next start");
        }
        readsAgainLater = true;
        context.scheduler().after(READ_AGAIN, () -> {
            readsAgainLater = false;
            wake();
        });
    }

    /** @param total how many requests were lost to changed files since the start */
    void tellDamaged(long total) {
        if (total > damagedTold) {
            String what = (total - damagedTold) + " requests in the queue on disk are damaged and lost: something has"
                    + " changed its files";
            context.telemetry().value(MetricNames.EXPORTER_QUEUE_DAMAGED).addAndGet(total - damagedTold);
            context.telemetry().setProblem(what);
            LOG.log(Level.WARNING, context.id() + ": " + what);
            damagedTold = total;
        }
    }

    private boolean noteSettled() {
        List<RecordKey> keys = new ArrayList<>();
        for (RecordKey key = settled.poll(); key != null; key = settled.poll()) {
            keys.add(key);
        }
        if (keys.isEmpty()) {
            return false;
        }
        try {
            folder().log().acknowledge(keys);
        } catch (IOException e) {
            doneLog.warn(context.id() + ": it cannot be noted on disk what is sent (" + e.getMessage()
                    + "); after a crash it would be sent again");
        }
        usageChanged.run();
        return true;
    }
}
