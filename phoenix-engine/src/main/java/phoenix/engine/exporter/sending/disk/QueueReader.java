package phoenix.engine.exporter.sending.disk;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Goes through the files of a queue, oldest first, beside the writing. For one thread at a time. */
final class QueueReader {
    private final QueueLog log;
    private final QueueFiles files;

    /** The file being read, and how many of its requests are behind the reader. */
    private long number;

    private int passed;
    private @Nullable SegmentReader reader;

    QueueReader(QueueLog log, QueueFiles files) {
        this.log = log;
        this.files = files;
    }

    /** See {@link QueueLog#next}. */
    synchronized @Nullable StoredRequest next() throws IOException {
        while (true) {
            QueueLog.Extent extent = log.extent(number);
            if (extent == null) {
                return null;
            }
            if (extent.number() != number) {
                begin(extent.number());
            }
            if (passed < extent.records()) {
                StoredRequest request = read(extent);
                if (request != null) {
                    return request;
                }
            } else if (extent.grows()) {
                return null;
            } else {
                begin(number + 1);
            }
        }
    }

    /** The next request, or null when one was passed over. */
    private @Nullable StoredRequest read(QueueLog.Extent extent) throws IOException {
        SegmentReader from = reader;
        try {
            if (from == null) {
                from = new SegmentReader(files, number);
                reader = from;
            }
            SegmentReader.Found found = from.next(extent.end());
            int ordinal = found == null ? extent.records() : found.header().ordinal();
            if (ordinal > passed) {
                log.damaged(missing(passed, ordinal));
            }
            if (found == null || ordinal < passed) {
                passed = Math.max(passed, found == null ? ordinal : passed);
                return null;
            }
            if (log.isDone(number, ordinal)) {
                passed = ordinal + 1;
                return null;
            }
            RecordHeader header = found.header();
            RecordKey key = new RecordKey(number, ordinal, header.points(), header.length());
            byte[] request = from.request(found);
            passed = ordinal + 1;
            if (request == null) {
                log.damaged(List.of(key));
                return null;
            }
            return new StoredRequest(key, request);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** What these requests held is not known. */
    private List<RecordKey> missing(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(ordinal -> new RecordKey(number, ordinal, 0, 0))
                .toList();
    }

    private void begin(long segment) {
        close();
        number = segment;
        passed = 0;
    }

    synchronized void skipFile() {
        begin(number + 1);
    }

    synchronized void rewind() {
        begin(0);
    }

    private void close() {
        SegmentReader open = reader;
        reader = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(QueueReader.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a file of a queue: " + e.getMessage());
            }
        }
    }
}
