package phoenix.engine.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The numbers of the binary format, and its checksums. All integers are big-endian. */
final class CaptureFormat {
    /** Not text, and damaged by whoever takes it for text: as in PNG. */
    private static final byte[] MAGIC = {(byte) 0x89, 'P', 'X', 'C', 'A', 'P', '\r', '\n'};

    static final int VERSION = 1;
    static final int MAGIC_BYTES = 8;
    /** Magic, version (2), reserved (2), checksum (4). */
    static final int HEADER_BYTES = 16;

    /** Marker, packed length, length, count of records, checksum: four bytes each. */
    static final int FRAME_HEADER_BYTES = 20;

    static final int FRAME_CHECKED_BYTES = 16;
    static final int BLOCK = 0x50584231; // PXB1
    static final int FOOTER = 0x50584531; // PXE1

    /** Blocks, batches, points, unpacked bytes, first and last arrival: eight bytes each. */
    static final int FOOTER_PAYLOAD_BYTES = 48;

    static final int FOOTER_BYTES = FRAME_HEADER_BYTES + FOOTER_PAYLOAD_BYTES;
    /** Arrival (8), length of the receiver's id (2), length of the message (4). */
    static final int RECORD_HEADER_BYTES = 14;

    /** Blocks are closed at this size; one message that is larger has a block for itself. */
    static final int BLOCK_BYTES = 1 << 20;

    /** What one block may hold, unpacked: the most that a reader ever has to keep. */
    static final int BLOCK_BYTES_MAX = 32 << 20;

    private CaptureFormat() {}

    static byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC);
        header.putShort((short) VERSION).putShort((short) 0);
        return header.putInt(crc(header.array(), 0, HEADER_BYTES - 4, null, 0)).array();
    }

    static boolean hasMagic(byte[] start) {
        return start.length >= MAGIC_BYTES && Arrays.equals(start, 0, MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES);
    }

    /** A frame up to its payload. */
    static byte[] frameHeader(int marker, int packedBytes, int bytes, int records, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER_BYTES)
                .putInt(marker)
                .putInt(packedBytes)
                .putInt(bytes)
                .putInt(records);
        return header.putInt(crc(header.array(), 0, FRAME_CHECKED_BYTES, payload, packedBytes))
                .array();
    }

    static int crc(
            byte[] head, int from, int length, byte @org.jspecify.annotations.Nullable [] payload, int payloadLength) {
        CRC32C crc = new CRC32C();
        crc.update(head, from, length);
        if (payload != null) {
            crc.update(payload, 0, payloadLength);
        }
        return (int) crc.getValue();
    }
}
