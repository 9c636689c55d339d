package phoenix.engine.exporter.sending;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** How request bodies are compressed. Stateless and thread-safe. */
public enum Compression {
    NONE(""),
    GZIP("gzip"),
    /** The zlib format, which HTTP calls deflate. */
    DEFLATE("deflate");

    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
    private static final int GZIP_TRAILER_BYTES = 8;

    /**
     * What stands for the default. zlib's own is 6, which takes 2.2 times the CPU of 3 for bodies that are 16 % smaller
     * (metrics of processes); compressing was a third of what an OTLP pipeline cost.
     */
    private static final int USUAL_LEVEL = 3;

    private final String token;

    Compression(String token) {
        this.token = token;
    }

    /** The word for {@code Content-Encoding} and {@code grpc-encoding}; empty for {@link #NONE}. */
    public String token() {
        return token;
    }

    /** Returns the data compressed; {@code level} is 1 to 9, or -1 for the default. */
    public byte[] compress(byte[] data, int level) {
        return switch (this) {
            case NONE -> data;
            case GZIP -> gzip(data, level);
            case DEFLATE -> deflate(data, level, false, 0, 0);
        };
    }

    private static byte[] gzip(byte[] data, int level) {
        byte[] out = deflate(data, level, true, GZIP_HEADER.length, GZIP_TRAILER_BYTES);
        System.arraycopy(GZIP_HEADER, 0, out, 0, GZIP_HEADER.length);
        CRC32 crc = new CRC32();
        crc.update(data);
        int trailer = out.length - GZIP_TRAILER_BYTES;
        littleEndian(out, trailer, (int) crc.getValue());
        littleEndian(out, trailer + 4, data.length);
        return out;
    }

    private static byte[] deflate(byte[] data, int level, boolean bare, int bytesBefore, int bytesAfter) {
        Deflater deflater = new Deflater(level == Deflater.DEFAULT_COMPRESSION ? USUAL_LEVEL : level, bare);
        try {
            deflater.setInput(data);
            deflater.finish();
            byte[] out = new byte[bytesBefore + Math.max(256, data.length / 8)];
            int length = bytesBefore;
            while (!deflater.finished()) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length + bytesAfter);
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
