package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.json.OtlpJsonDecoder;

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
    private final ComponentTelemetry telemetry;
    private final Workers workers;
    private final Decoders decoders;
    private final AtomicLong malformed;
    private final AtomicLong noRoom;

    /** The two decoders of one thread at a time; each remembers the attributes it has seen. */
    private static final class Decoders {
        private final DecodeLimits limits;
        private final ConcurrentLinkedQueue<OtlpDecoder> protobuf = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<OtlpJsonDecoder> json = new ConcurrentLinkedQueue<>();
        /** As many requests are unpacked and decoded at once as there are processors: it is work for those alone. */
        private final Semaphore permits;

        Decoders(DecodeLimits limits, int count) {
            this.limits = limits;
            this.permits = new Semaphore(count, true);
        }

        MetricBatch decode(Body body, PayloadFormat format) throws OtlpFormatException {
            return switch (format) {
                case PROTOBUF -> {
                    OtlpDecoder decoder = protobuf.poll();
                    decoder = decoder == null ? new OtlpDecoder(limits, REMEMBERED_ATTRIBUTES) : decoder;
                    try {
                        yield decoder.decode(body.bytes(), 0, body.size());
                    } finally {
                        protobuf.add(decoder);
                    }
                }
                case JSON -> {
                    OtlpJsonDecoder decoder = json.poll();
                    decoder = decoder == null ? new OtlpJsonDecoder(limits, REMEMBERED_ATTRIBUTES) : decoder;
                    try {
                        yield decoder.decode(body.bytes(), 0, body.size());
                    } finally {
                        json.add(decoder);
                    }
                }
            };
        }
    }

    Intake(MetricConsumer next, ComponentTelemetry telemetry, ThreadFactory threads, long heapBytes, int cores) {
        this.next = next;
        this.telemetry = telemetry;
        this.budget = new IntakeBudget(IntakeBudget.bytesMax(heapBytes), telemetry.value(IN_FLIGHT));
        this.workers = new Workers(threads, WORKERS_MAX);
        DecodeLimits all = DecodeLimits.DEFAULT;
        int pointsMax = Math.clamp(heapBytes / HEAP_BYTES_PER_POINT, POINTS_MIN, all.pointsMax());
        DecodeLimits limits = new DecodeLimits(pointsMax, all.attributesMax(), pointsMax * 4, all.depthMax());
        this.decoders = new Decoders(limits, cores);
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
    Taken take(Transport transport, Body body, PayloadFormat format, @Nullable Encoding encoding, long unpackedBytesMax)
            throws InterruptedException {
        try (body) {
            return workers.call(() -> process(transport, body, format, encoding, unpackedBytesMax));
        }
    }

    /** A request as it came; {@code encoding} is null for a body that is not compressed. */
    record Request(
            Transport transport,
            Body body,
            PayloadFormat format,
            @Nullable Encoding encoding) {}

    /** As the other one, without waiting: {@code answer} is called on the worker when the pipeline is done with it. */
    void take(Request request, long unpackedBytesMax, Consumer<Workers.Result<Taken>> answer) {
        workers.call(
                () -> {
                    try (Body body = request.body) {
                        return process(request.transport, body, request.format, request.encoding, unpackedBytesMax);
                    }
                },
                answer);
    }

    private Taken process(
            Transport transport, Body body, PayloadFormat format, @Nullable Encoding encoding, long unpackedBytesMax) {
        MetricBatch batch;
        decoders.permits.acquireUninterruptibly();
        try {
            batch = encoding == null ? decoders.decode(body, format) : decode(body, format, encoding, unpackedBytesMax);
        } catch (OtlpFormatException e) {
            malformed.incrementAndGet();
            return new Taken.Malformed(String.valueOf(e.getMessage()));
        } catch (Body.TooLargeException _) {
            return new Taken.TooLarge();
        } catch (Body.NoRoomException _) {
            return refuseForMemory();
        } catch (IOException e) {
            malformed.incrementAndGet();
            return new Taken.Damaged(String.valueOf(e.getMessage()));
        } finally {
            decoders.permits.release();
        }
        body.close();
        return handOn(transport, batch);
    }

    private MetricBatch decode(Body packed, PayloadFormat format, Encoding encoding, long unpackedBytesMax)
            throws IOException, OtlpFormatException {
        try (Body unpacked = new Body(budget, unpackedBytesMax)) {
            encoding.unpack(packed, unpacked);
            packed.close();
            return decoders.decode(unpacked, format);
        }
    }

    private Taken handOn(Transport transport, MetricBatch batch) {
        long points = batch.pointCount();
        if (points == 0) {
            return new Taken.Done(ExportResponse.SUCCESS); // as the Collector, which bothers no pipeline with it
        }
        if (!budget.reserve(points * BYTES_PER_POINT)) {
            return refuseForMemory();
        }
        try {
            Outcome outcome = next.consume(batch);
            count(transport, outcome, points);
            return switch (outcome) {
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

    private void count(Transport transport, Outcome outcome, long points) {
        String name = outcome instanceof Outcome.Refused ? MetricNames.RECEIVER_REFUSED : MetricNames.RECEIVER_ACCEPTED;
        telemetry.part(name, transport.label()).addAndGet(points);
    }

    /** How a request came; told apart in own telemetry. */
    enum Transport {
        GRPC("transport=\"grpc\""),
        HTTP("transport=\"http\"");

        private final String label;

        Transport(String label) {
            this.label = label;
        }

        private String label() {
            return label;
        }
    }
}
