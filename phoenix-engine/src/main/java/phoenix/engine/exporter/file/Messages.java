package phoenix.engine.exporter.file;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.util.Arrays;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;

/** Makes messages of batches. Thread-safe. */
final class Messages {
    private final FileConfig.Format format;
    private final boolean zstd;
    private final OtlpEncoder encoder = new OtlpEncoder();

    Messages(FileConfig config) {
        this.format = config.format();
        this.zstd = config.zstd();
    }

    byte[] of(MetricBatch batch) {
        byte[] message = switch (format) {
            case JSON -> OtlpJsonEncoder.encode(batch);
            case PROTO -> proto(batch);
        };
        return zstd ? compressed(message) : message;
    }

    private byte[] proto(MetricBatch batch) {
        synchronized (encoder) {
            return encoder.encode(batch);
        }
    }

    /** One frame for each message, as in the Collector. */
    private static byte[] compressed(byte[] message) {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(message.length)];
        return Arrays.copyOf(out, compressor.compress(message, 0, message.length, out, 0, out.length));
    }
}
