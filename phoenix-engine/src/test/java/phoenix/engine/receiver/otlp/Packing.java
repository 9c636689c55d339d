package phoenix.engine.receiver.otlp;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4FrameJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyFramedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses the bodies of test requests. */
final class Packing {
    private Packing() {}

    @FunctionalInterface
    private interface Stream {
        OutputStream open(OutputStream out) throws IOException;
    }

    static byte[] pack(String encoding, byte[] data) throws IOException {
        return switch (encoding) {
            case "gzip" -> stream(GZIPOutputStream::new, data);
            case "deflate", "zlib" -> stream(DeflaterOutputStream::new, data);
            case "x-snappy-framed" ->
                stream(out -> new SnappyFramedOutputStream(new SnappyJavaCompressor(), out), data);
            case "snappy" -> block(new SnappyJavaCompressor(), data);
            case "zstd" -> block(new ZstdJavaCompressor(), data);
            case "lz4" -> block(new Lz4FrameJavaCompressor(), data);
            default -> throw new IllegalArgumentException(encoding);
        };
    }

    private static byte[] stream(Stream stream, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = stream.open(bytes)) {
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] block(Compressor compressor, byte[] data) {
        byte[] out = new byte[compressor.maxCompressedLength(data.length)];
        return Arrays.copyOf(out, compressor.compress(data, 0, data.length, out, 0, out.length));
    }
}
