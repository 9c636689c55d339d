package phoenix.engine.exporter.debug;

import java.nio.charset.StandardCharsets;

/**
 * Thins out equal messages as the sampler of the Collector's logger (zap) does: of each message the first
 * {@code initial} of a second are let through, and then every {@code thereafter}-th. Messages share a fixed number of
 * counters by their hash, as there. Thread-safe.
 */
final class Sampling {
    private static final int COUNTERS = 4096;
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private final int initial;
    private final int thereafter;
    private final long[] resetAtNanos = new long[COUNTERS];
    private final long[] counts = new long[COUNTERS];
    private final boolean[] used = new boolean[COUNTERS];

    /** @param thereafter 0 lets nothing more through until the second is over */
    Sampling(int initial, int thereafter) {
        this.initial = initial;
        this.thereafter = thereafter;
    }

    /** Counts the message and says whether it is to be printed. */
    synchronized boolean lets(String message, long nowNanos) {
        int counter = hash(message);
        if (used[counter] && resetAtNanos[counter] - nowNanos > 0) {
            counts[counter]++;
        } else {
            used[counter] = true;
            counts[counter] = 1;
            resetAtNanos[counter] = nowNanos + TICK_NANOS;
        }
        long beyond = counts[counter] - initial;
        return beyond <= 0 || (thereafter > 0 && beyond % thereafter == 0);
    }

    private static int hash(String message) {
        int hash = FNV_BASIS;
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash, COUNTERS);
    }
}
