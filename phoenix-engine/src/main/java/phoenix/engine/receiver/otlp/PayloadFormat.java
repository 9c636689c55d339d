package phoenix.engine.receiver.otlp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

    abstract byte[] response(ExportResponse response);

    abstract byte[] status(RpcStatus status);

    /** By the value of Content-Type, whatever its parameters; null for a type that is not OTLP. */
    static @Nullable PayloadFormat of(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        for (PayloadFormat format : values()) {
            if (format.contentType.equals(type)) {
                return format;
            }
        }
        return null;
    }
}
