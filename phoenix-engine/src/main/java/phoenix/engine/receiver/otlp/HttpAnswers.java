package phoenix.engine.receiver.otlp;

import phoenix.engine.net.Header;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

/** The answers of OTLP/HTTP, with the codes and texts of the Collector's receiver. */
final class HttpAnswers {
    static final HttpAnswer NOT_FOUND = HttpAnswer.text(
                    "404 Not Found", "text/plain; charset=utf-8", "404 page not found\n")
            .with(new Header("X-Content-Type-Options", "nosniff"));
    static final HttpAnswer WRONG_METHOD =
            HttpAnswer.text("405 Method Not Allowed", "text/plain", "405 method not allowed, supported: [POST]");
    static final HttpAnswer WRONG_TYPE = HttpAnswer.text(
            "415 Unsupported Media Type",
            "text/plain",
            "415 unsupported media type, supported: [application/json, application/x-protobuf]");
    /** The Collector's answer to an error before it has looked at the content type, where that is unknown. */
    static final HttpAnswer NO_FORMAT = HttpAnswer.text(
            "500 Internal Server Error",
            "application/json",
            "{\"code\": 13, \"message\": \"failed to marshal error message\"}");

    private static final int INVALID_ARGUMENT = 3;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;

    private HttpAnswers() {}

    static HttpAnswer of(Taken taken, PayloadFormat format) {
        return switch (taken) {
            case Taken.Done(ExportResponse response) ->
                HttpAnswer.of("200 OK", format.contentType(), format.response(response));
            case Taken.UnknownEncoding(String encoding) ->
                badRequest("unsupported Content-Encoding: " + encoding, format);
            case Taken.Damaged(String message) -> badRequest(message, format);
            case Taken.Malformed(String message) -> badRequest(message, format);
            case Taken.TooLarge() -> tooLarge(format);
            case Taken.Refused(boolean retryable, var retryAfter, String reason) -> {
                if (!retryable) {
                    yield status("500 Internal Server Error", new RpcStatus(INTERNAL, reason), format);
                }
                HttpAnswer answer =
                        status("503 Service Unavailable", new RpcStatus(UNAVAILABLE, reason, retryAfter), format);
                yield retryAfter == null
                        ? answer
                        : answer.with(new Header("Retry-After", Long.toString(retryAfter.toSeconds())));
            }
        };
    }

    static HttpAnswer tooLarge(PayloadFormat format) {
        return badRequest("http: request body too large", format);
    }

    static HttpAnswer badRequest(String message, PayloadFormat format) {
        return status("400 Bad Request", new RpcStatus(INVALID_ARGUMENT, message), format);
    }

    private static HttpAnswer status(String status, RpcStatus body, PayloadFormat format) {
        return HttpAnswer.of(status, format.contentType(), format.status(body));
    }
}
