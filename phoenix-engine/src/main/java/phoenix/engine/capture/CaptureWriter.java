package phoenix.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import phoenix.metrics.MetricBatch;

/**
 * Records batches into a file. What is being written is {@code FILE.part}; it becomes the file when it is whole. Memory is
 * bounded: whoever writes waits for the disk. Thread-safe.
 */
public interface CaptureWriter extends Closeable {
    /** What became of a batch. */
    enum Written {
        YES,
        /** The file has no room for it under its limit; nothing more should be written. */
        FULL,
        /** It alone is more than the format holds (32 MiB); others may fit. */
        TOO_LARGE
    }

    /** How a capture is written. */
    enum Format {
        /** The format of docs/capture-format.md: small, with arrival times and receivers. */
        BINARY,
        /** What the Collector's {@code file} exporter writes: each batch a line of JSON. */
        JSON
    }

    /**
     * Begins a file.
     *
     * @param bytesMax the size that the file never exceeds
     */
    static CaptureWriter create(Path file, Format format, long bytesMax) throws IOException {
        PartFile part = new PartFile(file);
        return switch (format) {
            case BINARY -> new BinaryCaptureWriter(part, bytesMax);
            case JSON -> new JsonCaptureWriter(part, bytesMax);
        };
    }

    /** Where it is written until it is whole. */
    static Path partOf(Path file) {
        return PartFile.partOf(file);
    }

    /**
     * Adds a batch.
     *
     * @throws IOException when the disk refuses; the capture is then readable up to the last whole block
     */
    Written write(String receiver, long arrivalUnixNanos, MetricBatch batch) throws IOException;

    /** Hands what is in memory to the operating system. */
    void flush() throws IOException;

    /** What has been written so far. */
    CaptureTotals totals();

    /** Ends the file and gives it its name, replacing one that is there. */
    void finish() throws IOException;

    /** Closes without finishing: {@code FILE.part} stays. Does nothing after {@link #finish}. */
    @Override
    void close() throws IOException;
}
