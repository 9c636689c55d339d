package phoenix.engine.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a gRPC status of what came instead of one, by the tables of the gRPC specification and of grpc-go. */
final class GrpcStatus {
    private static final int MESSAGE_CHARS_MAX = 1024;

    private GrpcStatus() {}

    /** The status of a stream that the server has ended, from the last headers it sent. */
    static GrpcResponse of(List<Header> first, List<Header> last, byte[] body) {
        String code = Http1Parser.header(last, "grpc-status");
        if (code != null && code.matches("\\d{1,3}")) {
            String message = Http1Parser.header(last, "grpc-message");
            return new GrpcResponse(Integer.parseInt(code), message == null ? "" : percentDecoded(message), body, last);
        }
        String status = Http1Parser.header(first, ":status");
        return switch (status == null ? "" : status) {
            case "200" -> GrpcResponse.failure(GrpcResponse.INTERNAL, "the server ended the call without a status");
            case "400" -> GrpcResponse.failure(GrpcResponse.INTERNAL, "HTTP 400");
            case "401" -> GrpcResponse.failure(GrpcResponse.UNAUTHENTICATED, "HTTP 401");
            case "403" -> GrpcResponse.failure(GrpcResponse.PERMISSION_DENIED, "HTTP 403");
            case "404" -> GrpcResponse.failure(GrpcResponse.UNIMPLEMENTED, "HTTP 404");
            case "429", "502", "503", "504" -> GrpcResponse.failure(GrpcResponse.UNAVAILABLE, "HTTP " + status);
            default -> GrpcResponse.failure(GrpcResponse.UNKNOWN, "HTTP " + status);
        };
    }

    /** The status of a stream that was reset. */
    static GrpcResponse ofReset(int errorCode) {
        int code = switch (errorCode) {
            case 0x3, 0xb -> GrpcResponse.RESOURCE_EXHAUSTED; // FLOW_CONTROL_ERROR, ENHANCE_YOUR_CALM
            case 0x7 -> GrpcResponse.UNAVAILABLE; // REFUSED_STREAM
            case 0x8 -> GrpcResponse.CANCELLED; // CANCEL
            case 0xc -> GrpcResponse.PERMISSION_DENIED; // INADEQUATE_SECURITY
            default -> GrpcResponse.INTERNAL;
        };
        return GrpcResponse.failure(code, "the server reset the stream (HTTP/2 error " + errorCode + ")");
    }

    private static String percentDecoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < Math.min(text.length(), MESSAGE_CHARS_MAX); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
