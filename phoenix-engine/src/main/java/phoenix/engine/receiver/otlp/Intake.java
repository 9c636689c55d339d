package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/**
 * From the body of a request to the pipeline and its answer, the same for both protocols. Memory is bounded by the
 * budget, and by how many requests are decoded at the same time. Thread-safe.
 */
final class Intake {
    /** Requests whose body could not be read as OTLP. */
    static final String MALFORMED = "phoenix_receiver_malformed_requests";
    /** Requests refused because the receiver holds as many bytes as it may. */
    static final String NO_ROOM = "phoenix_receiver_refused_requests";
    /** Bytes of requests that are in memory now. */
    static final String IN_FLIGHT = "phoenix_receiver_in_flight_bytes";

    /** What a request costs beside its body, in bytes. */
    static final int OVERHEAD_BYTES = 4096;

    private static final int WORKERS_MAX = 64;
    private static final int REMEMBERED_ATTRIBUTES = 8192;
    private static final int BYTES_PER_POINT = 48;
    private static final int POINTS_MIN = 100_000;
    private static final int HEAP_BYTES_PER_POINT = 400;
    private static final Taken NO_ROOM_ANSWER =
            new Taken.Refused(true, null, "the receiver holds as much data as it may; try again later");

    final IntakeBudget budget;
    private final MetricConsumer next;
    private final Workers workers;
    private final Decoders<OtlpDecoder> decoders;
    private final AtomicLong malformed;
    private final AtomicLong noRoom;

    /** A few decoders for many requests; each remembers the attributes it has seen. */
    private static final class Decoders<T> {
        private final Supplier<T> factory;
        private final ConcurrentLinkedQueue<T> free = new ConcurrentLinkedQueue<>();
        private final Semaphore permits;

        Decoders(Supplier<T> factory, int count) {
            this.factory = factory;
            this.permits = new Semaphore(count, true);
        }

        T take() {
            permits.acquireUninterruptibly();
            T decoder = free.poll();
            return decoder == null ? factory.get() : decoder;
        }

        void giveBack(T decoder) {
            free.add(decoder);
            permits.release();
        }
    }

    Intake(MetricConsumer next, ComponentTelemetry telemetry, ThreadFactory threads, long heapBytes, int cores) {
        this.next = next;
        this.budget = new IntakeBudget(IntakeBudget.bytesMax(heapBytes), telemetry.value(IN_FLIGHT));
        this.workers = new Workers(threads, WORKERS_MAX);
        DecodeLimits all = DecodeLimits.DEFAULT;
        int pointsMax = Math.clamp(heapBytes / HEAP_BYTES_PER_POINT, POINTS_MIN, all.pointsMax());
        DecodeLimits limits = new DecodeLimits(pointsMax, all.attributesMax(), pointsMax * 4, all.depthMax());
        this.decoders = new Decoders<>(() -> new OtlpDecoder(limits, REMEMBERED_ATTRIBUTES), cores);
        this.malformed = telemetry.value(MALFORMED);
        this.noRoom = telemetry.value(NO_ROOM);
    }

    /** The answer to a request that there is no memory for; counted. */
    Taken refuseForMemory() {
        noRoom.incrementAndGet();
        return NO_ROOM_ANSWER;
    }

    /**
     * Unpacks, decodes and hands on; waits for the pipeline. Closes the body.
     *
     * @param encoding null for a body that is not compressed
     * @param unpackedBytesMax the limit on the body once unpacked
     */
    Taken take(Body body, @Nullable Encoding encoding, long unpackedBytesMax) throws InterruptedException {
        try (body) {
            return workers.call(() -> process(body, encoding, unpackedBytesMax));
        }
    }

    private Taken process(Body body, @Nullable Encoding encoding, long unpackedBytesMax) {
        if (encoding == null) {
            return decode(body);
        }
        try (Body unpacked = new Body(budget, unpackedBytesMax)) {
            encoding.unpack(body, unpacked);
            body.close();
            return decode(unpacked);
        } catch (Body.TooLargeException _) {
            return new Taken.TooLarge();
        } catch (Body.NoRoomException _) {
            return refuseForMemory();
        } catch (IOException e) {
            malformed.incrementAndGet();
            return new Taken.Damaged(String.valueOf(e.getMessage()));
        }
    }

    private Taken decode(Body body) {
        MetricBatch batch;
        OtlpDecoder decoder = decoders.take();
        try {
            batch = decoder.decode(body.bytes(), 0, body.size());
        } catch (OtlpFormatException e) {
            malformed.incrementAndGet();
            return new Taken.Malformed(String.valueOf(e.getMessage()));
        } finally {
            decoders.giveBack(decoder);
        }
        body.close();
        long points = batch.pointCount();
        if (points == 0) {
            return new Taken.Done(ExportResponse.SUCCESS); // as the Collector, which bothers no pipeline with it
        }
        if (!budget.reserve(points * BYTES_PER_POINT)) {
            return refuseForMemory();
        }
        try {
            return switch (next.consume(batch)) {
                case Outcome.Accepted() -> new Taken.Done(ExportResponse.SUCCESS);
                case Outcome.PartlyAccepted(long rejected, String message) ->
                    new Taken.Done(new ExportResponse(rejected, message));
                case Outcome.Refused(boolean retryable, var retryAfter, String reason) ->
                    new Taken.Refused(retryable, retryAfter, reason);
            };
        } finally {
            budget.release(points * BYTES_PER_POINT);
        }
    }
}
