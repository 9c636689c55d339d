package phoenix.metrics.otlp;

import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * OTLP's {@code ExportMetricsServiceResponse}: an empty message when all went well, else how many points the receiver
 * refused for good, and why. A message without refused points is a warning.
 *
 * @param rejectedPoints a receiver's {@code rejected_data_points}
 */
public record ExportResponse(long rejectedPoints, String errorMessage) {
    public static final ExportResponse SUCCESS = new ExportResponse(0, "");

    private static final int MESSAGE_CHARS_MAX = 4096;

    /** Whether the receiver set {@code partial_success} to something. */
    public boolean isPartial() {
        return rejectedPoints != 0 || !errorMessage.isEmpty();
    }

    public byte[] encode() {
        ReverseWriter out = new ReverseWriter(32 + errorMessage.length());
        if (isPartial()) {
            out.optionalText(0x12, errorMessage);
            if (rejectedPoints != 0) {
                out.varint(0x08, rejectedPoints);
            }
            out.message(0x0A, 0);
        }
        return out.toByteArray();
    }

    /** Reads a response; a very long message is cut. */
    public static ExportResponse decode(byte[] bytes) throws OtlpFormatException {
        WireReader in = new WireReader();
        in.reset(bytes, 0, bytes.length);
        Texts texts = new Texts(1, 0);
        long rejected = 0;
        String message = "";
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
                    case 0x08 -> rejected = in.varint();
                    case 0x12 -> message = texts.read(in);
                    default -> in.skip(field, 0b110);
                }
            }
            in.leave(outer);
        }
        if (rejected < 0) {
            throw in.error(Reason.VARINT_OVERFLOW, "a negative number of rejected points");
        }
        return new ExportResponse(rejected, RpcStatus.cut(message, MESSAGE_CHARS_MAX));
    }
}
