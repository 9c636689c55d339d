package phoenix.engine.receiver.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How bodies may be compressed. Unpacking stops at the limit of what it unpacks into. Stateless and thread-safe. */
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
    };

    private static final int CHUNK_BYTES = 8192;

    /** By the value of {@code Content-Encoding}, exactly as written; null for one that is unknown. */
    static @Nullable Encoding ofHttp(String name) {
        return switch (name) {
            case "gzip" -> GZIP;
            case "zlib", "deflate" -> ZLIB;
            default -> null;
        };
    }

    /** By the value of {@code grpc-encoding}; null for one that is unknown. */
    static @Nullable Encoding ofGrpc(String name) {
        return switch (name) {
            case "gzip" -> GZIP;
            default -> null;
        };
    }

    abstract InputStream open(InputStream packed) throws IOException;

    /** Unpacks a whole body; an IOException other than those of {@link Body} says that the data is damaged. */
    void unpack(Body packed, Body into) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = open(new ByteArrayInputStream(packed.bytes(), 0, packed.size()))) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                into.append(chunk, 0, n);
            }
        }
    }
}
