package phoenix.app.capture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentId;
import phoenix.engine.capture.CaptureWriter;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.ingest.HostedReceiver;
import phoenix.engine.ingest.ReceiverHost;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.metrics.MetricBatch;

/**
 * The receivers of a configuration at work, with a file behind them in the place of pipelines. {@link #start} and
 * {@link #stop} are for one thread.
 */
final class CaptureSession {
    private static final System.Logger LOG = System.getLogger(CaptureSession.class.getName());

    private final InstantSource clock;
    private final CaptureWriter writer;
    private final ReceiverHost host;
    private final List<HostedReceiver> running = new ArrayList<>();
    private final Map<String, Taken> taken = new ConcurrentSkipListMap<>();
    private volatile @Nullable String problem;
    private volatile boolean full;

    /** What came from one receiver. */
    private record Taken(AtomicLong batches, AtomicLong points, AtomicLong tooLargePoints) {
        Taken() {
            this(new AtomicLong(), new AtomicLong(), new AtomicLong());
        }
    }

    /**
     * What came from one receiver.
     *
     * @param tooLargePoints points of batches that are larger than the format takes; they are not in the file
     */
    record ReceiverCounts(long batches, long points, long tooLargePoints) {}

    CaptureSession(InstantSource clock, Map<String, String> environment, CaptureWriter writer) {
        this.clock = clock;
        this.writer = writer;
        this.host = new ReceiverHost(
                clock, new GraphThreads("capture"), new GraphTelemetry(), environment, CaptureSession::fault);
    }

    /** @throws StartException when a receiver does not start; all are closed again */
    void start(Map<ComponentId, PlannedReceiver<?>> receivers) throws StartException {
        try {
            for (var entry : receivers.entrySet()) {
                String id = entry.getKey().toString();
                taken.put(id, new Taken());
                HostedReceiver made = host.create(id, entry.getValue(), batch -> take(id, batch));
                running.add(made);
                made.start();
            }
        } catch (StartException e) {
            stop(Duration.ZERO);
            throw e;
        }
    }

    private static void fault(Throwable fault) {
        LOG.log(System.Logger.Level.ERROR, "a fault in a receiver; the capture goes on", fault);
    }

    private Outcome take(String receiver, MetricBatch batch) {
        if (batch.isEmpty()) {
            return Outcome.ACCEPTED;
        }
        Instant now = clock.instant();
        Taken counts = taken.computeIfAbsent(receiver, _ -> new Taken());
        try {
            return switch (writer.write(receiver, now.getEpochSecond() * 1_000_000_000 + now.getNano(), batch)) {
                case YES -> {
                    counts.batches().incrementAndGet();
                    counts.points().addAndGet(batch.pointCount());
                    yield Outcome.ACCEPTED;
                }
                case FULL -> {
                    full = true;
                    yield Outcome.retryable("the capture is over");
                }
                case TOO_LARGE -> {
                    if (counts.tooLargePoints().getAndAdd(batch.pointCount()) == 0) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "{0}: a batch of {1} points is larger than a capture can hold (32 MiB); it is left out",
                                receiver,
                                batch.pointCount());
                    }
                    yield Outcome.permanent("a batch larger than a capture can hold (32 MiB)");
                }
            };
        } catch (IOException e) {
            problem = "cannot write: " + e.getMessage();
            return Outcome.retryable("the capture cannot be written");
        }
    }

    /** Hands what is in memory to the operating system. */
    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            problem = "cannot write: " + e.getMessage();
        }
    }

    /** Why nothing more can be written; null while all is well. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Whether the file has reached its limit. */
    boolean isFull() {
        return full;
    }

    Map<String, ReceiverCounts> counts() {
        Map<String, ReceiverCounts> counts = new TreeMap<>();
        taken.forEach((id, one) -> counts.put(
                id,
                new ReceiverCounts(
                        one.batches().get(),
                        one.points().get(),
                        one.tooLargePoints().get())));
        return counts;
    }

    /** Stops the receivers; what they take until then is still recorded. */
    void stop(Duration grace) {
        running.forEach(one -> one.shutdown(grace));
        running.forEach(one -> one.drain(grace));
        running.clear();
    }
}
