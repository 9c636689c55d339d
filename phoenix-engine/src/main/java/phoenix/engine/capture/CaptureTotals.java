package phoenix.engine.capture;

/**
 * What a capture holds.
 *
 * @param bytes on the disk
 * @param firstArrivalUnixNanos 0 when there is no batch
 * @param lastArrivalUnixNanos 0 when there is no batch
 */
public record CaptureTotals(
        long batches, long points, long bytes, long firstArrivalUnixNanos, long lastArrivalUnixNanos) {}
