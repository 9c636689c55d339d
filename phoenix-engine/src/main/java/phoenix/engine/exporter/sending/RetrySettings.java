package phoenix.engine.exporter.sending;

import java.time.Duration;

/**
 * {@code retry_on_failure}.
 *
 * @param randomizationFactor 0 to 1; each wait is drawn from {@code interval * (1 +- factor)}
 * @param multiplier the growth of the interval from one attempt to the next
 * @param maxElapsedTime given up when the next attempt would come later than this; zero is never
 */
public record RetrySettings(
        boolean enabled,
        Duration initialInterval,
        double randomizationFactor,
        double multiplier,
        Duration maxInterval,
        Duration maxElapsedTime) {
    /** The Collector's defaults. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofSeconds(300));
}
