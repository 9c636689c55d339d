package phoenix.engine.receiver.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.ExportResponse;

/** What became of a request's body; each protocol has its own words for it. */
sealed interface Taken {
    /** Handed on, perhaps without some of its points. */
    record Done(ExportResponse response) implements Taken {}

    /** No decompressor of that name. */
    record UnknownEncoding(String encoding) implements Taken {}

    /** The compressed data is damaged. */
    record Damaged(String message) implements Taken {}

    /** Unpacked it is larger than the configuration allows. */
    record TooLarge() implements Taken {}

    /** Not an OTLP request, or one beyond the limits of the decoder. */
    record Malformed(String message) implements Taken {}

    /** The pipeline, or the limit on memory, does not take it. */
    record Refused(boolean retryable, @Nullable Duration retryAfter, String reason) implements Taken {}
}
