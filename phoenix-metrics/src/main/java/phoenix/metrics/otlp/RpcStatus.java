package phoenix.metrics.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.rpc.Status}: the body of an OTLP/HTTP error, and of gRPC's {@code grpc-status-details-bin}.
 *
 * @param code a gRPC status code, 0 to 16 where the sender keeps to the standard
 * @param retryDelay what {@code google.rpc.RetryInfo} asks the client to wait; null when that detail is absent, which
 *     makes RESOURCE_EXHAUSTED permanent. Never negative.
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#failures">OTLP: failures</a>
 */
public record RpcStatus(int code, String message, @Nullable Duration retryDelay) {
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
    private static final int MESSAGE_CHARS_MAX = 4096;
    private static final long SECONDS_MAX = 315_576_000_000L; // the range of google.protobuf.Duration
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    public RpcStatus(int code, String message) {
        this(code, message, null);
    }

    public byte[] encode() {
        ReverseWriter out = new ReverseWriter(64 + message.length());
        if (retryDelay != null) {
            if (retryDelay.toNanosPart() != 0) {
                out.varint(0x10, retryDelay.toNanosPart());
            }
            if (retryDelay.toSeconds() != 0) {
                out.varint(0x08, retryDelay.toSeconds());
            }
            out.message(0x0A, 0); // RetryInfo.retry_delay
            out.message(0x12, 0); // Any.value
            out.text(0x0A, RETRY_INFO);
            out.message(0x1A, 0); // Status.details
        }
        out.optionalText(0x12, message);
        if (code != 0) {
            out.varint(0x08, code);
        }
        return out.toByteArray();
    }

    /** Reads a status; details other than RetryInfo are passed over, a very long message is cut. */
    public static RpcStatus decode(byte[] bytes) throws OtlpFormatException {
        WireReader in = new WireReader();
        in.reset(bytes, 0, bytes.length);
        Texts texts = new Texts(1, 0);
        int code = 0;
        String message = "";
        Duration retryDelay = null;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x08 -> code = in.varint32();
                case 0x12 -> message = texts.read(in);
                case 0x1A -> {
                    Duration found = detail(in, texts);
                    retryDelay = found == null ? retryDelay : found;
                }
                default -> in.skip(tag, 0b1110);
            }
        }
        return new RpcStatus(code, cut(message, MESSAGE_CHARS_MAX), retryDelay);
    }

    private static @Nullable Duration detail(WireReader in, Texts texts) throws OtlpFormatException {
        int outer = in.enter();
        String type = "";
        byte[] value = {};
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> type = texts.read(in);
                case 0x12 -> value = in.byteArray();
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
        return type.endsWith("/google.rpc.RetryInfo") ? retryInfo(value) : null;
    }

    private static Duration retryInfo(byte[] bytes) throws OtlpFormatException {
        WireReader in = new WireReader();
        in.reset(bytes, 0, bytes.length);
        long seconds = 0;
        int nanos = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag != 0x0A) {
                in.skip(tag, 0b10);
                continue;
            }
            int outer = in.enter();
            while (in.hasMore()) {
                int field = in.tag();
                switch (field) {
                    case 0x08 -> seconds = in.varint();
                    case 0x10 -> nanos = in.varint32();
                    default -> in.skip(field, 0b110);
                }
            }
            in.leave(outer);
        }
        boolean negative = seconds < 0 || nanos < 0;
        return negative
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(seconds, SECONDS_MAX), Math.min(nanos, NANOS_PER_SECOND - 1));
    }

    static String cut(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax) + "...";
    }
}
