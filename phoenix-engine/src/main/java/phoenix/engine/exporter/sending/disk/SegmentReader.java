package phoenix.engine.exporter.sending.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one segment in order and goes on behind what is damaged. Where the segment still grows, its end is
 * told with each call. Not thread-safe.
 */
final class SegmentReader implements Closeable {
    private static final int SEARCH_BYTES = 1 << 16;

    private final long segment;
    private final QueueFiles.Reader file;
    private final byte[] headerBytes = new byte[RecordHeader.BYTES];
    private long position = Segment.MAGIC.length;

    SegmentReader(QueueFiles files, long segment) throws IOException {
        this.segment = segment;
        this.file = files.open(Segment.name(segment));
    }

    /**
     * A record, as far as its header goes.
     *
     * @param position where the header begins
     */
    record Found(RecordHeader header, long position) {
        long end() {
            return position + RecordHeader.BYTES + header.length();
        }
    }

    /** The next record that is complete before {@code end}; null where there is none. */
    @Nullable
    Found next(long end) throws IOException {
        Found found = at(position, end);
        if (found == null && end - position >= RecordHeader.BYTES && !hasSoundHeader(position, end)) {
            found = search(position + 1, end);
        }
        if (found != null) {
            position = found.end();
        }
        return found;
    }

    boolean hasMagic() throws IOException {
        byte[] start = new byte[Segment.MAGIC.length];
        return file.read(0, start, 0, start.length) == start.length && Arrays.equals(start, Segment.MAGIC);
    }

    /** Where the last record ended that was read. */
    long position() {
        return position;
    }

    private @Nullable Found at(long from, long end) throws IOException {
        RecordHeader header = header(from, end);
        Found found = header == null ? null : new Found(header, from);
        return found != null && found.end() <= end ? found : null;
    }

    /** A sound header whose request was not written to its end: nothing can follow it. */
    boolean hasSoundHeader(long from, long end) throws IOException {
        return header(from, end) != null;
    }

    private @Nullable RecordHeader header(long from, long end) throws IOException {
        if (end - from < RecordHeader.BYTES
                || file.read(from, headerBytes, 0, RecordHeader.BYTES) < RecordHeader.BYTES) {
            return null;
        }
        return RecordHeader.read(segment, headerBytes, 0);
    }

    private @Nullable Found search(long from, long end) throws IOException {
        byte[] window = new byte[SEARCH_BYTES];
        for (long start = from; end - start >= RecordHeader.BYTES; start += SEARCH_BYTES - RecordHeader.BYTES + 1) {
            int read = file.read(start, window, 0, (int) Math.min(SEARCH_BYTES, end - start));
            for (int i = 0; i + RecordHeader.BYTES <= read; i++) {
                if (window[i] == (byte) (RecordHeader.MARK >>> 24)) {
                    RecordHeader header = RecordHeader.read(segment, window, i);
                    Found found = header == null ? null : new Found(header, start + i);
                    if (found != null && found.end() <= end) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** The request of a record; null when it is damaged. */
    byte @Nullable [] request(Found found) throws IOException {
        byte[] request = new byte[found.header().length()];
        int read = file.read(found.position() + RecordHeader.BYTES, request, 0, request.length);
        boolean sound = read == request.length
                && RecordHeader.checksum(request, 0, read) == found.header().checksum();
        return sound ? request : null;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
