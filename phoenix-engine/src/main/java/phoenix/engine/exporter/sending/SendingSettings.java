package phoenix.engine.exporter.sending;

import java.time.Duration;

/**
 * How an exporter queues, retries and times out.
 *
 * @param timeout of one attempt
 * @param queueBytesMax what the queue may hold in memory, whatever its sizer allows: compressed bytes of requests that
 *     are packed, estimated bytes of those that are not yet
 */
public record SendingSettings(QueueSettings queue, RetrySettings retry, Duration timeout, long queueBytesMax) {
    private static final long BYTES_MAX_LEAST = 4 << 20;
    private static final int HEAP_SHARE = 8;

    /** With the limit on memory that suits this JVM: an eighth of the heap. */
    public static SendingSettings of(QueueSettings queue, RetrySettings retry, Duration timeout) {
        long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        return new SendingSettings(queue, retry, timeout, Math.max(BYTES_MAX_LEAST, share));
    }
}
