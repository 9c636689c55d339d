package phoenix.app.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the stand-in does to a request instead of taking it, to try out what senders make of that. */
public sealed interface InjectedFault {
    /** An error answer; {@code retryAfter} goes into Retry-After, or into RetryInfo. */
    record Status(int http, int grpc, @Nullable Duration retryAfter) implements InjectedFault {}

    /** No answer until the stand-in closes. */
    record Hang() implements InjectedFault {}

    /** The connection is closed without an answer. */
    record Drop() implements InjectedFault {}

    /** The request is taken, and some points of it are not. */
    record Partial(long rejectedPoints, String message) implements InjectedFault {}

    /** An answer that comes late. */
    record Slow(Duration delay) implements InjectedFault {}
}
