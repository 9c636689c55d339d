package phoenix.engine.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unary gRPC call ended.
 *
 * @param code a gRPC status code, 0 to 16
 * @param message the server's, or ours where the connection failed
 * @param body the response message; empty when there was none
 * @param trailers the headers that came with the status
 */
public record GrpcResponse(int code, String message, byte[] body, List<Header> trailers) {
    public static final int OK = 0;
    public static final int CANCELLED = 1;
    public static final int UNKNOWN = 2;
    public static final int DEADLINE_EXCEEDED = 4;
    public static final int PERMISSION_DENIED = 7;
    public static final int RESOURCE_EXHAUSTED = 8;
    public static final int UNIMPLEMENTED = 12;
    public static final int INTERNAL = 13;
    public static final int UNAVAILABLE = 14;
    public static final int UNAUTHENTICATED = 16;

    private static final String[] NAMES = {
        "OK",
        "Canceled",
        "Unknown",
        "InvalidArgument",
        "DeadlineExceeded",
        "NotFound",
        "AlreadyExists",
        "PermissionDenied",
        "ResourceExhausted",
        "FailedPrecondition",
        "Aborted",
        "OutOfRange",
        "Unimplemented",
        "Internal",
        "Unavailable",
        "DataLoss",
        "Unauthenticated"
    };

    static GrpcResponse failure(int code, String message) {
        return new GrpcResponse(code, message, new byte[0], List.of());
    }

    /** The code in the Collector's words. */
    public String codeName() {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "code " + code;
    }

    /** The value of the first trailer of this name. */
    public @Nullable String trailer(String name) {
        return Http1Parser.header(trailers, name);
    }
}
