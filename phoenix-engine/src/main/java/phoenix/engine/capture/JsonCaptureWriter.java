package phoenix.engine.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;

/** Writes each batch as a line of JSON, as the Collector's {@code file} exporter does. */
final class JsonCaptureWriter implements CaptureWriter {
    private static final int BUFFER_BYTES = 64 << 10;

    private final PartFile out;
    private final long bytesMax;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES);
    private boolean closed;
    private long batches;
    private long points;
    private long firstArrival;
    private long lastArrival;

    JsonCaptureWriter(PartFile out, long bytesMax) {
        this.out = out;
        this.bytesMax = bytesMax;
    }

    @Override
    public Written write(String receiver, long arrivalUnixNanos, MetricBatch batch) throws IOException {
        byte[] line = OtlpJsonEncoder.encode(batch);
        if (line.length >= CaptureFormat.BLOCK_BYTES_MAX) {
            return Written.TOO_LARGE;
        }
        synchronized (this) {
            if (closed || out.size() + buffer.size() + line.length + 1 > bytesMax) {
                return Written.FULL;
            }
            buffer.writeBytes(line);
            buffer.write('\n');
            if (buffer.size() >= BUFFER_BYTES) {
                flush();
            }
            firstArrival = batches == 0 ? arrivalUnixNanos : Math.min(firstArrival, arrivalUnixNanos);
            lastArrival = batches == 0 ? arrivalUnixNanos : Math.max(lastArrival, arrivalUnixNanos);
            batches++;
            points += batch.pointCount();
            return Written.YES;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        byte[] lines = buffer.toByteArray();
        buffer.reset();
        out.write(lines, lines.length);
    }

    @Override
    public synchronized CaptureTotals totals() {
        return new CaptureTotals(batches, points, out.size(), firstArrival, lastArrival);
    }

    @Override
    public synchronized void finish() throws IOException {
        if (!closed) {
            flush();
            closed = true;
            out.finish();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }
}
