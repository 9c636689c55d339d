package phoenix.engine.receiver.otlp;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

/** The statuses of OTLP/gRPC, with the codes and, where it has words for it, the texts of grpc-go and the Collector. */
final class GrpcStatuses {
    static final int UNKNOWN = 2;
    static final int INVALID_ARGUMENT = 3;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;

    private static final String SERVICE = "opentelemetry.proto.collector.metrics.v1.MetricsService";
    private static final String METHOD = "Export";

    private GrpcStatuses() {}

    /** Null for the one method that there is. */
    static @Nullable RpcStatus ofPath(String path) {
        int slash = path.lastIndexOf('/');
        if (!path.startsWith("/") || slash == 0) {
            return new RpcStatus(UNIMPLEMENTED, "malformed method name: \"" + path + "\"");
        }
        String service = path.substring(1, slash);
        String method = path.substring(slash + 1);
        if (!service.equals(SERVICE)) {
            return new RpcStatus(UNIMPLEMENTED, "unknown service " + service);
        }
        return method.equals(METHOD)
                ? null
                : new RpcStatus(UNIMPLEMENTED, "unknown method " + method + " for service " + service);
    }

    static RpcStatus tooLarge(long bytes, long bytesMax) {
        return new RpcStatus(
                RESOURCE_EXHAUSTED, "grpc: received message larger than max (" + bytes + " vs. " + bytesMax + ")");
    }

    static RpcStatus of(Taken taken, long bytesMax) {
        return switch (taken) {
            case Taken.Done(ExportResponse _) -> new RpcStatus(0, "");
            case Taken.UnknownEncoding(String encoding) ->
                new RpcStatus(
                        UNIMPLEMENTED, "grpc: Decompressor is not installed for grpc-encoding \"" + encoding + "\"");
            case Taken.Damaged(String message) ->
                new RpcStatus(INTERNAL, "grpc: failed to decompress the message: " + message);
            case Taken.TooLarge() ->
                new RpcStatus(
                        RESOURCE_EXHAUSTED, "grpc: received message after decompression larger than max " + bytesMax);
            case Taken.Malformed(String message) ->
                new RpcStatus(INTERNAL, "grpc: error unmarshalling request: " + message);
            case Taken.Refused(boolean retryable, var retryAfter, String reason) ->
                retryable ? new RpcStatus(UNAVAILABLE, reason, retryAfter) : new RpcStatus(INTERNAL, reason);
        };
    }
}
