package phoenix.engine.exporter.sending.disk;

import java.io.IOException;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes requests to the end of the newest file. Guarded by the lock of the queue. */
final class QueueWriter {
    private static final int BUFFER_KEPT_MAX = 1 << 20;

    private final QueueFiles files;
    private long nextNumber;
    private @Nullable Segment segment;
    private QueueFiles.@Nullable Appender file;
    private byte[] buffer = new byte[1 << 13];

    QueueWriter(QueueFiles files, long firstNumber) {
        this.files = files;
        this.nextNumber = firstNumber;
    }

    /** The file that more may be written to. */
    @Nullable
    Segment segment() {
        return segment;
    }

    boolean isFull(long segmentBytes, int requestBytes) {
        return segment != null
                && segment.records > 0
                && segment.bytes + RecordHeader.BYTES + requestBytes > segmentBytes;
    }

    /** Writes a request into the file that was begun; after a failure the file is as it was before. */
    void write(byte[] request, int points, boolean sync) throws IOException {
        Segment to = Objects.requireNonNull(segment);
        QueueFiles.Appender out = Objects.requireNonNull(file);
        int length = RecordHeader.BYTES + request.length;
        byte[] record = record(length);
        RecordHeader.of(to.records, points, request).write(to.number, record);
        System.arraycopy(request, 0, record, RecordHeader.BYTES, request.length);
        boolean complete = false;
        try {
            out.write(record, 0, length);
            if (sync) {
                out.sync();
            }
            complete = true;
        } finally {
            if (!complete) {
                takeBack(out, to);
            }
        }
        to.bytes += length;
        to.add(to.records, points, request.length);
    }

    private byte[] record(int length) {
        if (length <= buffer.length) {
            return buffer;
        }
        byte[] larger = new byte[length];
        if (length <= BUFFER_KEPT_MAX) {
            buffer = larger;
        }
        return larger;
    }

    private void takeBack(QueueFiles.Appender out, Segment to) {
        try {
            out.cut(to.bytes);
        } catch (IOException e) {
            // What is behind the last whole request is cut off with the next start; no other may follow it.
            retire();
        }
    }

    Segment begin(boolean sync) throws IOException {
        Segment begun = new Segment(nextNumber, new BitSet());
        QueueFiles.Appender created = files.create(Segment.name(nextNumber));
        boolean complete = false;
        try {
            created.write(Segment.MAGIC, 0, Segment.MAGIC.length);
            if (sync) {
                created.sync();
                files.syncNames();
            }
            complete = true;
        } finally {
            if (!complete) {
                created.close(); // what there is of it is emptied by the next attempt
            }
        }
        nextNumber++;
        begun.bytes = Segment.MAGIC.length;
        segment = begun;
        file = created;
        return begun;
    }

    /** Closes the file: the next request begins another one. */
    void retire() {
        QueueFiles.Appender open = file;
        file = null;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Everything in it has been written; what is left to close is a number.
                System.getLogger(QueueWriter.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a file of a queue: " + e.getMessage());
            }
        }
    }
}
