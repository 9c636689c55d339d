package phoenix.metrics.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A growing text in UTF-8, in pieces so that growth never copies what stands already. Not thread-safe. */
public final class TextBuffer {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] chunk;
    private int used;

    public TextBuffer() {
        this(CHUNK_BYTES);
    }

    /** @param expectedBytes the size of the first piece */
    public TextBuffer(int expectedBytes) {
        chunk = new byte[Math.max(16, expectedBytes)];
    }

    public long size() {
        long size = used;
        for (byte[] piece : full) {
            size += piece.length;
        }
        return size;
    }

    public TextBuffer append(byte b) {
        if (used == chunk.length) {
            full.add(chunk);
            chunk = new byte[CHUNK_BYTES];
            used = 0;
        }
        chunk[used++] = b;
        return this;
    }

    public TextBuffer append(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            if (used == chunk.length) {
                full.add(chunk);
                chunk = new byte[CHUNK_BYTES];
                used = 0;
            }
            int count = Math.min(bytes.length - from, chunk.length - used);
            System.arraycopy(bytes, from, chunk, used, count);
            used += count;
            from += count;
        }
        return this;
    }

    public TextBuffer append(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            append((byte) text.charAt(i++));
        }
        return i == text.length() ? this : append(text.substring(i).getBytes(StandardCharsets.UTF_8));
    }

    /** The text with backslash and line feed escaped, and the double quote when asked for. */
    public TextBuffer appendEscaped(String text, boolean quotes) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\n' || (c == '"' && quotes)) {
                append(text.substring(start, i));
                append((byte) '\\').append((byte) (c == '\n' ? 'n' : c));
                start = i + 1;
            }
        }
        return append(start == 0 ? text : text.substring(start));
    }

    public void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : full) {
            out.write(piece);
        }
        out.write(chunk, 0, used);
    }

    public byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(size())];
        int at = 0;
        for (byte[] piece : full) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        System.arraycopy(chunk, 0, all, at, used);
        return all;
    }

    @Override
    public String toString() {
        return full.isEmpty()
                ? new String(chunk, 0, used, StandardCharsets.UTF_8)
                : new String(toByteArray(), StandardCharsets.UTF_8);
    }

    /** Empties the buffer, keeping its first piece. */
    public void clear() {
        if (!full.isEmpty()) {
            chunk = full.getFirst();
            full.clear();
        }
        used = 0;
    }
}
