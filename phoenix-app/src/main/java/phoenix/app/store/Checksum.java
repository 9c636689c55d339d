package phoenix.app.store;

import java.util.zip.CRC32C;

/** The frame around everything this store writes: length, CRC-32C of length and payload, payload. */
final class Checksum {
    /** Bytes before a payload. */
    static final int HEADER = 8;

    /** Payloads longer than this were not written by this store. */
    static final int PAYLOAD_MAX = 8 << 20;

    private Checksum() {}

    /** Empties a sink and leaves room for the header of a frame. */
    static void begin(ByteSink frame) {
        frame.clear();
        frame.putLong(0);
    }

    /** Writes the header of a frame whose payload is complete. */
    static void seal(ByteSink frame) {
        int length = frame.size() - HEADER;
        frame.setInt(0, length);
        frame.setInt(4, of(frame.array(), HEADER, length));
    }

    static int of(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(length);
        crc.update(length >>> 8);
        crc.update(length >>> 16);
        crc.update(length >>> 24);
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
