package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import phoenix.engine.net.Header;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

/** Writes the answers of gRPC. Thread-safe. */
final class GrpcWriter {
    private static final String CONTENT_TYPE = "application/grpc";
    private static final int CONTENT_TYPE_CHARS_MAX = 64;
    private static final int PREFIX_BYTES = 5;
    private static final List<Header> OK = List.of(new Header("grpc-status", "0"));

    private final Http2Writer writer;

    /** What to answer as, where that is not plain gRPC. */
    private final Map<Integer, String> contentTypes = new ConcurrentHashMap<>();

    GrpcWriter(Http2Writer writer) {
        this.writer = writer;
    }

    /** A call has come; its answer names a message format if its request did. */
    void begin(int streamId, String contentType) {
        if (contentType.startsWith(CONTENT_TYPE + "+") && contentType.length() <= CONTENT_TYPE_CHARS_MAX) {
            contentTypes.put(streamId, contentType);
        }
    }

    /** The client has given the call up. */
    void forget(int streamId) {
        contentTypes.remove(streamId);
    }

    void answer(int streamId, Taken taken, long bytesMax, boolean requestGoesOn) throws IOException {
        if (!(taken instanceof Taken.Done(ExportResponse response))) {
            failure(streamId, GrpcStatuses.of(taken, bytesMax), requestGoesOn);
            return;
        }
        byte[] message = PayloadFormat.PROTOBUF.response(response);
        byte[] framed = new byte[PREFIX_BYTES + message.length];
        framed[3] = (byte) (message.length >>> 8);
        framed[4] = (byte) message.length;
        System.arraycopy(message, 0, framed, PREFIX_BYTES, message.length);
        writer.answer(streamId, new Http2Writer.Answer(head(streamId, 200), framed, OK), requestGoesOn);
    }

    /** An answer that is a status only. */
    void failure(int streamId, RpcStatus status, boolean requestGoesOn) throws IOException {
        httpError(streamId, 200, status, requestGoesOn);
    }

    /** A request that is not gRPC at all. */
    void httpError(int streamId, int httpStatus, RpcStatus status, boolean requestGoesOn) throws IOException {
        List<Header> headers = new ArrayList<>(head(streamId, httpStatus));
        headers.add(new Header("grpc-status", Integer.toString(status.code())));
        headers.add(new Header("grpc-message", percentEncoded(status.message())));
        if (status.retryDelay() != null) {
            headers.add(new Header(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(status.encode())));
        }
        writer.answer(streamId, Http2Writer.Answer.of(headers), requestGoesOn);
    }

    private List<Header> head(int streamId, int httpStatus) {
        String contentType = contentTypes.remove(streamId);
        return List.of(
                new Header(":status", Integer.toString(httpStatus)),
                new Header("content-type", contentType == null ? CONTENT_TYPE : contentType));
    }

    /** As the gRPC specification has it: printable ASCII but for the percent sign stays. */
    static String percentEncoded(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b < 127 && b != '%') {
                text.append((char) b);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return text.toString();
    }
}
