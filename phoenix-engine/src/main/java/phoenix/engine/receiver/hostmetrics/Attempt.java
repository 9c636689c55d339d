package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that something of a process could not be read. What one may not read one may not read a second later
 * either, and each refusal costs an exception; so it is asked again after a minute, and counted as failed until then.
 */
final class Attempt {
    private static final long RETRY_NANOS = 60_000_000_000L;

    private @Nullable IOException failure;
    private long retryAtUnixNano;

    /** Why it is not to be tried now; null when it is. */
    @Nullable
    IOException standingFailure(long nowUnixNano) {
        return failure != null && nowUnixNano < retryAtUnixNano ? failure : null;
    }

    void failed(IOException why, long nowUnixNano) {
        failure = why;
        retryAtUnixNano = nowUnixNano + RETRY_NANOS;
    }

    void reset() {
        failure = null;
    }
}
