package phoenix.engine.component;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch that was handed on: the three answers that OTLP knows. Immutable.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP specification, "Full success" to "Failures"</a>
 */
public sealed interface Outcome {
    Outcome ACCEPTED = new Accepted();

    static Outcome permanent(String reason) {
        return new Refused(false, null, reason);
    }

    static Outcome retryable(String reason) {
        return new Refused(true, null, reason);
    }

    /** Taken, or queued: the sender may forget the batch. */
    record Accepted() implements Outcome {}

    /** Taken except for some points, which must not be sent again. */
    record PartlyAccepted(long rejectedPoints, String message) implements Outcome {}

    /**
     * Not taken.
     *
     * @param retryable whether the same batch may succeed later; false means that sending it again is useless
     * @param retryAfter when to try again, if the refusing side said so
     * @param reason for people; never holds a secret
     */
    record Refused(boolean retryable, @Nullable Duration retryAfter, String reason) implements Outcome {}

    /**
     * The one answer for a batch that went to several consumers: refused if any refused, and permanently if any did
     * so permanently, because a retry would send it again to those that took it.
     */
    static Outcome combine(Outcome first, Outcome second) {
        return rank(second) > rank(first) ? second : first;
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case Accepted _ -> 0;
            case PartlyAccepted _ -> 1;
            case Refused refused -> refused.retryable() ? 2 : 3;
        };
    }
}
