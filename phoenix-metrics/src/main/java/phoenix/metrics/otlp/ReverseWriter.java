package phoenix.metrics.otlp;

import java.util.Arrays;

/**
 * Writes protobuf's wire format from the end to the start: when the length of a message is due, its content stands
 * already, so nothing is measured twice or moved. Fields are therefore written in descending order. Not thread-safe.
 */
final class ReverseWriter {
    private byte[] buffer;
    private int position;

    ReverseWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
        position = buffer.length;
    }

    void clear() {
        position = buffer.length;
    }

    int capacity() {
        return buffer.length;
    }

    int size() {
        return buffer.length - position;
    }

    /** What was written stands from {@link #start} to the end. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return position;
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(buffer, position, buffer.length);
    }

    /** A copy of what was written since {@link #size()} was {@code sizeBefore}. */
    byte[] since(int sizeBefore) {
        return Arrays.copyOfRange(buffer, position, buffer.length - sizeBefore);
    }

    private void ensure(int count) {
        if (position >= count) {
            return;
        }
        int size = size();
        long wanted = Math.max((long) size + count, buffer.length * 2L);
        int capacity = (int) Math.min(wanted, Integer.MAX_VALUE - 16);
        if (capacity < (long) size + count) {
            throw new IllegalStateException("an OTLP message of more than 2 GiB");
        }
        byte[] larger = new byte[capacity];
        System.arraycopy(buffer, position, larger, capacity - size, size);
        buffer = larger;
        position = capacity - size;
    }

    /** A field of up to 64 bits with its one-byte tag. */
    void fixed64(int tag, long value) {
        ensure(9);
        position -= 8;
        WireReader.putLong(buffer, position, value);
        buffer[--position] = (byte) tag;
    }

    void varint(int tag, long value) {
        varint(value);
        tag(tag);
    }

    void zigzag32(int tag, int value) {
        varint(tag, Integer.toUnsignedLong(value << 1 ^ value >> 31));
    }

    void tag(int tag) {
        ensure(1);
        buffer[--position] = (byte) tag;
    }

    void varint(long value) {
        ensure(10);
        int bytes = sizeOfVarint(value);
        position -= bytes;
        int at = position;
        long rest = value;
        for (int i = 1; i < bytes; i++) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at] = (byte) rest;
    }

    void packedElement(long value) {
        ensure(8);
        position -= 8;
        WireReader.putLong(buffer, position, value);
    }

    /** Ends (that is, starts) a message whose content began when {@link #size()} was {@code sizeBefore}. */
    void message(int tag, int sizeBefore) {
        varint(size() - sizeBefore);
        tag(tag);
    }

    void bytes(int tag, byte[] bytes) {
        raw(bytes);
        varint(bytes.length);
        tag(tag);
    }

    void raw(byte[] bytes) {
        ensure(bytes.length);
        position -= bytes.length;
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
    }

    /** A run of fields with the same one-byte tag, written with another one-byte tag. */
    void retaggedRun(byte[] run, int tag) {
        raw(run);
        int at = position;
        int end = position + run.length;
        while (at < end) {
            buffer[at++] = (byte) tag;
            int length = 0;
            byte b;
            int shift = 0;
            do {
                b = buffer[at++];
                length |= (b & 0x7F) << shift;
                shift += 7;
            } while (b < 0);
            at += length;
        }
    }

    /** Proto3 leaves an empty text out. */
    void optionalText(int tag, String text) {
        if (!text.isEmpty()) {
            text(tag, text);
        }
    }

    void text(int tag, String text) {
        int before = size();
        ensure(text.length());
        int i = text.length() - 1;
        for (; i >= 0 && text.charAt(i) < 0x80; i--) {
            buffer[--position] = (byte) text.charAt(i);
        }
        if (i >= 0) {
            raw(text.substring(0, i + 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        varint(size() - before);
        tag(tag);
    }

    static int sizeOfVarint(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** The size of a length-delimited field with a one-byte tag. */
    static int sizeOfField(int contentBytes) {
        return 1 + sizeOfVarint(contentBytes) + contentBytes;
    }

    static int sizeOfOptionalText(String text) {
        return text.isEmpty() ? 0 : sizeOfField(sizeOfText(text));
    }

    private static int sizeOfText(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += Character.isSurrogate(c) ? 1 : 3; // half a pair is written as '?'
            }
        }
        return bytes;
    }
}
