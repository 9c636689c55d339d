package phoenix.app.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.StoreProblem;
import phoenix.experiment.store.TimeWindow;

/**
 * The side of a writer that touches the disk. Everything but {@link #announce}, {@link #state} and {@link #problem} is called by
 * one thread at a time.
 *
 * <p>New samples go to a log and into the head. When the head is full it is sealed: written as a segment sorted by series, after
 * which a new log begins and the old one goes. Segments of one size are merged. At every moment the files hold each sample
 * at least once, and the names tell what counts: a log whose generation a segment covers does not, nor does a segment that
 * lies within another.
 */
final class RunRecorder {
    private static final System.Logger LOG = System.getLogger(RunRecorder.class.getName());

    /** What a loss of power may cost; a process that is killed loses nothing that was written. */
    private static final long SYNC_MILLIS = 10_000;

    private static final int SERIES_RECORD_BYTES = 1 << 16;

    private final RunFolder folder;
    private final RecordingSettings settings;
    private final StoreTuning tuning;
    private final Disk disk;
    private final InstantSource clock;

    private final SeriesDictionary dictionary;
    private final Extents extents;
    private final List<TimeWindow> damaged;
    private final ConcurrentLinkedQueue<SeriesEntry> announced = new ConcurrentLinkedQueue<>();
    private final ByteSink frame = new ByteSink(1 << 16);
    private final RecordLog seriesLog;

    private List<Segment> segments;
    private Head head = new Head();
    private SampleRecords records = new SampleRecords();
    private RecordLog log;
    private int generation;
    private long lastSyncMillis;
    private boolean merging = true;

    private volatile State state;
    private volatile @Nullable StoreProblem problem;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** What readers see. */
    record State(List<Segment> segments, Head.View head, long bytes) {}

    /** Where a recorder works and how. */
    record Place(RunFolder folder, RecordingSettings settings, StoreTuning tuning, Disk disk, InstantSource clock) {}

    /** Goes on where the files end; what was in logs becomes a segment first. */
    RunRecorder(Place place, RunFiles files) throws IOException {
        folder = place.folder();
        settings = place.settings();
        tuning = place.tuning();
        disk = place.disk();
        clock = place.clock();
        dictionary = files.dictionary();
        extents = files.extents();
        damaged = List.copyOf(files.damaged());
        segments = List.copyOf(files.segments());
        generation = segments.isEmpty() ? 0 : segments.getLast().generations().last();
        if (files.head().count() > 0) {
            int first = generation + 1;
            generation = Math.max(first, files.logs().getLast());
            var generations = new Generations(first, generation);
            segments =
                    append(segments, write(generations, List.of(), files.head().view()));
        } else if (!files.logs().isEmpty()) {
            generation = files.logs().getLast();
        }
        deleteSuperseded();
        seriesLog = files.seriesLog().validBytes() == 0
                ? RecordLog.create(disk, folder.series(), RunFolder.SERIES_MAGIC)
                : RecordLog.reopen(disk, folder.series(), files.seriesLog().validBytes());
        generation++;
        log = createLog();
        state = new State(segments, head.view(), bytes());
    }

    private RecordLog createLog() throws IOException {
        boolean created = false;
        try {
            var newLog = RecordLog.create(disk, folder.log(generation), RunFolder.SAMPLES_MAGIC);
            created = true;
            return newLog;
        } finally {
            if (!created) {
                seriesLog.close();
            }
        }
    }

    private void deleteSuperseded() throws IOException {
        var names = folder.names();
        var effective = RunFiles.effective(names);
        for (var name : names) {
            var segment = Generations.ofSegment(name);
            int ofLog = Generations.ofLog(name);
            if (name.endsWith(SegmentWriter.UNFINISHED)
                    || (segment != null && !effective.contains(segment))
                    || (ofLog > 0 && ofLog <= generation)) {
                disk.delete(folder.path().resolve(name));
            }
        }
    }

    /** Has a new series written before the next samples. Safe for several threads. */
    void announce(SeriesEntry entry) {
        announced.add(entry);
    }

    State state() {
        return state;
    }

    @Nullable
    StoreProblem problem() {
        return problem;
    }

    long writtenSamples() {
        return written.get();
    }

    long failedSamples() {
        return failed.get();
    }

    List<TimeWindow> damaged() {
        return damaged;
    }

    /** Writes a batch, or counts it as failed. */
    void write(SampleBatch batch) {
        if (!attempt(() -> append(batch))) {
            failed.addAndGet(batch.size);
        }
    }

    /** Writes series that have no samples yet. */
    void flushSeries() {
        attempt(this::writeSeries);
    }

    private void append(SampleBatch batch) throws IOException, ProblemException {
        writeSeries();
        if (head.count() > 0 && head.count() + batch.size > tuning.headSamples()) {
            seal();
        }
        Checksum.begin(frame);
        records.write(batch, frame);
        // Sealing needs room for a segment while the log is still there.
        if (bytes() + log.bytes() + 2L * frame.size() > settings.bytesMax()) {
            throw new ProblemException(Problems.sizeLimit(settings.runId(), settings.bytesMax()));
        }
        log.append(frame);
        for (int i = 0; i < batch.size; i++) {
            head.add(batch.series[i], batch.times[i], batch.values[i]);
        }
        extents.add(batch);
        state = new State(segments, head.view(), bytes());
        written.addAndGet(batch.size);
        syncNowAndThen();
    }

    private interface Work {
        void run() throws IOException, ProblemException;
    }

    /** A supervisor: whatever goes wrong with the disk or in this code ends the recording and nothing else. */
    private boolean attempt(Work work) {
        if (problem != null) {
            return false;
        }
        boolean ended = false;
        try {
            work.run();
            ended = true;
            return true;
        } catch (ProblemException e) {
            fail(e.problem());
        } catch (IOException e) {
            fail(Problems.of(folder.path(), e));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "recording of run " + folder.runId() + " failed", e);
            fail(Problems.of(folder.path(), e));
        } finally {
            if (!ended && problem == null) {
                fail(Problems.of(folder.path(), new IllegalStateException("an error ended the recording")));
            }
        }
        return false;
    }

    private void fail(StoreProblem newProblem) {
        problem = newProblem;
        LOG.log(Level.WARNING, "no more comparison samples are kept: {0}", newProblem);
    }

    private void writeSeries() throws IOException {
        var entry = announced.poll();
        while (entry != null) {
            Checksum.begin(frame);
            for (; entry != null && frame.size() < SERIES_RECORD_BYTES; entry = announced.poll()) {
                dictionary.write(entry, frame);
            }
            seriesLog.append(frame);
        }
    }

    private void syncNowAndThen() throws IOException {
        long now = clock.millis();
        if (now - lastSyncMillis >= SYNC_MILLIS) {
            lastSyncMillis = now;
            seriesLog.sync();
            log.sync();
        }
    }

    private void seal() throws IOException {
        seriesLog.sync();
        var segment = write(new Generations(generation, generation), List.of(), head.view());
        segments = append(segments, segment);
        head = new Head();
        records = new SampleRecords();
        var sealed = log;
        log = RecordLog.create(disk, folder.log(generation + 1), RunFolder.SAMPLES_MAGIC);
        state = new State(segments, head.view(), bytes());
        sealed.close();
        disk.delete(folder.log(generation));
        generation++;
        merge();
    }

    private Segment write(Generations generations, List<Segment> parts, Head.View samples) throws IOException {
        try (var merge = new SeriesMerge(parts, samples, TimeWindow.ALL, SeriesSelection.ALL);
                var writer = new SegmentWriter(disk, folder.segment(generations))) {
            merge.run(writer::add);
            if (!merge.damaged().isEmpty()) {
                throw new IOException("damaged blocks in " + merge.damaged());
            }
            return writer.finish(generations);
        }
    }

    /** Merges as long as the newest segments are of one size. A failure costs compactness, not samples. */
    private void merge() {
        int fan = tuning.mergeSegments();
        try {
            while (merging && segments.size() >= fan) {
                var parts = segments.subList(segments.size() - fan, segments.size());
                int level = level(parts.getFirst());
                long partBytes = parts.stream().mapToLong(Segment::bytes).sum();
                if (level >= tuning.mergeLevels()
                        || parts.stream().anyMatch(part -> level(part) != level)
                        || bytes() + partBytes > settings.bytesMax()) {
                    return;
                }
                merge(List.copyOf(parts));
            }
        } catch (IOException e) {
            merging = false;
            LOG.log(Level.WARNING, "segments of run {0} are not merged any more: {1}", folder.runId(), e);
        }
    }

    private void merge(List<Segment> parts) throws IOException {
        var generations = new Generations(
                parts.getFirst().generations().first(),
                parts.getLast().generations().last());
        var merged = write(generations, parts, new Head().view());
        segments = append(segments.subList(0, segments.size() - parts.size()), merged);
        state = new State(segments, head.view(), bytes());
        for (var part : parts) {
            disk.delete(part.path());
        }
    }

    private int level(Segment segment) {
        int level = 0;
        for (int count = segment.generations().count(); count >= tuning.mergeSegments(); level++) {
            count /= tuning.mergeSegments();
        }
        return level;
    }

    private long bytes() {
        long bytes = seriesLog.bytes() + log.bytes();
        for (var segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
    }

    private static List<Segment> append(List<Segment> segments, Segment segment) {
        var longer = new ArrayList<>(segments);
        longer.add(segment);
        return List.copyOf(longer);
    }

    /** Seals what is there, if the disk allows it, and closes the files. */
    void close() {
        attempt(() -> {
            writeSeries();
            if (head.count() > 0) {
                seal();
            }
            seriesLog.sync();
        });
        try {
            seriesLog.close();
            log.close();
            if (head.count() == 0) {
                disk.delete(folder.log(generation));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "closing run " + folder.runId(), e);
        }
    }
}
