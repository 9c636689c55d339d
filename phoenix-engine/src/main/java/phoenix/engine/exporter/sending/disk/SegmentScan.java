package phoenix.engine.exporter.sending.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a segment that another process has left: what waits in it, and what became of it. Changes only its torn end. */
final class SegmentScan {
    private final QueueFiles files;
    private final long number;
    private final Segment segment;
    private final List<Integer> lost = new ArrayList<>();
    private long tornBytes;
    private boolean damagedTail;

    SegmentScan(QueueFiles files, long number) throws IOException {
        this.files = files;
        this.number = number;
        this.segment = new Segment(number, DoneFile.read(files, number));
    }

    /** @throws CorruptQueueException when nothing in it was written by this queue */
    Segment scan() throws IOException {
        String name = Segment.name(number);
        long size = files.size(name);
        try (SegmentReader reader = new SegmentReader(files, number)) {
            boolean begun = reader.hasMagic();
            for (var found = reader.next(size); found != null; found = reader.next(size)) {
                add(found.header());
            }
            segment.bytes = Math.min(size, reader.position());
            if (!begun && segment.records == 0 && size >= Segment.MAGIC.length) {
                throw new CorruptQueueException(name + " is no file of this queue");
            }
            judgeTail(size, reader.hasSoundHeader(segment.bytes, size));
        }
        if (segment.bytes < size) {
            files.reopen(name, segment.bytes).close();
        }
        return segment;
    }

    private void add(RecordHeader header) {
        // One behind a higher number cannot be told from a copy of what is known.
        if (header.ordinal() < segment.records) {
            return;
        }
        loseUntil(header.ordinal());
        if (segment.done.get(header.ordinal())) {
            segment.records = header.ordinal() + 1;
        } else {
            segment.add(header.ordinal(), header.points(), header.length());
        }
    }

    private void loseUntil(int ordinal) {
        for (int missing = segment.records; missing < ordinal; missing++) {
            if (!segment.done.get(missing)) {
                segment.done.set(missing);
                lost.add(missing);
            }
        }
    }

    private void judgeTail(long size, boolean headerIsSound) {
        long tail = size - segment.bytes;
        if (tail >= RecordHeader.BYTES && !headerIsSound) {
            damagedTail = true;
        } else {
            tornBytes = tail;
        }
    }

    /** Requests of which only their number is known. */
    List<Integer> lost() {
        return lost;
    }

    Recovery result() {
        return new Recovery(segment.liveRequests, segment.livePoints, tornBytes, lost.size() + (damagedTail ? 1L : 0));
    }
}
