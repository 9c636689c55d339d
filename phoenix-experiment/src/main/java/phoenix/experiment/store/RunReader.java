package phoenix.experiment.store;

import java.util.List;
import java.util.function.Predicate;

/**
 * Reads one run, also while it is being written. Every call sees what was committed before it, as one consistent state. Safe
 * for several threads; visitors are called in the calling thread.
 */
public interface RunReader {
    /** How far back a counter's step may reach for the sample before it: Prometheus' default look-back, 5 minutes. */
    long LOOKBACK_MILLIS = 300_000;

    String runId();

    /** All series of the run by id, or no data where there is none. The list is a snapshot. */
    Answer<List<SeriesEntry>> series();

    /**
     * Shows the samples of some series within a window, series by series in order of id.
     *
     * @param which asked of every series of the run, in order of id, before the first sample is shown; perhaps once more
     * @return no data if there is no sample at all to show
     */
    Answer<Scan> scan(TimeWindow window, Predicate<SeriesEntry> which, SampleVisitor visitor);

    /**
     * Cuts a window into buckets, the first of which starts where the window does, and shows each that has samples, series by
     * series in order of id. Calling it for both variants with the same window gives paired buckets.
     *
     * @param which as of {@link #scan}
     * @param bucketMillis width of a bucket, at least 1; the last bucket ends where the window does
     * @return no data if there is no sample at all to show
     */
    Answer<Scan> buckets(TimeWindow window, long bucketMillis, Predicate<SeriesEntry> which, BucketVisitor visitor);

    /** What the run takes up now. */
    Answer<RunUsage> usage();

    /**
     * What a scan read.
     *
     * @param series series shown
     * @param samples samples shown or aggregated, stale markers included
     * @param damaged spans of time in which samples were lost to damage on disk (found by checksum, left out); what falls in
     *     them is missing, not absent
     */
    record Scan(int series, long samples, List<TimeWindow> damaged) {
        public Scan {
            damaged = List.copyOf(damaged);
        }
    }
}
