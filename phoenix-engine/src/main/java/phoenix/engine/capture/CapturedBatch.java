package phoenix.engine.capture;

import phoenix.metrics.MetricBatch;

/**
 * One batch as a receiver handed it on.
 *
 * @param arrivalUnixNanos when, in nanoseconds since the epoch; in a file that does not say, the latest time of its points
 * @param receiver the receiver's id in the configuration that was recorded; empty in a file that does not say
 */
public record CapturedBatch(long arrivalUnixNanos, String receiver, MetricBatch batch) {}
