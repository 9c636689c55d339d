package phoenix.engine.exporter.sending.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a segment are done, by their ordinals: eight bytes for each, with a checksum. An entry that is lost
 * means that a request is sent twice. Not thread-safe.
 */
final class DoneFile implements Closeable {
    static final String SUFFIX = ".done";
    private static final int ENTRY = 2 * Integer.BYTES;

    private final QueueFiles files;
    private final long segment;
    private QueueFiles.@Nullable Appender file;
    private long bytes;
    private final List<Integer> unwritten = new ArrayList<>();

    /** @param bytes of a file that is there already; a torn last entry is left out */
    DoneFile(QueueFiles files, long segment, long bytes) {
        this.files = files;
        this.segment = segment;
        this.bytes = bytes - bytes % ENTRY;
    }

    static String name(long segment) {
        return Segment.baseName(segment) + SUFFIX;
    }

    /** Reads what a file says, and skips what is damaged in it. */
    static BitSet read(QueueFiles files, long segment) throws IOException {
        BitSet done = new BitSet();
        if (!files.names().contains(name(segment))) {
            return done;
        }
        byte[] entries = new byte[1 << 13];
        try (QueueFiles.Reader file = files.open(name(segment))) {
            long position = 0;
            int read = file.read(0, entries, 0, entries.length);
            while (read >= ENTRY) {
                int whole = read - read % ENTRY;
                for (int i = 0; i < whole; i += ENTRY) {
                    ByteBuffer entry = ByteBuffer.wrap(entries, i, ENTRY);
                    int ordinal = entry.getInt();
                    if (ordinal >= 0 && entry.getInt() == checksum(segment, ordinal)) {
                        done.set(ordinal);
                    }
                }
                position += whole;
                read = file.read(position, entries, 0, entries.length);
            }
        }
        return done;
    }

    /** Adds entries; those that cannot be written are tried again with the next ones. */
    void add(List<Integer> ordinals, boolean sync) throws IOException {
        unwritten.addAll(ordinals);
        ByteBuffer entries = ByteBuffer.allocate(unwritten.size() * ENTRY);
        unwritten.forEach(ordinal -> entries.putInt(ordinal).putInt(checksum(segment, ordinal)));
        boolean complete = false;
        try {
            QueueFiles.Appender to = open();
            to.write(entries.array(), 0, entries.capacity());
            if (sync) {
                to.sync();
            }
            complete = true;
        } finally {
            if (!complete) {
                close(); // opened again, it is cut to what is known to be whole
            }
        }
        bytes += entries.capacity();
        unwritten.clear();
    }

    private QueueFiles.Appender open() throws IOException {
        QueueFiles.Appender open = file;
        if (open == null) {
            open = bytes == 0 ? files.create(name(segment)) : files.reopen(name(segment), bytes);
            file = open;
        }
        return open;
    }

    long bytes() {
        return bytes;
    }

    private static int checksum(long segment, int ordinal) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(segment)
                .putInt(ordinal)
                .flip());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        QueueFiles.Appender open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
