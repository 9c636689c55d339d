package phoenix.engine.capture;

import static phoenix.engine.capture.CaptureFormat.FOOTER_BYTES;
import static phoenix.engine.capture.CaptureFormat.FRAME_HEADER_BYTES;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;

/** Writes the binary format. A block is on its way to the disk when it is full, and at each {@link #flush}. */
final class BinaryCaptureWriter implements CaptureWriter {
    private static final int RECEIVER_BYTES_MAX = 1000;

    private final PartFile out;
    private final long bytesMax;
    private final OtlpEncoder encoder = new OtlpEncoder();
    private final ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    private byte[] block = new byte[CaptureFormat.BLOCK_BYTES];
    private byte[] packed = {};
    private int blockBytes;
    private int blockRecords;
    private boolean closed;
    private long blocks;
    private long unpackedBytes;
    private long batches;
    private long points;
    private long firstArrival;
    private long lastArrival;

    BinaryCaptureWriter(PartFile out, long bytesMax) throws IOException {
        this.out = out;
        this.bytesMax = bytesMax;
        byte[] header = CaptureFormat.header();
        out.write(header, header.length);
    }

    @Override
    public synchronized Written write(String receiver, long arrivalUnixNanos, MetricBatch batch) throws IOException {
        if (closed) {
            return Written.FULL;
        }
        byte[] id = receiver.getBytes(StandardCharsets.UTF_8);
        int idBytes = Math.min(id.length, RECEIVER_BYTES_MAX);
        long recordBytes = CaptureFormat.RECORD_HEADER_BYTES + idBytes + (long) encoder.encodedSize(batch);
        if (recordBytes > CaptureFormat.BLOCK_BYTES_MAX) {
            return Written.TOO_LARGE;
        }
        boolean closes = blockBytes > 0 && blockBytes + recordBytes > CaptureFormat.BLOCK_BYTES;
        if (closes || !hasRoom(recordBytes)) {
            flush();
        }
        if (!hasRoom(recordBytes)) {
            return Written.FULL;
        }
        append(id, idBytes, arrivalUnixNanos, encoder.encode(batch));
        firstArrival = batches == 0 ? arrivalUnixNanos : Math.min(firstArrival, arrivalUnixNanos);
        lastArrival = batches == 0 ? arrivalUnixNanos : Math.max(lastArrival, arrivalUnixNanos);
        batches++;
        points += batch.pointCount();
        return Written.YES;
    }

    /** Whether the file stays under its limit however badly the block compresses. */
    private boolean hasRoom(long recordBytes) {
        int worst = compressor.maxCompressedLength((int) Math.min(Integer.MAX_VALUE / 2, blockBytes + recordBytes));
        return out.size() + FRAME_HEADER_BYTES + worst + FOOTER_BYTES <= bytesMax;
    }

    private void append(byte[] id, int idBytes, long arrival, byte[] message) {
        int needed = blockBytes + CaptureFormat.RECORD_HEADER_BYTES + idBytes + message.length;
        if (needed > block.length) {
            block = java.util.Arrays.copyOf(block, needed);
        }
        ByteBuffer.wrap(block, blockBytes, needed - blockBytes)
                .putLong(arrival)
                .putShort((short) idBytes)
                .put(id, 0, idBytes)
                .putInt(message.length)
                .put(message);
        blockBytes = needed;
        blockRecords++;
    }

    @Override
    public synchronized void flush() throws IOException {
        if (blockRecords == 0) {
            return;
        }
        int worst = compressor.maxCompressedLength(blockBytes);
        if (packed.length < worst) {
            packed = new byte[worst];
        }
        int packedBytes = compressor.compress(block, 0, blockBytes, packed, 0, worst);
        out.write(
                CaptureFormat.frameHeader(CaptureFormat.BLOCK, packedBytes, blockBytes, blockRecords, packed),
                FRAME_HEADER_BYTES);
        out.write(packed, packedBytes);
        blocks++;
        unpackedBytes += blockBytes;
        blockBytes = 0;
        blockRecords = 0;
        if (block.length > CaptureFormat.BLOCK_BYTES) { // one large batch does not cost its memory for ever
            block = new byte[CaptureFormat.BLOCK_BYTES];
            packed = new byte[0];
        }
    }

    @Override
    public synchronized CaptureTotals totals() {
        return new CaptureTotals(batches, points, out.size(), firstArrival, lastArrival);
    }

    @Override
    public synchronized void finish() throws IOException {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        byte[] footer = ByteBuffer.allocate(CaptureFormat.FOOTER_PAYLOAD_BYTES)
                .putLong(blocks)
                .putLong(batches)
                .putLong(points)
                .putLong(unpackedBytes)
                .putLong(firstArrival)
                .putLong(lastArrival)
                .array();
        out.write(
                CaptureFormat.frameHeader(CaptureFormat.FOOTER, footer.length, footer.length, 0, footer),
                FRAME_HEADER_BYTES);
        out.write(footer, footer.length);
        out.finish();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }
}
