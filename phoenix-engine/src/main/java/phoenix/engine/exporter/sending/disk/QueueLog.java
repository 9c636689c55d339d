package phoenix.engine.exporter.sending.disk;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue of requests in append-only files. A request that was put in is there until it is acknowledged, whatever ends
 * the process in between; then, with all others of its file, it is deleted. Files are read in order and hold a checksum
 * for each request, so that one that is damaged is passed over and counted, and costs no other.
 *
 * <p>In memory there is a bit for each request of the files that are there. {@link #append}, {@link #acknowledge} and
 * {@link #usage} are thread-safe; {@link #next} and {@link #rewind} are for one reader.
 */
public final class QueueLog implements Closeable {
    private static final System.Logger LOG = System.getLogger(QueueLog.class.getName());

    private final QueueFiles files;
    private final long segmentBytes;
    private final String name;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final Map<Long, DoneFile> doneFiles = new HashMap<>();
    private final QueueWriter writer;
    private final QueueReader reader;
    /** Files in which nothing waits, as far as they are still there. */
    private final List<Segment> finished = new ArrayList<>();

    private QueueUsage usage = QueueUsage.NOTHING;
    private long damagedRequests;

    /** Whether to wait for the disk after each write. */
    private volatile boolean sync;

    /** Decides whether there is room for a request. */
    @FunctionalInterface
    public interface Gate {
        /** Null when there is room. */
        @Nullable
        Refusal refuse(QueueUsage usage);
    }

    /**
     * Why a request is not taken.
     *
     * @param passes whether waiting for room is of use
     */
    public record Refusal(String reason, boolean passes) {}

    private QueueLog(QueueFiles files, String name, long segmentBytes, long firstNumber) {
        this.files = files;
        this.name = name;
        this.segmentBytes = segmentBytes;
        this.writer = new QueueWriter(files, firstNumber);
        this.reader = new QueueReader(this, files);
    }

    /** A queue with what was found in its files. */
    record Opened(QueueLog log, Recovery recovery) {}

    /**
     * Opens the queue of a folder that nobody else writes.
     *
     * @param name for messages
     * @param segmentBytes when a file gives way to a new one
     * @throws CorruptQueueException when a file was not written by this queue
     */
    static Opened open(QueueFiles files, String name, long segmentBytes) throws IOException {
        List<String> names = files.names();
        List<Long> numbers = names.stream()
                .map(file -> Segment.number(file, Segment.SUFFIX))
                .filter(number -> number > 0)
                .sorted()
                .toList();
        for (String file : names) {
            long number = Segment.number(file, DoneFile.SUFFIX);
            if (number > 0 && !numbers.contains(number)) {
                files.delete(file);
            }
        }
        QueueLog log = new QueueLog(files, name, segmentBytes, numbers.isEmpty() ? 1 : numbers.getLast() + 1);
        Recovery recovery = Recovery.NOTHING;
        for (long number : numbers) {
            SegmentScan scan = new SegmentScan(files, number);
            Segment segment = scan.scan();
            recovery = recovery.plus(scan.result());
            log.recovered(segment, scan.lost());
        }
        log.damagedRequests = recovery.damagedRequests();
        return new Opened(log, recovery);
    }

    private void recovered(Segment segment, List<Integer> lost) throws IOException {
        String done = DoneFile.name(segment.number);
        segment.doneBytes = files.names().contains(done) ? files.size(done) : 0;
        segments.put(segment.number, segment);
        recount(segment, QueueUsage.NOTHING);
        if (!lost.isEmpty()) {
            writeDone(segment, lost); // so that they are counted once, not with every start
        }
        releaseIfFinished(segment);
    }

    /** Whether every write waits until it survives a loss of power; false is the default. */
    public void setSync(boolean on) {
        sync = on;
    }

    public QueueUsage usage() {
        lock.lock();
        try {
            return usage;
        } finally {
            lock.unlock();
        }
    }

    /** What a file holds has changed, or the file is gone. */
    private void recount(Segment segment, QueueUsage before) {
        QueueUsage now = segments.get(segment.number) == segment ? segment.usage() : QueueUsage.NOTHING;
        usage = usage.plus(now).minus(before);
    }

    /** Requests that were lost because something changed the files. */
    public long damagedRequests() {
        lock.lock();
        try {
            return damagedRequests;
        } finally {
            lock.unlock();
        }
    }

    /** What a request of that length takes on disk. */
    public static long diskBytes(int requestBytes) {
        return Segment.MAGIC.length + RecordHeader.BYTES + (long) requestBytes;
    }

    /**
     * Puts a request in. When this returns null it is in the file, and with {@link #setSync} on the disk.
     *
     * @param mayWait whether to wait for room
     * @return why it was not taken
     * @throws IOException when it could not be written; it is not in the queue then
     */
    public @Nullable Refusal append(byte[] request, int points, Gate gate, boolean mayWait) throws IOException {
        lock.lock();
        try {
            for (Refusal refusal = refuse(gate); refusal != null; refusal = refuse(gate)) {
                if (!mayWait || !refusal.passes()) {
                    return refusal;
                }
                room.awaitUninterruptibly();
            }
            write(request, points);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Refusal refuse(Gate gate) {
        Refusal refusal = gate.refuse(usage);
        return refusal != null && dropIdleFile() ? gate.refuse(usage) : refusal;
    }

    private void write(byte[] request, int points) throws IOException {
        if (writer.isFull(segmentBytes, request.length)) {
            retire();
        }
        try {
            writeOnce(request, points);
        } catch (IOException e) {
            // The bytes of what is sent already may be all that is missing.
            if (!dropIdleFile()) {
                throw e;
            }
            writeOnce(request, points);
        }
    }

    private void writeOnce(byte[] request, int points) throws IOException {
        Segment to = writer.segment();
        if (to == null) {
            to = writer.begin(sync);
            segments.put(to.number, to);
            recount(to, QueueUsage.NOTHING);
        }
        QueueUsage before = to.usage();
        writer.write(request, points, sync);
        recount(to, before);
    }

    /** Lets the next request begin a new file. */
    private void retire() {
        Segment segment = writer.segment();
        writer.retire();
        if (segment != null) {
            releaseIfFinished(segment);
        }
    }

    /** Takes a file away to which more could be written, when all in it is done. */
    private boolean dropIdleFile() {
        Segment segment = writer.segment();
        if (segment == null || segment.liveRequests > 0) {
            return false;
        }
        retire();
        return true;
    }

    /** Wakes those who wait for room, so that they ask their gate again. */
    public void wakeWaiting() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next request that was not given out since the start or the last {@link #rewind}; null when there is none now.
     *
     * @throws IOException when a file cannot be read at the moment; trying again goes on at the same place
     */
    public @Nullable StoredRequest next() throws IOException {
        return reader.next();
    }

    /** Gives up on the rest of a file that cannot be read; it stays for the next start. */
    public void skipFile() {
        reader.skipFile();
    }

    /** Lets {@link #next} begin anew with the oldest request that is not done. */
    public void rewind() {
        reader.rewind();
    }

    /**
     * Lets requests go: they are sent, or given up.
     *
     * @throws IOException when that cannot be written; it is tried again with the next ones, and after a crash until then
     *     they are in the queue once more
     */
    public void acknowledge(Collection<RecordKey> keys) throws IOException {
        lock.lock();
        try {
            Map<Segment, List<Integer>> settled = new HashMap<>();
            for (RecordKey key : keys) {
                Segment segment = segments.get(key.segment());
                if (segment != null) {
                    QueueUsage before = segment.usage();
                    if (segment.settle(key)) {
                        recount(segment, before);
                        settled.computeIfAbsent(segment, _ -> new ArrayList<>()).add(key.ordinal());
                    }
                }
            }
            room.signalAll();
            release(settled);
        } finally {
            lock.unlock();
        }
    }

    private void release(Map<Segment, List<Integer>> settled) throws IOException {
        IOException failure = null;
        for (Map.Entry<Segment, List<Integer>> entry : settled.entrySet()) {
            try {
                release(entry.getKey(), entry.getValue());
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void release(Segment segment, List<Integer> ordinals) throws IOException {
        // One that is hardly used is kept: with a backend that answers, the queue is empty all the time.
        boolean large = segment.bytes >= segmentBytes / 4;
        if (segment == writer.segment() && segment.liveRequests == 0 && large) {
            writer.retire();
        }
        if (!releaseIfFinished(segment)) {
            writeDone(segment, ordinals);
        }
    }

    private boolean releaseIfFinished(Segment segment) {
        boolean isFinished = segment.liveRequests == 0 && segment != writer.segment();
        if (isFinished && !finished.contains(segment)) {
            finished.add(segment);
        }
        try {
            while (!finished.isEmpty()) {
                delete(finished.getFirst());
                finished.removeFirst();
            }
        } catch (IOException e) {
            // Nothing is lost by it; it is tried again with the next file, and with the next start.
            LOG.log(Level.DEBUG, "{0}: a file that is done with cannot be deleted: {1}", name, e);
        }
        return isFinished;
    }

    private void writeDone(Segment segment, List<Integer> ordinals) throws IOException {
        DoneFile file =
                doneFiles.computeIfAbsent(segment.number, number -> new DoneFile(files, number, segment.doneBytes));
        QueueUsage before = segment.usage();
        file.add(ordinals, sync);
        segment.doneBytes = file.bytes();
        recount(segment, before);
    }

    /** The requests go first: without them the other file says nothing, and without that they would be sent again. */
    private void delete(Segment segment) throws IOException {
        files.delete(Segment.name(segment.number));
        QueueUsage before = segment.usage();
        if (segments.remove(segment.number) != null) {
            recount(segment, before);
        }
        DoneFile done = doneFiles.remove(segment.number);
        if (done != null) {
            done.close();
        }
        files.delete(DoneFile.name(segment.number));
    }

    /**
     * What a reader may read of a file.
     *
     * @param grows whether more may come behind its end
     */
    record Extent(long number, long end, int records, boolean grows) {}

    /** The file with this number or, if that is gone, the next one. */
    @Nullable
    Extent extent(long number) {
        lock.lock();
        try {
            Map.Entry<Long, Segment> entry = segments.ceilingEntry(number);
            if (entry == null) {
                return null;
            }
            Segment segment = entry.getValue();
            return new Extent(segment.number, segment.bytes, segment.records, segment == writer.segment());
        } finally {
            lock.unlock();
        }
    }

    boolean isDone(long number, int ordinal) {
        lock.lock();
        try {
            Segment segment = segments.get(number);
            return segment == null || segment.done.get(ordinal);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that requests cannot be read; they are lost. */
    void damaged(List<RecordKey> keys) throws IOException {
        lock.lock();
        try {
            List<RecordKey> lost = keys.stream()
                    .filter(key -> !isDone(key.segment(), key.ordinal()))
                    .toList();
            if (!lost.isEmpty()) {
                damagedRequests += lost.size();
                acknowledge(lost);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes all files; those in which nothing waits are deleted. */
    @Override
    public void close() throws IOException {
        reader.rewind();
        lock.lock();
        try {
            retire();
            for (DoneFile file : doneFiles.values()) {
                file.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
