package phoenix.engine.exporter.sending.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each request in a segment. It has a checksum of its own, so that the length can be trusted where the
 * request itself is damaged, and a mark at which reading can go on where the header is.
 *
 * @param ordinal counts the requests of a segment from 0; a gap tells how many are missing
 * @param points data points in the request
 * @param length of the request that follows, in bytes
 * @param checksum CRC-32C of the request
 */
record RecordHeader(int ordinal, int points, int length, int checksum) {
    static final int BYTES = 24;

    /** The first four bytes of every header. */
    static final int MARK = 0x50485852;

    private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

    static RecordHeader of(int ordinal, int points, byte[] request) {
        return new RecordHeader(ordinal, points, request.length, checksum(request, 0, request.length));
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** @param segment goes into the checksum, so that no other segment's record is ever taken for one of this */
    void write(long segment, byte[] into) {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        buffer.putInt(MARK).putInt(ordinal).putInt(points).putInt(length).putInt(checksum);
        buffer.putInt(checksum(segment, into, 0));
    }

    /** Null where these bytes are no header. */
    static @Nullable RecordHeader read(long segment, byte[] from, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, BYTES);
        if (buffer.getInt() != MARK) {
            return null;
        }
        RecordHeader header = new RecordHeader(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt());
        boolean sound = buffer.getInt() == checksum(segment, from, offset)
                && header.ordinal >= 0
                && header.points >= 0
                && header.length >= 0;
        return sound ? header : null;
    }

    private static int checksum(long segment, byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(segment).flip());
        crc.update(bytes, offset, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
