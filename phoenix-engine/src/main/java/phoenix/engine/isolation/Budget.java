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

    private static final long QUEUED_POINTS_MAX = 500_000;
    private static final long QUEUED_POINTS_LEAST = 50_000;
    /** A waiting point takes some 50 bytes: an eighth of the heap at most. */
    private static final long HEAP_BYTES_PER_QUEUED_POINT = 400;

    private static final long ALLOCATED_BYTES_MAX = 1L << 30;

    /**
     * For a process with that much heap: room for a host agent's batches many times over, and far below what would
     * starve the baseline. What one batch allocates may all be alive at once, so it is half of the heap at most.
     */
    public static Budget ofHeap(long heapBytes) {
        return new Budget(
                queuedPointsMax(heapBytes),
                Duration.ofSeconds(10),
                Math.min(ALLOCATED_BYTES_MAX, heapBytes / 2),
                0.9,
                Duration.ofSeconds(20));
    }

    /** How many points may wait for a thread of their own in a process with that much heap. */
    public static long queuedPointsMax(long heapBytes) {
        return Math.clamp(heapBytes / HEAP_BYTES_PER_QUEUED_POINT, QUEUED_POINTS_LEAST, QUEUED_POINTS_MAX);
    }
}
