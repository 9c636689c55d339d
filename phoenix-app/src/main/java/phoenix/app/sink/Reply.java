package phoenix.app.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.ExportResponse;

/**
 * What a request is answered with, for both protocols.
 *
 * @param http the status code
 * @param grpc the gRPC status code
 * @param message for people; empty on success
 * @param response of a success
 */
record Reply(int http, int grpc, String message, @Nullable Duration retryAfter, ExportResponse response) {
    static final Reply OK = new Reply(200, 0, "", null, ExportResponse.SUCCESS);

    static Reply error(int http, int grpc, String message) {
        return new Reply(http, grpc, message, null, ExportResponse.SUCCESS);
    }

    boolean isSuccess() {
        return grpc == 0;
    }
}
