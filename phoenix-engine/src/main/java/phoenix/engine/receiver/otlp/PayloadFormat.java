package phoenix.engine.receiver.otlp;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.MediaType;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

/** What a request and its answer are written in. */
enum PayloadFormat {
    PROTOBUF("application/x-protobuf") {
        @Override
        byte[] response(ExportResponse response) {
            return response.isPartial() ? response.encode() : EMPTY_PARTIAL_SUCCESS.clone();
        }

        @Override
        byte[] status(RpcStatus status) {
            return status.encode();
        }
    },
    JSON("application/json") {
        @Override
        byte[] response(ExportResponse response) {
            StringBuilder json = new StringBuilder("{\"partialSuccess\":{");
            if (response.rejectedPoints() != 0) {
                json.append("\"rejectedDataPoints\":\"")
                        .append(response.rejectedPoints())
                        .append('"');
            }
            if (!response.errorMessage().isEmpty()) {
                json.append(response.rejectedPoints() == 0 ? "" : ",").append("\"errorMessage\":");
                quote(json, response.errorMessage());
            }
            return json.append("}}").toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        byte[] status(RpcStatus status) {
            StringBuilder json =
                    new StringBuilder("{\"code\":").append(status.code()).append(", \"message\":");
            quote(json, status.message());
            if (status.retryDelay() != null) {
                json.append(", \"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\":\"")
                        .append(BigDecimal.valueOf(status.retryDelay().toMillis(), 3)
                                .stripTrailingZeros()
                                .toPlainString())
                        .append("s\"}]");
            }
            return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
        }
    };

    /** The Collector always sets {@code partial_success}, if to nothing. */
    private static final byte[] EMPTY_PARTIAL_SUCCESS = {0x0A, 0};

    private final String contentType;

    PayloadFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 127) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    abstract byte[] response(ExportResponse response);

    abstract byte[] status(RpcStatus status);

    /** By the value of Content-Type, whatever its parameters; null for a type that is not OTLP. */
    static @Nullable PayloadFormat of(String contentType) {
        String type = MediaType.of(contentType);
        for (PayloadFormat format : values()) {
            if (format.contentType.equals(type)) {
                return format;
            }
        }
        return null;
    }
}
