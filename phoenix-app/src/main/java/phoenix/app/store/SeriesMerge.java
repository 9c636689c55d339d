package phoenix.app.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import phoenix.experiment.store.TimeWindow;

/** Brings segments, oldest first, and a head behind them together: all samples of a series, then those of the next. */
final class SeriesMerge implements Closeable {
    private final List<SegmentCursor> cursors = new ArrayList<>();
    private final List<SegmentCursor> ended = new ArrayList<>();
    private final Head.BySeries head;
    private final TimeWindow window;
    private long[] headTimes = new long[0];
    private double[] headValues = new double[0];

    /** Takes some samples of a series. */
    interface Output {
        void samples(int series, long[] times, double[] values, int from, int to) throws IOException;
    }

    /**
     * Opens all files at once: from here on it does not matter if one is deleted.
     *
     * @throws java.nio.file.NoSuchFileException if one was deleted since the list was made
     */
    SeriesMerge(List<Segment> segments, Head.View head, TimeWindow window, SeriesSelection wanted) throws IOException {
        this.window = window;
        this.head = head.bySeries(window, wanted);
        boolean complete = false;
        try {
            for (var segment : segments) {
                if (segment.damaged() || window.overlaps(segment.firstMillis(), segment.lastMillis())) {
                    cursors.add(new SegmentCursor(segment, window, wanted));
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    void run(Output output) throws IOException {
        var running = new ArrayList<SegmentCursor>(cursors.size());
        for (var cursor : cursors) {
            if (cursor.next()) {
                running.add(cursor);
            }
        }
        int headSeries = head.nextSeries(0);
        while (!running.isEmpty() || headSeries >= 0) {
            int series = headSeries >= 0 ? headSeries : Integer.MAX_VALUE;
            for (var cursor : running) {
                series = Math.min(series, cursor.series());
            }
            for (var cursor : running) {
                drain(cursor, series, output);
            }
            running.removeAll(ended);
            ended.clear();
            if (series == headSeries) {
                drainHead(series, output);
                headSeries = head.nextSeries(series + 1);
            }
        }
    }

    private void drain(SegmentCursor cursor, int series, Output output) throws IOException {
        while (cursor.series() == series) {
            int n = cursor.samples();
            var times = cursor.times();
            int from = firstNotBefore(times, n, window.fromMillis());
            int to = firstNotBefore(times, n, window.toMillis());
            if (from < to) {
                var values = cursor.values();
                if (values.length > 0) {
                    output.samples(series, times, values, from, to);
                }
            }
            if (!cursor.next()) {
                ended.add(cursor);
                return;
            }
        }
    }

    private void drainHead(int series, Output output) throws IOException {
        int n = head.samples(series);
        if (headTimes.length < n) {
            headTimes = new long[n];
            headValues = new double[n];
        }
        head.fill(series, headTimes, headValues);
        output.samples(series, headTimes, headValues, 0, n);
    }

    private static int firstNotBefore(long[] times, int n, long timeMillis) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < timeMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Spans of time in which something was left out, after {@link #run}. */
    List<TimeWindow> damaged() {
        var damaged = new ArrayList<TimeWindow>();
        cursors.forEach(cursor -> damaged.addAll(cursor.damaged()));
        return damaged;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (var cursor : cursors) {
            try {
                cursor.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
