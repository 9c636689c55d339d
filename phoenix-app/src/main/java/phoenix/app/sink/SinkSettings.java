package phoenix.app.sink;

import java.util.Set;
import phoenix.engine.backend.NewRelicLimits;

/**
 * How the stand-in behaves.
 *
 * @param acceptedKeys values of the header {@code api-key}; empty takes any that is not blank
 * @param payloadBytesMax of a request body as sent; New Relic's is 1 MB
 * @param uncompressedBytesMax of a request body after decompression: what protects this process
 * @param requestsPerMinuteMax beyond this requests are answered with 429; 0 is no limit
 * @param accountPoints remembers every point, to find what came twice; for tests, as it takes memory for each
 */
public record SinkSettings(
        Set<String> acceptedKeys,
        int payloadBytesMax,
        int uncompressedBytesMax,
        int requestsPerMinuteMax,
        boolean accountPoints) {
    public static final SinkSettings DEFAULT =
            new SinkSettings(Set.of(), NewRelicLimits.PAYLOAD_BYTES_MAX, 16 << 20, 0, false);

    public SinkSettings {
        acceptedKeys = Set.copyOf(acceptedKeys);
    }

    public SinkSettings withAccounting() {
        return new SinkSettings(acceptedKeys, payloadBytesMax, uncompressedBytesMax, requestsPerMinuteMax, true);
    }

    public SinkSettings withAcceptedKeys(Set<String> keys) {
        return new SinkSettings(keys, payloadBytesMax, uncompressedBytesMax, requestsPerMinuteMax, accountPoints);
    }

    public SinkSettings withRequestsPerMinuteMax(int requests) {
        return new SinkSettings(acceptedKeys, payloadBytesMax, uncompressedBytesMax, requests, accountPoints);
    }

    /** Keys are not shown. */
    @Override
    public String toString() {
        return "SinkSettings[" + acceptedKeys.size() + " keys, payloadBytesMax=" + payloadBytesMax + "]";
    }
}
