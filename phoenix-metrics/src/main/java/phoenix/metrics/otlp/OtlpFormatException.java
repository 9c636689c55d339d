package phoenix.metrics.otlp;

/**
 * The bytes are not an OTLP message that Phoenix takes. It is the only exception that decoding throws, whatever the
 * bytes. It carries no stack trace: a flood of bad requests must stay cheap, and the place that counts is the offset.
 */
public final class OtlpFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int offset;

    /** For the readers of the two encodings. */
    public OtlpFormatException(Reason reason, int offset, String detail) {
        super(detail + " at byte " + offset, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    public Reason reason() {
        return reason;
    }

    /** Where it was noticed, in bytes from the start of the message. */
    public int offset() {
        return offset;
    }

    /** What is wrong. The first four are errors for every protobuf reader; the others are explained one by one. */
    public enum Reason {
        /** The message, or a length in it, goes on past the end. */
        TRUNCATED,
        /** A field number of 0 or an unknown wire type. */
        MALFORMED_TAG,
        /** A text that is not UTF-8. */
        INVALID_UTF8,
        /** A packed list whose length is no multiple of its element. */
        MALFORMED_LIST,
        /** A number with more than 64 bits (32 for tags and lengths). protobuf-java drops the upper bits. */
        VARINT_OVERFLOW,
        /** A known field with another wire type: an error as in the Collector; protobuf-java skips such a field. */
        WRONG_WIRE_TYPE,
        /** A protobuf group. OTLP never had one, so no sender is right to use it in an unknown field either. */
        GROUP,
        /** Not JSON, or JSON of another type than the field has. */
        MALFORMED_JSON,
        /** A trace id of other than 16, or a span id of other than 8 bytes: an error as in the Collector. */
        INVALID_ID,
        /** Attribute values nested deeper than {@link DecodeLimits#depthMax()}. */
        TOO_DEEP,
        /** More points, attributes or buckets than {@link DecodeLimits} allow. */
        TOO_MANY
    }
}
