package phoenix.engine.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits, the lowest first, into a growing array. Not thread-safe. */
final class BitSink {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bits are stored eight bytes at a time, also where fewer are due. */
    private static final int SLACK_BYTES = 8;

    private byte[] bytes = new byte[1024];
    private int position;
    private long pending;
    private int pendingBits;

    /** @param start where the first byte goes; what is before it is the caller's */
    void reset(int start) {
        position = start;
        pending = 0;
        pendingBits = 0;
    }

    /** Makes room for so many bits; without it {@link #put} may fail. */
    void ensureBits(long bits) {
        long wanted = position + (bits >>> 3) + 2 * SLACK_BYTES;
        if (wanted > bytes.length) {
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new IllegalStateException("more than 2 GiB of compressed data");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, Math.max(wanted, bytes.length * 2L)));
        }
    }

    /** @param count 0 to 56; the bits of {@code value} above are zero */
    void put(long value, int count) {
        long all = pending | (value << pendingBits);
        int bits = pendingBits + count;
        LONG.set(bytes, position, all);
        position += bits >>> 3;
        pending = all >>> (bits & ~7);
        pendingBits = bits & 7;
    }

    /** Fills the byte that was begun with zeros. */
    void align() {
        if (pendingBits > 0) {
            put(0, 8 - pendingBits);
        }
    }

    /** Copies whole bytes; only when aligned, and after {@link #ensureBits}. */
    void raw(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    int capacity() {
        return bytes.length;
    }

    /** Everything from the start of the array, with so many zero bytes behind it. Only when aligned. */
    byte[] toByteArray(int bytesAfter) {
        byte[] copy = new byte[position + bytesAfter];
        System.arraycopy(bytes, 0, copy, 0, position);
        return copy;
    }
}
