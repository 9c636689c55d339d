package phoenix.engine.exporter.sending;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.engine.telemetry.SizeBounds;

/** The counters of an exporter that sends. Thread-safe. */
final class SendingTelemetry {
    final AtomicLong sentPoints;
    final AtomicLong sendFailedPoints;
    final AtomicLong enqueueFailedPoints;
    final AtomicLong rejectedPoints;
    final AtomicLong heldPoints;
    final Share queueSize;
    final AtomicLong queueCapacity;
    final Share inFlight;
    final AtomicLong wireBytes;
    final AtomicLong uncompressedBytes;

    private final ComponentTelemetry telemetry;
    private final boolean isQueued;

    /** @param isQueued false where there is no queue but in the code, whose size is told to nobody */
    SendingTelemetry(ComponentTelemetry telemetry, boolean isQueued) {
        this.telemetry = telemetry;
        this.isQueued = isQueued;
        sentPoints = telemetry.value(MetricNames.EXPORTER_SENT);
        sendFailedPoints = telemetry.value(MetricNames.EXPORTER_SEND_FAILED);
        enqueueFailedPoints = telemetry.value(MetricNames.EXPORTER_ENQUEUE_FAILED);
        rejectedPoints = telemetry.value(MetricNames.EXPORTER_REJECTED);
        heldPoints = telemetry.value(MetricNames.EXPORTER_HELD);
        queueSize = new Share(isQueued ? telemetry.value(MetricNames.EXPORTER_QUEUE_SIZE) : new AtomicLong());
        queueCapacity = isQueued ? telemetry.value(MetricNames.EXPORTER_QUEUE_CAPACITY) : new AtomicLong();
        inFlight = new Share(telemetry.value(MetricNames.EXPORTER_IN_FLIGHT));
        wireBytes = telemetry.value(MetricNames.EXPORTER_WIRE_BYTES);
        uncompressedBytes = telemetry.value(MetricNames.EXPORTER_UNCOMPRESSED_BYTES);
    }

    /** Whether sizes are measured. */
    boolean isDetailed() {
        return isQueued && telemetry.isDetailed();
    }

    /** Notes a batch that was taken in. */
    void enqueued(int points, long bytes) {
        telemetry
                .distribution(MetricNames.EXPORTER_ENQUEUE_SIZE, SizeBounds.units())
                .record(points);
        telemetry
                .distribution(MetricNames.EXPORTER_ENQUEUE_BYTES, SizeBounds.bytes())
                .record((double) bytes);
    }

    /** Notes a request that batching has made. */
    void batched(int points, long bytes) {
        telemetry
                .distribution(MetricNames.EXPORTER_BATCH_SIZE, SizeBounds.units())
                .record(points);
        telemetry
                .distribution(MetricNames.EXPORTER_BATCH_BYTES, SizeBounds.bytes())
                .record((double) bytes);
    }

    /** From now on the queue counts as one that is to be emptied, beside that of the exporter in its place. */
    void replaced() {
        queueSize.moveTo(telemetry.value(MetricNames.EXPORTER_REPLACED_QUEUE_SIZE));
    }

    /** There for a queue on disk only. */
    AtomicLong queueDiskBytes() {
        return telemetry.value(MetricNames.EXPORTER_QUEUE_DISK_BYTES);
    }

    /** One exporter's part of a level that it has in common with the one that takes its place. */
    static final class Share {
        private AtomicLong total;
        private long mine;

        private Share(AtomicLong total) {
            this.total = total;
        }

        synchronized void set(long value) {
            total.addAndGet(value - mine);
            mine = value;
        }

        /** For a level that both have as a whole. */
        synchronized void setWhole(long value) {
            total.set(value);
        }

        private synchronized void moveTo(AtomicLong other) {
            total.addAndGet(-mine);
            other.addAndGet(mine);
            total = other;
        }
    }
}
