package phoenix.engine.isolation;

import java.time.Duration;

/**
 * What a graph may use beside the one that production depends on.
 *
 * @param queuedPointsMax points that may wait for the graph's thread
 * @param stallMax how long one batch or timer may take
 * @param allocatedBytesPerTaskMax bytes that one batch or timer may allocate
 * @param cpuShareMax CPU seconds for each second, over {@code cpuWindow}; 1.0 is one core
 * @param cpuWindow over which the share is measured
 */
public record Budget(
        long queuedPointsMax,
        Duration stallMax,
        long allocatedBytesPerTaskMax,
        double cpuShareMax,
        Duration cpuWindow) {

    /** Room for a host agent's batches many times over, and far below what would starve the baseline. */
    public static final Budget DEFAULT =
            new Budget(500_000, Duration.ofSeconds(10), 1L << 30, 0.9, Duration.ofSeconds(20));
}
