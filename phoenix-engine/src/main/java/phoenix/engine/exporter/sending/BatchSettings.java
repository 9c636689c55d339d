package phoenix.engine.exporter.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code sending_queue.batch}: requests are put together until they hold {@code minSize}, and cut at {@code maxSize}.
 *
 * @param flushTimeout how long the first of them waits at most
 * @param minSize in units of the sizer
 * @param maxSize in units of the sizer; 0 is no limit
 * @param sizer {@link Sizer#ITEMS} or {@link Sizer#BYTES}; null takes the queue's, or items where that counts requests
 */
public record BatchSettings(
        Duration flushTimeout,
        long minSize,
        long maxSize,
        @Nullable Sizer sizer) {
    public static final BatchSettings DEFAULT = new BatchSettings(Duration.ofMillis(200), 8192, 0, null);
}
