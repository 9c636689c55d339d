package phoenix.app.preview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.BucketAggregator;
import phoenix.experiment.store.BucketVisitor;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunUsage;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.SampleVisitor;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.TimeWindow;
import phoenix.experiment.store.WriterStatus;

/**
 * The samples of a run of which buckets are read in order, each once: what a bucket leaves behind is forgotten with it, save
 * the last sample of each series, from which a counter goes on. For one thread.
 */
final class MemoryRun implements RunWriter, RunReader {
    private final String runId;
    private final int seriesMax;
    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<SeriesEntry> entries = new ArrayList<>();
    private final List<Samples> samples = new ArrayList<>();
    private long written;
    private long outOfOrder;
    private long unknownSeries;
    private long refusedSeries;

    private record Key(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {}

    private static final class Samples {
        private long[] times = new long[2];
        private double[] values = new double[2];
        private int count;
        private long lastMillis = Long.MIN_VALUE;

        void add(long timeMillis, double value) {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            times[count] = timeMillis;
            values[count++] = value;
            lastMillis = timeMillis;
        }

        int firstFrom(long timeMillis) {
            int at = 0;
            while (at < count && times[at] < timeMillis) {
                at++;
            }
            return at;
        }

        /** Forgets all before that time but the last one. */
        void forgetBefore(long timeMillis) {
            int from = firstFrom(timeMillis) - 1;
            if (from > 0) {
                System.arraycopy(times, from, times, 0, count - from);
                System.arraycopy(values, from, values, 0, count - from);
                count -= from;
            }
        }
    }

    MemoryRun(String runId, int seriesMax) {
        this.runId = runId;
        this.seriesMax = seriesMax;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public int series(Variant variant, SeriesOrigin origin, SeriesIdentity identity) {
        Key key = new Key(variant, origin, identity);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = entries.size();
        if (id >= seriesMax) {
            refusedSeries++;
            return REFUSED;
        }
        ids.put(key, id);
        entries.add(new SeriesEntry(id, variant, origin, identity, SeriesEntry.Extent.EMPTY));
        samples.add(new Samples());
        return id;
    }

    @Override
    public boolean append(int series, long timeMillis, double value) {
        if (series < 0 || series >= samples.size()) {
            unknownSeries++;
            return false;
        }
        Samples own = samples.get(series);
        if (timeMillis <= own.lastMillis) {
            outOfOrder++;
            return false;
        }
        own.add(timeMillis, value);
        written++;
        return true;
    }

    @Override
    public void commit() {
        // What is appended can be read.
    }

    @Override
    public boolean flush(Duration timeout) {
        return true;
    }

    @Override
    public WriterStatus status() {
        return new WriterStatus(
                written,
                new WriterStatus.Drops(outOfOrder, 0, 0, unknownSeries, refusedSeries),
                new RunUsage(entries.size(), written, 0),
                null);
    }

    @Override
    public RunReader reader() {
        return this;
    }

    @Override
    public void close() {
        samples.clear();
    }

    @Override
    public Answer<List<SeriesEntry>> series() {
        return new Answer.Found<>(List.copyOf(entries));
    }

    @Override
    public Answer<Scan> scan(TimeWindow window, Predicate<SeriesEntry> which, SampleVisitor visitor) {
        boolean[] asked = new boolean[entries.size()];
        for (int id = 0; id < asked.length; id++) {
            asked[id] = which.test(entries.get(id));
        }
        int shownSeries = 0;
        long shown = 0;
        for (int id = 0; id < asked.length; id++) {
            Samples own = samples.get(id);
            int from = own.firstFrom(window.fromMillis());
            int to = own.firstFrom(window.toMillis());
            if (asked[id] && from < to) {
                visitor.samples(id, own.times, own.values, from, to);
                shownSeries++;
                shown += to - from;
            }
        }
        return shown == 0
                ? new Answer.NoData<>("no samples in this window")
                : new Answer.Found<>(new Scan(shownSeries, shown, List.of()));
    }

    /** The window must not begin before that of the call before. */
    @Override
    public Answer<Scan> buckets(
            TimeWindow window, long bucketMillis, Predicate<SeriesEntry> which, BucketVisitor visitor) {
        BucketAggregator aggregator = new BucketAggregator(window, bucketMillis, visitor);
        Answer<Scan> _ = scan(BucketAggregator.scanWindow(window), which, aggregator);
        aggregator.finish();
        samples.forEach(own -> own.forgetBefore(window.toMillis()));
        return aggregator.samplesInWindow() == 0
                ? new Answer.NoData<>("no samples in this window")
                : new Answer.Found<>(new Scan(aggregator.seriesShown(), aggregator.samplesInWindow(), List.of()));
    }

    @Override
    public Answer<RunUsage> usage() {
        return new Answer.Found<>(new RunUsage(entries.size(), written, 0));
    }
}
