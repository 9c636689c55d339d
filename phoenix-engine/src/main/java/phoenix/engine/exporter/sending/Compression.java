package phoenix.engine.exporter.sending;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import phoenix.engine.deflate.FastDeflater;

/** How request bodies are compressed. Thread-safe. */
public enum Compression {
    NONE(""),
    GZIP("gzip"),
    /** The zlib format, which HTTP calls deflate. */
    DEFLATE("deflate");

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
    private static final int GZIP_TRAILER_BYTES = 8;

    private static final byte[] ZLIB_HEADER = {0x78, 1};
    private static final int ZLIB_TRAILER_BYTES = 4;

    /** As many as threads that compress at once. */
    private static final Queue<FastDeflater> DEFLATERS = new ConcurrentLinkedQueue<>();

    private final String token;

    Compression(String token) {
        this.token = token;
    }

    /** The word for {@code Content-Encoding} and {@code grpc-encoding}; empty for {@link #NONE}. */
    public String token() {
        return token;
    }

    /** Returns the data compressed; {@code level} is 1 to 9 of zlib, or -1 for the default, {@link FastDeflater}. */
    public byte[] compress(byte[] data, int level) {
        return this == NONE ? data : compress(data, 0, data.length, level);
    }

    /** As {@link #compress(byte[], int)}, of a part of the array; always another array. */
    public byte[] compress(byte[] data, int offset, int length, int level) {
        return switch (this) {
            case NONE -> Arrays.copyOfRange(data, offset, offset + length);
            case GZIP -> gzip(data, offset, length, level);
            case DEFLATE -> zlib(data, offset, length, level);
        };
    }

    private static byte[] gzip(byte[] data, int offset, int length, int level) {
        byte[] out = level == Deflater.DEFAULT_COMPRESSION
                ? fast(data, offset, length, GZIP_HEADER.length, GZIP_TRAILER_BYTES)
                : deflate(data, offset, length, new Framing(level, true, GZIP_HEADER.length, GZIP_TRAILER_BYTES));
        System.arraycopy(GZIP_HEADER, 0, out, 0, GZIP_HEADER.length);
        CRC32 crc = new CRC32();
        crc.update(data, offset, length);
        int trailer = out.length - GZIP_TRAILER_BYTES;
        littleEndian(out, trailer, (int) crc.getValue());
        littleEndian(out, trailer + 4, length);
        return out;
    }

    private static byte[] zlib(byte[] data, int offset, int length, int level) {
        if (level != Deflater.DEFAULT_COMPRESSION) {
            return deflate(data, offset, length, new Framing(level, false, 0, 0));
        }
        byte[] out = fast(data, offset, length, ZLIB_HEADER.length, ZLIB_TRAILER_BYTES);
        System.arraycopy(ZLIB_HEADER, 0, out, 0, ZLIB_HEADER.length);
        Adler32 adler = new Adler32();
        adler.update(data, offset, length);
        littleEndian(out, out.length - ZLIB_TRAILER_BYTES, Integer.reverseBytes((int) adler.getValue()));
        return out;
    }

    private static byte[] fast(byte[] data, int offset, int length, int bytesBefore, int bytesAfter) {
        FastDeflater free = DEFLATERS.poll();
        FastDeflater deflater = free == null ? new FastDeflater() : free;
        byte[] out = deflater.deflate(data, offset, length, bytesBefore, bytesAfter);
        DEFLATERS.add(deflater);
        return out;
    }

    /** @param bare without zlib's own header and trailer */
    private record Framing(int level, boolean bare, int bytesBefore, int bytesAfter) {}

    private static byte[] deflate(byte[] data, int offset, int dataLength, Framing framing) {
        Deflater deflater = new Deflater(framing.level, framing.bare);
        try {
            deflater.setInput(data, offset, dataLength);
            deflater.finish();
            byte[] out = new byte[framing.bytesBefore + Math.max(256, dataLength / 8)];
            int length = framing.bytesBefore;
            while (!deflater.finished()) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length + framing.bytesAfter);
        } finally {
            deflater.end();
        }
    }

    private static void littleEndian(byte[] out, int at, int value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
