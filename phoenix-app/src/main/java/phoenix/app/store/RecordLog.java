package phoenix.app.store;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of checksummed records, written at its end. What a dying process wrote in half is not there when it is read. */
final class RecordLog implements Closeable {
    private final AppendFile file;
    private long bytes;

    private RecordLog(AppendFile file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Starts a log with eight letters that say what it is. */
    static RecordLog create(Disk disk, Path path, String magic) throws IOException {
        var log = new RecordLog(disk.create(path), 0);
        var letters = magic.getBytes(StandardCharsets.US_ASCII);
        log.write(letters, letters.length);
        return log;
    }

    /** Goes on with a log after its last whole record. */
    static RecordLog reopen(Disk disk, Path path, long validBytes) throws IOException {
        return new RecordLog(disk.reopen(path, validBytes), validBytes);
    }

    /** Appends a frame made with {@link Checksum}. */
    void append(ByteSink frame) throws IOException {
        Checksum.seal(frame);
        write(frame.array(), frame.size());
    }

    private void write(byte[] array, int length) throws IOException {
        file.write(array, 0, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    void sync() throws IOException {
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Takes one whole record. */
    interface RecordVisitor {
        void record(ByteSource record) throws DamagedException;
    }

    /**
     * How reading went.
     *
     * @param validBytes size up to the end of the last whole record
     * @param damaged whether there was more than one torn record: something changed what had been written
     */
    record Outcome(long validBytes, boolean damaged) {}

    /**
     * Shows the records of a log.
     *
     * @param skipDamaged whether the records behind a damaged one have a meaning without it
     */
    static Outcome read(Path path, String magic, boolean skipDamaged, RecordVisitor visitor) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            var letters = in.readNBytes(magic.length());
            if (letters.length < magic.length()) {
                return new Outcome(0, false);
            }
            if (!magic.equals(new String(letters, StandardCharsets.US_ASCII))) {
                return new Outcome(0, true);
            }
            return readRecords(in, magic.length(), skipDamaged, visitor);
        }
    }

    private static Outcome readRecords(InputStream in, long start, boolean skipDamaged, RecordVisitor visitor)
            throws IOException {
        var buffer = new byte[1 << 16];
        long valid = start;
        boolean damaged = false;
        while (true) {
            if (in.readNBytes(buffer, 0, Checksum.HEADER) < Checksum.HEADER) {
                return new Outcome(valid, damaged);
            }
            int length;
            int crc;
            try {
                var header = new ByteSource(buffer, 0, Checksum.HEADER);
                length = header.getInt();
                crc = header.getInt();
            } catch (DamagedException impossible) {
                throw new IllegalStateException(impossible);
            }
            if (length < 0 || length > Checksum.PAYLOAD_MAX) {
                return new Outcome(valid, true);
            }
            if (buffer.length < length + BitPacking.SLACK) {
                buffer = Arrays.copyOf(buffer, length + BitPacking.SLACK);
            }
            if (in.readNBytes(buffer, 0, length) < length) {
                return new Outcome(valid, damaged);
            }
            boolean good = Checksum.of(buffer, 0, length) == crc && visit(visitor, new ByteSource(buffer, 0, length));
            if (!good && !skipDamaged) {
                return new Outcome(valid, true);
            }
            damaged |= !good;
            valid += Checksum.HEADER + length;
        }
    }

    private static boolean visit(RecordVisitor visitor, ByteSource record) {
        try {
            visitor.record(record);
            return true;
        } catch (DamagedException e) {
            return false;
        }
    }
}
