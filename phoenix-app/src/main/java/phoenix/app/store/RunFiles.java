package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import phoenix.experiment.store.TimeWindow;

/**
 * All that the files of a run hold, read without changing anything.
 *
 * @param segments those that count, oldest first
 * @param logs generations of the logs that no segment has taken the place of yet
 * @param seriesLog how reading the series went
 */
record RunFiles(
        SeriesTable series,
        SeriesDictionary dictionary,
        Extents extents,
        List<Segment> segments,
        List<Integer> logs,
        Head head,
        RecordLog.Outcome seriesLog,
        List<TimeWindow> damaged) {

    /** A writer may merge files while they are listed; then the list is made again. */
    private static final int ATTEMPTS = 20;

    static RunFiles read(RunFolder folder) throws IOException, ProblemException {
        NoSuchFileException gone = new NoSuchFileException(folder.path().toString());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            folder.readMarker();
            try {
                return readOnce(folder);
            } catch (NoSuchFileException e) {
                gone = e;
            }
        }
        throw gone;
    }

    private static RunFiles readOnce(RunFolder folder) throws IOException, ProblemException {
        var names = folder.names();
        var damaged = new ArrayList<TimeWindow>();
        var extents = new Extents();
        var segments = new ArrayList<Segment>();
        for (var generations : effective(names)) {
            var segment = Segment.open(folder.segment(generations), generations);
            measure(segment, extents);
            segments.add(segment);
        }
        int covered = segments.isEmpty() ? 0 : segments.getLast().generations().last();
        var head = new Head();
        var logs = new ArrayList<Integer>();
        for (var name : names) {
            int generation = Generations.ofLog(name);
            if (generation > covered) {
                logs.add(generation);
                readLog(folder, generation, head, extents, damaged);
            }
        }
        var table = new SeriesTable();
        var dictionary = new SeriesDictionary();
        var outcome = readSeries(folder, table, dictionary);
        if (outcome.damaged()) {
            // Whole series are lost; they may have had samples at any time.
            damaged.add(TimeWindow.ALL);
        }
        if (outcome.validBytes() == 0 && (outcome.damaged() || extents.total() > 0)) {
            throw new ProblemException(Problems.corrupt(folder.path(), RunFolder.SERIES + " cannot be read"));
        }
        table.reserve(extents.seriesEnd());
        return new RunFiles(table, dictionary, extents, segments, logs, head, outcome, damaged);
    }

    private static RecordLog.Outcome readSeries(RunFolder folder, SeriesTable table, SeriesDictionary dictionary)
            throws IOException {
        if (!Files.exists(folder.series())) {
            return new RecordLog.Outcome(0, false);
        }
        return RecordLog.read(
                folder.series(), RunFolder.SERIES_MAGIC, true, record -> dictionary.read(record, table::put));
    }

    /** Segments by generation, without those that were merged into another and not deleted yet. */
    static List<Generations> effective(List<String> names) {
        var all = new ArrayList<Generations>();
        for (var name : names) {
            var generations = Generations.ofSegment(name);
            if (generations != null) {
                all.add(generations);
            }
        }
        var effective = new ArrayList<>(all);
        effective.removeIf(one -> all.stream().anyMatch(other -> !other.equals(one) && other.contains(one)));
        effective.sort(Comparator.comparingInt(Generations::first));
        return effective;
    }

    private static void measure(Segment segment, Extents extents) throws IOException {
        try (var cursor = new SegmentCursor(segment, TimeWindow.ALL, SeriesSelection.ALL)) {
            while (cursor.next()) {
                int n = cursor.samples();
                extents.add(cursor.series(), cursor.times()[0], cursor.times()[n - 1], n);
            }
        }
    }

    private static void readLog(RunFolder folder, int generation, Head head, Extents extents, List<TimeWindow> damaged)
            throws IOException {
        var records = new SampleRecords();
        long[] newest = {Long.MIN_VALUE};
        var path = folder.log(generation);
        var outcome = RecordLog.read(
                path,
                RunFolder.SAMPLES_MAGIC,
                false,
                record -> records.read(record, (series, time, value) -> {
                    head.add(series, time, value);
                    extents.add(series, time, time, 1);
                    newest[0] = Math.max(newest[0], time);
                }));
        if (outcome.damaged()) {
            long written = Files.getLastModifiedTime(path).toMillis();
            long from = newest[0] == Long.MIN_VALUE ? Long.MIN_VALUE : newest[0] + 1;
            damaged.add(new TimeWindow(from, Math.max(from, written + 1)));
        }
    }
}
