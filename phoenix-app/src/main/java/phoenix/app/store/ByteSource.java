package phoenix.app.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote. Bytes that end early or make no sense are damage, never another exception. */
final class ByteSource {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int position;
    private final int limit;

    ByteSource(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    void skip(long count) throws DamagedException {
        if (count < 0 || count > remaining()) {
            throw new DamagedException("ends " + count + " bytes early");
        }
        position += (int) count;
    }

    int getByte() throws DamagedException {
        skip(1);
        return bytes[position - 1] & 0xFF;
    }

    int getInt() throws DamagedException {
        skip(4);
        return (int) INT.get(bytes, position - 4);
    }

    long getLong() throws DamagedException {
        skip(8);
        return (long) LONG.get(bytes, position - 8);
    }

    long getUnsigned() throws DamagedException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = getByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamagedException("a number of more than ten bytes");
    }

    long getSigned() throws DamagedException {
        long value = getUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** An unsigned number that must lie from 0 to a maximum. */
    int getCount(int max) throws DamagedException {
        long value = getUnsigned();
        if (value < 0 || value > max) {
            throw new DamagedException("a count of " + value + ", at most " + max + " is possible");
        }
        return (int) value;
    }

    String getText() throws DamagedException {
        int length = getCount(remaining());
        skip(length);
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }
}
