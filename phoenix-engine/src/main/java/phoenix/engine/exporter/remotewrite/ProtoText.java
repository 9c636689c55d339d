package phoenix.engine.exporter.remotewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes protobuf fields one after the other; defaults are left out unless said otherwise. Not thread-safe. */
final class ProtoText {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    private void raw(long varint) {
        reserve(10);
        long left = varint;
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    private void tag(int field, int wire) {
        raw((long) field << 3 | wire);
    }

    /** Also when it is 0: for a field whose presence says something. */
    ProtoText present(int field, long value) {
        tag(field, VARINT);
        raw(value);
        return this;
    }

    ProtoText varint(int field, long value) {
        return value == 0 ? this : present(field, value);
    }

    ProtoText zigzag(int field, int value) {
        return varint(field, Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
    }

    /** A double by its bits, so that a signalling NaN stays what it is. */
    ProtoText doubleBits(int field, long bits) {
        if (bits != 0 && bits != Long.MIN_VALUE) { // as in Go, -0 is 0
            tag(field, FIXED64);
            reserve(8);
            for (int i = 0; i < 8; i++) {
                bytes[size++] = (byte) (bits >>> (8 * i));
            }
        }
        return this;
    }

    ProtoText text(int field, String text) {
        if (!text.isEmpty()) {
            message(field, text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    ProtoText message(int field, ProtoText message) {
        tag(field, BYTES);
        raw(message.size);
        append(message.bytes, message.size);
        return this;
    }

    ProtoText message(int field, byte[] message) {
        tag(field, BYTES);
        raw(message.length);
        append(message, message.length);
        return this;
    }

    private void append(byte[] from, int count) {
        reserve(count);
        System.arraycopy(from, 0, bytes, size, count);
        size += count;
    }

    /** A packed list of zigzag numbers. */
    ProtoText deltas(int field, long[] values) {
        if (values.length > 0) {
            ProtoText packed = new ProtoText();
            for (long value : values) {
                packed.raw((value << 1) ^ (value >> 63));
            }
            message(field, packed);
        }
        return this;
    }
}
