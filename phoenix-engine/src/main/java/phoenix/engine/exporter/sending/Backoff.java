package phoenix.engine.exporter.sending;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try one payload again: exponential back-off as in the Collector's {@code configretry} and {@code
 * retry_sender}. Not thread-safe: one instance for each payload.
 */
final class Backoff {
    /** A backend cannot make a payload wait for longer than this. */
    private static final long WAIT_NANOS_MAX = Duration.ofDays(1).toNanos();

    private final RetrySettings settings;
    private final RandomGenerator random;
    private double intervalNanos;
    private boolean started;
    private long firstAttemptNanos;

    Backoff(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.intervalNanos = settings.initialInterval().toNanos();
    }

    /** To be called as the first attempt begins: {@code max_elapsed_time} counts from here. */
    void begin(long nowNanos) {
        if (!started) {
            started = true;
            firstAttemptNanos = nowNanos;
        }
    }

    /**
     * The wait before the next attempt.
     *
     * @param retryAfter what the backend asked for; the longer of the two waits counts
     * @return null when there shall be no further attempt
     */
    @Nullable
    Duration next(long nowNanos, @Nullable Duration retryAfter) {
        if (!settings.enabled()) {
            return null;
        }
        double spread = settings.randomizationFactor() * intervalNanos;
        long waitNanos = (long) (intervalNanos - spread + random.nextDouble() * 2 * spread);
        intervalNanos = Math.min((double) settings.maxInterval().toNanos(), intervalNanos * settings.multiplier());
        if (retryAfter != null) {
            long askedNanos = retryAfter.toSeconds() >= 86_400 ? WAIT_NANOS_MAX : retryAfter.toNanos();
            waitNanos = Math.max(waitNanos, askedNanos);
        }
        long maxElapsedNanos = settings.maxElapsedTime().toNanos();
        if (maxElapsedNanos > 0 && nowNanos - firstAttemptNanos + waitNanos > maxElapsedNanos) {
            return null;
        }
        return Duration.ofNanos(waitNanos);
    }
}
