package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.BucketAggregator;
import phoenix.experiment.store.BucketVisitor;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunUsage;
import phoenix.experiment.store.SampleVisitor;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.TimeWindow;

/** Reads a run from snapshots, so that no reader ever waits for the writer or holds it up. */
final class EmbeddedRunReader implements RunReader {
    /** A merge may delete files between a snapshot and their opening; the next snapshot has the merged ones. */
    private static final int ATTEMPTS = 20;

    private final RunFolder folder;
    private final RunSnapshot.Source source;

    EmbeddedRunReader(RunFolder folder, RunSnapshot.Source source) {
        this.folder = folder;
        this.source = source;
    }

    @Override
    public String runId() {
        return folder.runId();
    }

    @Override
    public Answer<List<SeriesEntry>> series() {
        return ask(() -> {
            var series = source.snapshot().series();
            return series.isEmpty()
                    ? new Answer.NoData<>("run " + runId() + " has no series yet")
                    : new Answer.Found<>(List.copyOf(series));
        });
    }

    @Override
    public Answer<RunUsage> usage() {
        return ask(() -> {
            var snapshot = source.snapshot();
            long samples = 0;
            for (var entry : snapshot.series()) {
                samples += entry.extent().samples();
            }
            return new Answer.Found<>(new RunUsage(snapshot.series().size(), samples, snapshot.bytes()));
        });
    }

    @Override
    public Answer<Scan> scan(TimeWindow window, Predicate<SeriesEntry> which, SampleVisitor visitor) {
        return ask(() -> {
            var counts = new Counts(visitor);
            var damaged = read(window, which, counts);
            return answer(new Scan(counts.series, counts.samples, damaged));
        });
    }

    @Override
    public Answer<Scan> buckets(
            TimeWindow window, long bucketMillis, Predicate<SeriesEntry> which, BucketVisitor visitor) {
        var aggregator = new BucketAggregator(window, bucketMillis, visitor);
        return ask(() -> {
            var damaged = read(BucketAggregator.scanWindow(window), which, aggregator);
            aggregator.finish();
            damaged.removeIf(span -> !window.overlaps(span.fromMillis(), span.toMillis() - 1));
            return answer(new Scan(aggregator.seriesShown(), aggregator.samplesInWindow(), damaged));
        });
    }

    private Answer<RunReader.Scan> answer(Scan scan) {
        return scan.samples() == 0 && scan.damaged().isEmpty()
                ? new Answer.NoData<>("run " + runId() + " has no samples of these series in this window")
                : new Answer.Found<>(scan);
    }

    private List<TimeWindow> read(TimeWindow window, Predicate<SeriesEntry> which, SampleVisitor visitor)
            throws IOException, ProblemException {
        for (int attempt = 1; ; attempt++) {
            var snapshot = source.snapshot();
            var ids = new BitSet();
            for (var entry : snapshot.series()) {
                if (which.test(entry)) {
                    ids.set(entry.id());
                }
            }
            SeriesMerge merge;
            try {
                merge = new SeriesMerge(snapshot.segments(), snapshot.head(), window, SeriesSelection.of(ids));
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                continue;
            }
            try (merge) {
                merge.run(visitor::samples);
                var damaged = new ArrayList<>(merge.damaged());
                damaged.addAll(snapshot.damaged());
                damaged.removeIf(span -> !window.overlaps(span.fromMillis(), span.toMillis() - 1));
                return damaged;
            }
        }
    }

    private interface Question<T> {
        Answer<T> ask() throws IOException, ProblemException;
    }

    private <T> Answer<T> ask(Question<T> question) {
        try {
            return question.ask();
        } catch (ProblemException e) {
            return new Answer.Unavailable<>(e.problem());
        } catch (NoSuchFileException e) {
            return Files.exists(folder.marker())
                    ? new Answer.Unavailable<>(Problems.corrupt(folder.path(), "a file is missing: " + e.getFile()))
                    : new Answer.NoData<>("run " + runId() + " is not in this store (any more)");
        } catch (IOException e) {
            return new Answer.Unavailable<>(Problems.of(folder.path(), e));
        }
    }

    private static final class Counts implements SampleVisitor {
        private final SampleVisitor visitor;
        private int last = -1;
        private int series;
        private long samples;

        Counts(SampleVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void samples(int ofSeries, long[] timesMillis, double[] values, int from, int to) {
            series += ofSeries == last ? 0 : 1;
            last = ofSeries;
            samples += to - from;
            visitor.samples(ofSeries, timesMillis, values, from, to);
        }
    }
}
