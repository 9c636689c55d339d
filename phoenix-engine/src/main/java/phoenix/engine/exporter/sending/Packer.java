package phoenix.engine.exporter.sending;

import phoenix.metrics.MetricBatch;

/** Encodes and compresses batches. Called from several threads at once. */
public interface Packer {
    Payload pack(MetricBatch batch);

    /** The exact length of the batch before compression. */
    long sizeBytes(MetricBatch batch);
}
