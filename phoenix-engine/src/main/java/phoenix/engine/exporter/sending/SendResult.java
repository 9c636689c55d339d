package phoenix.engine.exporter.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended. Reasons are for people and never hold a secret. */
public sealed interface SendResult {
    SendResult SENT = new Sent(0, "");

    /** Taken, without {@code rejectedPoints} that the backend left out for the reason it gives; they are lost. */
    record Sent(long rejectedPoints, String message) implements SendResult {}

    /** The same payload may succeed later, at the earliest after {@code retryAfter} if the backend said so. */
    record Retryable(String reason, @Nullable Duration retryAfter) implements SendResult {}

    /** The payload will never be taken. */
    record Permanent(String reason) implements SendResult {}

    static SendResult retryable(String reason) {
        return new Retryable(reason, null);
    }

    /** Not sent because delivery is on hold; everything before the wire was done. */
    record Held() implements SendResult {}
}
