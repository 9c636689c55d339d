package phoenix.engine.capture;

import static phoenix.engine.capture.CaptureFormat.BLOCK_BYTES_MAX;
import static phoenix.engine.capture.CaptureFormat.FRAME_HEADER_BYTES;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/** Reads the binary format, a block at a time. */
final class BinaryCaptureInput implements CaptureInput {
    private static final int PACKED_BYTES_MAX = new ZstdJavaCompressor().maxCompressedLength(BLOCK_BYTES_MAX);

    private final InputStream in;
    private final ZstdJavaDecompressor decompressor = new ZstdJavaDecompressor();
    private final OtlpDecoder decoder = new OtlpDecoder();
    /** Where the next frame begins. */
    private long offset = CaptureFormat.HEADER_BYTES;

    /** The size of the file: no length in it can be true that goes beyond. */
    private final long size;

    private byte[] packed = {};
    private byte[] bytes = {};
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long blockOffset;
    private int recordsLeft;
    private long blocks;
    private long batches;
    private long points;
    private String lastReceiver = "";
    private String torn = "";
    private boolean ended;

    BinaryCaptureInput(Path file) throws IOException {
        this.in = Files.newInputStream(file);
        this.size = Files.size(file);
        try {
            header(in.readNBytes(CaptureFormat.HEADER_BYTES));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void header(byte[] header) throws CaptureException {
        if (header.length < CaptureFormat.HEADER_BYTES) {
            throw new CaptureException("a capture that ends within its header", header.length);
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        if (fields.getInt(12) != CaptureFormat.crc(header, 0, 12, null, 0)) {
            throw new CaptureException("a capture whose header is damaged: its checksum is wrong", 12);
        }
        int version = fields.getShort(CaptureFormat.MAGIC_BYTES);
        if (version != CaptureFormat.VERSION) {
            throw new CaptureException(
                    "a capture of version " + version + ", and this Phoenix reads version " + CaptureFormat.VERSION,
                    CaptureFormat.MAGIC_BYTES);
        }
    }

    @Override
    public @Nullable CapturedBatch next() throws IOException {
        while (recordsLeft == 0) {
            if (ended || !frame()) {
                ended = true;
                return null;
            }
        }
        recordsLeft--;
        CapturedBatch batch = record();
        if (recordsLeft == 0 && block.hasRemaining()) {
            throw failure("a block with " + block.remaining() + " bytes more than its records", blockOffset);
        }
        batches++;
        points += batch.batch().pointCount();
        return batch;
    }

    private CaptureException failure(String message, long at) {
        ended = true;
        recordsLeft = 0;
        return new CaptureException(message, at);
    }

    /** Reads the frame at {@link #offset}; false at the end. */
    private boolean frame() throws IOException {
        byte[] head = in.readNBytes(FRAME_HEADER_BYTES);
        if (head.length < FRAME_HEADER_BYTES) {
            torn = "the recording was cut off: there is no footer, and the last whole block ends at byte " + offset;
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int marker = fields.getInt();
        int packedBytes = fields.getInt();
        int unpackedBytes = fields.getInt();
        int records = fields.getInt();
        if (marker != CaptureFormat.BLOCK && marker != CaptureFormat.FOOTER) {
            throw failure("neither a block nor a footer begins", offset);
        }
        if (packedBytes < 0 || packedBytes > PACKED_BYTES_MAX || unpackedBytes < 0 || unpackedBytes > BLOCK_BYTES_MAX) {
            throw failure("a block that says it is larger than a block can be (32 MiB)", offset);
        }
        if (packedBytes > size - offset - FRAME_HEADER_BYTES) {
            torn = "the recording was cut off within the block that begins at byte " + offset;
            return false;
        }
        if (packed.length < packedBytes) {
            packed = new byte[packedBytes];
        }
        if (in.readNBytes(packed, 0, packedBytes) < packedBytes) {
            torn = "the file was cut off while it was read, within the block that begins at byte " + offset;
            return false;
        }
        if (fields.getInt() != CaptureFormat.crc(head, 0, CaptureFormat.FRAME_CHECKED_BYTES, packed, packedBytes)) {
            throw failure("a damaged block: its checksum is wrong", offset);
        }
        if (marker == CaptureFormat.BLOCK && records < 1) {
            throw failure("a block without records", offset);
        }
        blockOffset = offset;
        offset += FRAME_HEADER_BYTES + packedBytes;
        if (marker == CaptureFormat.FOOTER) {
            footer(packedBytes);
            return false;
        }
        unpack(packedBytes, unpackedBytes);
        recordsLeft = records;
        blocks++;
        return true;
    }

    private void unpack(int packedBytes, int unpackedBytes) throws CaptureException {
        if (bytes.length < unpackedBytes) {
            bytes = new byte[unpackedBytes];
        }
        int unpacked;
        try {
            unpacked = decompressor.decompress(packed, 0, packedBytes, bytes, 0, unpackedBytes);
        } catch (
                RuntimeException
                        e) { // the library has many words for damaged data, and for more than there is room for
            throw failure("a block that does not unpack to the size it says (" + e.getMessage() + ")", blockOffset);
        }
        if (unpacked != unpackedBytes) {
            throw failure("a block that unpacks to " + unpacked + " bytes where it says " + unpackedBytes, blockOffset);
        }
        block = ByteBuffer.wrap(bytes, 0, unpackedBytes);
    }

    private CapturedBatch record() throws CaptureException {
        if (block.remaining() < CaptureFormat.RECORD_HEADER_BYTES) {
            throw failure("a block with fewer records than it says", blockOffset);
        }
        long arrival = block.getLong();
        int idBytes = Short.toUnsignedInt(block.getShort());
        if (idBytes > block.remaining() - 4) {
            throw failure("a record that goes on past its block", blockOffset);
        }
        String receiver = receiver(idBytes);
        int length = block.getInt();
        if (length < 0 || length > block.remaining()) {
            throw failure("a record that goes on past its block", blockOffset);
        }
        int at = block.position();
        block.position(at + length);
        try {
            MetricBatch batch = decoder.decode(bytes, at, length);
            return new CapturedBatch(arrival, receiver, batch);
        } catch (OtlpFormatException e) {
            throw failure(
                    "batch " + (batches + 1) + " is not OTLP (" + e.getMessage() + " of the batch), in the block",
                    blockOffset);
        }
    }

    /** Mostly the same as before: then no new string. */
    private String receiver(int idBytes) {
        String receiver = new String(bytes, block.position(), idBytes, StandardCharsets.UTF_8);
        block.position(block.position() + idBytes);
        if (!receiver.equals(lastReceiver)) {
            lastReceiver = receiver;
        }
        return lastReceiver;
    }

    private void footer(int length) throws IOException {
        if (length != CaptureFormat.FOOTER_PAYLOAD_BYTES) {
            throw failure("a footer of " + length + " bytes", blockOffset);
        }
        ByteBuffer totals = ByteBuffer.wrap(packed, 0, length);
        if (totals.getLong() != blocks || totals.getLong() != batches || totals.getLong() != points) {
            throw failure(
                    "the footer tells of other totals than the " + blocks + " blocks, " + batches + " batches and "
                            + points + " points before it: blocks are missing, or there are too many,",
                    blockOffset);
        }
        if (in.read() >= 0) {
            throw failure("there is something after the footer", offset);
        }
    }

    @Override
    public String torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
