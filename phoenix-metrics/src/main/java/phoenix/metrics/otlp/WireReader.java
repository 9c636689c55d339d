package phoenix.metrics.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Reads protobuf's wire format from an array, checking every length against the message that encloses it. Reused from
 * message to message; not thread-safe. Call {@link #hasMore} before {@link #tag}; what follows a tag is read by the
 * method of its wire type, or passed over by {@link #skip}. Whatever the bytes, only {@link OtlpFormatException} is thrown.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
public final class WireReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Wire types: the lower three bits of a tag. */
    public static final int VARINT = 0;

    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    private static final int START_GROUP = 3;
    private static final int END_GROUP = 4;
    private static final int FIXED32 = 5;

    byte[] bytes = new byte[0];
    int position;
    /** The end of the message being read. */
    int limit;

    private int base;

    public void reset(byte[] source, int offset, int length) {
        bytes = source;
        position = offset;
        limit = offset + length;
        base = offset;
    }

    public boolean hasMore() {
        return position < limit;
    }

    OtlpFormatException error(Reason reason, String detail) {
        return new OtlpFormatException(reason, position - base, detail);
    }

    public int tag() throws OtlpFormatException {
        byte first = bytes[position];
        if (first >= 0) {
            position++;
            return first;
        }
        return int32("a field's tag");
    }

    private int int32(String what) throws OtlpFormatException {
        // Two bytes are what lengths of metrics and resources take.
        if (limit - position >= 2 && bytes[position] < 0 && bytes[position + 1] >= 0) {
            int two = (bytes[position] & 0x7F) | (bytes[position + 1] << 7);
            position += 2;
            return two;
        }
        long value = varint();
        if (value >>> 32 != 0) {
            throw error(Reason.VARINT_OVERFLOW, what + " of more than 32 bits");
        }
        return (int) value;
    }

    public long varint() throws OtlpFormatException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= limit) {
                throw error(Reason.TRUNCATED, "the message ends inside a number");
            }
            byte b = bytes[position++];
            if (shift == 63 && (b & 0xFE) != 0) {
                throw error(Reason.VARINT_OVERFLOW, "a number of more than 64 bits");
            }
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw error(Reason.VARINT_OVERFLOW, "a number of more than 10 bytes");
    }

    /** A {@code uint32} or {@code int32}; more bits than 32 are dropped, as protobuf defines. */
    public int varint32() throws OtlpFormatException {
        return (int) varint();
    }

    public int zigzag32() throws OtlpFormatException {
        int n = (int) varint();
        return (n >>> 1) ^ -(n & 1);
    }

    public long zigzag64() throws OtlpFormatException {
        long n = varint();
        return (n >>> 1) ^ -(n & 1);
    }

    /** A {@code double}. */
    public double float64() throws OtlpFormatException {
        return Double.longBitsToDouble(fixed64());
    }

    /** A {@code string}, which must be UTF-8. */
    public String text() throws OtlpFormatException {
        int length = length();
        String text = Texts.decode(this, position, length);
        position += length;
        return text;
    }

    /** Where the next byte is read in the array. */
    public int position() {
        return position;
    }

    /** How many bytes are left of the message being read. */
    public int remaining() {
        return limit - position;
    }

    public long fixed64() throws OtlpFormatException {
        if (limit - position < 8) {
            throw error(Reason.TRUNCATED, "the message ends inside a 64 bit number");
        }
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /** The length of a field that follows whole within the enclosing message. */
    int length() throws OtlpFormatException {
        int length;
        if (position < limit && bytes[position] >= 0) {
            length = bytes[position++];
        } else {
            length = int32("a length");
        }
        if (length < 0 || length > limit - position) {
            throw error(
                    Reason.TRUNCATED,
                    "a length of " + Integer.toUnsignedString(length) + " with " + (limit - position) + " bytes left");
        }
        return length;
    }

    /** Goes into a nested message; hand the result to {@link #leave} at its end. */
    public int enter() throws OtlpFormatException {
        int outer = limit;
        int length = length();
        limit = position + length;
        return outer;
    }

    public void leave(int outer) {
        position = limit;
        limit = outer;
    }

    byte[] byteArray() throws OtlpFormatException {
        int length = length();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, position, copy, 0, length);
        position += length;
        return copy;
    }

    /**
     * Passes over a field that the caller does not know.
     *
     * @param known bit n is set when the caller knows field n: then its wire type must be wrong
     */
    public void skip(int tag, long known) throws OtlpFormatException {
        int field = tag >>> 3;
        int type = tag & 7;
        if (field == 0 || type > FIXED32) {
            throw error(Reason.MALFORMED_TAG, "field " + field + " of wire type " + type);
        }
        if (type == START_GROUP || type == END_GROUP) {
            throw error(Reason.GROUP, "a group in field " + field);
        }
        if (field < 64 && (known >>> field & 1) != 0) {
            throw error(Reason.WRONG_WIRE_TYPE, "field " + field + " with wire type " + type);
        }
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case BYTES -> advance(length());
            default -> advance(4);
        }
    }

    private void advance(int count) throws OtlpFormatException {
        if (count > limit - position) {
            throw error(Reason.TRUNCATED, "the message ends inside a field");
        }
        position += count;
    }

    /** Passes over a length-delimited field. */
    void skipBytes() throws OtlpFormatException {
        advance(length());
    }

    static long longAt(byte[] source, int offset) {
        return (long) LONG.get(source, offset);
    }

    static void putLong(byte[] target, int offset, long value) {
        LONG.set(target, offset, value);
    }
}
