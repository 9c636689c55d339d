package phoenix.engine.receiver.otlp;

import io.airlift.compress.v3.snappy.SnappyFramedInputStream;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How bodies may be compressed. Unpacking stops at the limit of what it unpacks into, and what a header announces is not
 * believed. Stateless and thread-safe.
 */
enum Encoding {
    GZIP {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, CHUNK_BYTES);
        }
    },
    /** The zlib format, which HTTP calls deflate. */
    ZLIB {
        @Override
        InputStream open(InputStream packed) {
            return new InflaterInputStream(packed);
        }
    },
    ZSTD {
        @Override
        InputStream open(InputStream packed) {
            return new ZstdInputStream(packed); // in Java, not native
        }
    },
    SNAPPY_FRAMED {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new SnappyFramedInputStream(new SnappyJavaDecompressor(), packed, true);
        }
    },
    /** One block, without a frame. */
    SNAPPY {
        @Override
        InputStream open(InputStream packed) {
            throw new UnsupportedOperationException("a block is unpacked at once");
        }

        @Override
        void unpackChecked(Body packed, Body into) throws IOException {
            if (isFramed(packed)) {
                SNAPPY_FRAMED.unpackChecked(
                        packed, into); // senders of old say snappy for both, and the Collector looks
                return;
            }
            SnappyJavaDecompressor decompressor = new SnappyJavaDecompressor();
            long length = Integer.toUnsignedLong(decompressor.getUncompressedLength(packed.bytes(), 0));
            if (length / SNAPPY_RATIO_MAX > packed.size()) {
                throw new IOException("snappy: corrupt input");
            }
            into.room(length);
            int written =
                    decompressor.decompress(packed.bytes(), 0, packed.size(), into.bytes(), 0, into.bytes().length);
            into.filled(written);
        }
    },
    LZ4 {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new Lz4FrameInputStream(packed);
        }
    };

    private static final byte[] SNAPPY_FRAME = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int CHUNK_BYTES = 8192;
    /** The densest element of the format is a copy of 64 bytes, in three. */
    private static final int SNAPPY_RATIO_MAX = 64;

    private static boolean isFramed(Body packed) {
        int length = Math.min(packed.size(), SNAPPY_FRAME.length);
        return Arrays.equals(packed.bytes(), 0, length, SNAPPY_FRAME, 0, SNAPPY_FRAME.length);
    }

    /** By the value of {@code Content-Encoding}, exactly as written; null for one that is unknown. */
    static @Nullable Encoding ofHttp(String name) {
        return switch (name) {
            case "gzip" -> GZIP;
            case "zlib", "deflate" -> ZLIB;
            case "zstd" -> ZSTD;
            case "snappy" -> SNAPPY;
            case "x-snappy-framed" -> SNAPPY_FRAMED;
            case "lz4" -> LZ4;
            default -> null;
        };
    }

    /** By the value of {@code grpc-encoding}; null for one that is unknown. */
    static @Nullable Encoding ofGrpc(String name) {
        return switch (name) {
            case "gzip" -> GZIP;
            case "zstd" -> ZSTD;
            case "snappy" -> SNAPPY_FRAMED;
            default -> null;
        };
    }

    abstract InputStream open(InputStream packed) throws IOException;

    /** Unpacks a whole body; an IOException other than those of {@link Body} says that the data is damaged. */
    void unpack(Body packed, Body into) throws IOException {
        try {
            unpackChecked(packed, into);
        } catch (RuntimeException e) {
            // The libraries have many words for damaged data, ArithmeticException among them.
            throw new IOException(this + ": corrupt input", e);
        }
    }

    void unpackChecked(Body packed, Body into) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = open(new ByteArrayInputStream(packed.bytes(), 0, packed.size()))) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                into.append(chunk, 0, n);
            }
        }
    }
}
