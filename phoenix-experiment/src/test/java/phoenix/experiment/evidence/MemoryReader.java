package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.BucketAggregator;
import phoenix.experiment.store.BucketVisitor;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunUsage;
import phoenix.experiment.store.SampleVisitor;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.TimeWindow;

/** A run in memory: the simplest reader that keeps the port's promises. */
final class MemoryReader implements RunReader {
    private final List<SeriesEntry> entries = new ArrayList<>();
    private final Map<Integer, TreeMap<Long, Double>> samples = new TreeMap<>();
    private Runnable beforeScan = () -> {};

    /** What a writer does between the last question and the next scan. */
    void beforeScan(Runnable write) {
        beforeScan = write;
    }

    void append(Variant variant, SeriesOrigin origin, SeriesIdentity identity, long timeMillis, double value) {
        int id = entries.stream()
                .filter(e -> e.variant() == variant && e.identity().equals(identity))
                .map(SeriesEntry::id)
                .findFirst()
                .orElseGet(() -> {
                    entries.add(new SeriesEntry(entries.size(), variant, origin, identity, SeriesEntry.Extent.EMPTY));
                    return entries.size() - 1;
                });
        samples.computeIfAbsent(id, _ -> new TreeMap<>()).put(timeMillis, value);
    }

    @Override
    public String runId() {
        return "memory";
    }

    @Override
    public Answer<List<SeriesEntry>> series() {
        return new Answer.Found<>(List.copyOf(entries));
    }

    @Override
    public Answer<Scan> scan(TimeWindow window, Predicate<SeriesEntry> which, SampleVisitor visitor) {
        beforeScan.run();
        long shown = 0;
        BitSet chosen = new BitSet();
        for (SeriesEntry entry : entries) {
            chosen.set(entry.id(), which.test(entry));
        }
        for (Map.Entry<Integer, TreeMap<Long, Double>> one : samples.entrySet()) {
            if (chosen.get(one.getKey())) {
                for (Map.Entry<Long, Double> sample : one.getValue()
                        .subMap(window.fromMillis(), window.toMillis())
                        .entrySet()) {
                    visitor.samples(one.getKey(), new long[] {sample.getKey()}, new double[] {sample.getValue()}, 0, 1);
                    shown++;
                }
            }
        }
        return new Answer.Found<>(new Scan(entries.size(), shown, List.of()));
    }

    @Override
    public Answer<Scan> buckets(
            TimeWindow window, long bucketMillis, Predicate<SeriesEntry> which, BucketVisitor visitor) {
        BucketAggregator aggregator = new BucketAggregator(window, bucketMillis, visitor);
        scan(BucketAggregator.scanWindow(window), which, aggregator);
        aggregator.finish();
        return new Answer.Found<>(new Scan(aggregator.seriesShown(), aggregator.samplesInWindow(), List.of()));
    }

    @Override
    public Answer<RunUsage> usage() {
        return new Answer.Found<>(new RunUsage(entries.size(), 0, 0));
    }
}
