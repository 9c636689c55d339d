package phoenix.engine.receiver.otlp;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that requests may hold in memory at the same time, over all connections of a receiver: what is being
 * received, unpacked, decoded and handed on. Thread-safe.
 */
final class IntakeBudget {
    private static final long BYTES_MIN = 40L << 20;

    private final long bytesMax;
    private final AtomicLong used;

    /** @param used shows the bytes in use, for own telemetry */
    IntakeBudget(long bytesMax, AtomicLong used) {
        this.bytesMax = bytesMax;
        this.used = used;
    }

    /** A quarter of the heap, and in any case room for one request of the largest default size while it is unpacked. */
    static long bytesMax(long heapBytes) {
        return Math.max(heapBytes / 4, BYTES_MIN);
    }

    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
