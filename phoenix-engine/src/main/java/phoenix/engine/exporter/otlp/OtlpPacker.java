package phoenix.engine.exporter.otlp;

import java.util.concurrent.ConcurrentLinkedQueue;
import phoenix.engine.exporter.sending.Compression;
import phoenix.engine.exporter.sending.Packer;
import phoenix.engine.exporter.sending.Payload;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;

/** Encodes batches as OTLP protobuf and compresses them. Thread-safe. */
final class OtlpPacker implements Packer {
    private final Compression compression;
    private final int level;
    /** Encoders keep a buffer: as many as threads that encode at once, which are few. */
    private final ConcurrentLinkedQueue<OtlpEncoder> encoders = new ConcurrentLinkedQueue<>();

    OtlpPacker(Compression compression, int level) {
        this.compression = compression;
        this.level = level;
    }

    @Override
    public Payload pack(MetricBatch batch) {
        OtlpEncoder encoder = encoder();
        Payload payload = encoder.encode(
                batch,
                (bytes, from, to) -> new Payload(
                        compression.compress(bytes, from, to - from, level), to - from, batch.pointCount()));
        encoders.add(encoder);
        return payload;
    }

    @Override
    public long sizeBytes(MetricBatch batch) {
        OtlpEncoder encoder = encoder();
        long size = encoder.encodedSize(batch);
        encoders.add(encoder);
        return size;
    }

    private OtlpEncoder encoder() {
        OtlpEncoder free = encoders.poll();
        return free == null ? new OtlpEncoder() : free;
    }
}
