package phoenix.engine.exporter.sending;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;

/** The counters of an exporter that sends. Thread-safe. */
final class SendingTelemetry {
    final AtomicLong sentPoints;
    final AtomicLong sendFailedPoints;
    final AtomicLong enqueueFailedPoints;
    final AtomicLong rejectedPoints;
    final AtomicLong heldPoints;
    final AtomicLong queueSize;
    final AtomicLong queueCapacity;
    final AtomicLong wireBytes;
    final AtomicLong uncompressedBytes;

    private final ComponentTelemetry telemetry;

    SendingTelemetry(ComponentTelemetry telemetry) {
        this.telemetry = telemetry;
        sentPoints = telemetry.value(MetricNames.EXPORTER_SENT);
        sendFailedPoints = telemetry.value(MetricNames.EXPORTER_SEND_FAILED);
        enqueueFailedPoints = telemetry.value(MetricNames.EXPORTER_ENQUEUE_FAILED);
        rejectedPoints = telemetry.value(MetricNames.EXPORTER_REJECTED);
        heldPoints = telemetry.value(MetricNames.EXPORTER_HELD);
        queueSize = telemetry.value(MetricNames.EXPORTER_QUEUE_SIZE);
        queueCapacity = telemetry.value(MetricNames.EXPORTER_QUEUE_CAPACITY);
        wireBytes = telemetry.value(MetricNames.EXPORTER_WIRE_BYTES);
        uncompressedBytes = telemetry.value(MetricNames.EXPORTER_UNCOMPRESSED_BYTES);
    }

    /** There for a queue on disk only. */
    AtomicLong queueDiskBytes() {
        return telemetry.value(MetricNames.EXPORTER_QUEUE_DISK_BYTES);
    }
}
