package phoenix.experiment.store;

/** What the samples of one series in one bucket come to. Stale markers are not samples here. */
public interface Bucket {
    /** Number of samples, at least 1. */
    int count();

    double sum();

    double min();

    double max();

    double first();

    double last();

    /** Arithmetic mean of the samples: how gauges are compared. */
    default double mean() {
        return sum() / count();
    }

    /**
     * How much a cumulative series rose: the sum of the steps whose later sample lies in the bucket; after a reset the step is
     * the new value, as in Prometheus' {@code increase}, but nothing is extrapolated. The step to the first sample of the
     * bucket counts if the sample before is at most {@link RunReader#LOOKBACK_MILLIS} older. NaN if no step ends here.
     */
    double increase();

    /** Number of steps in {@link #increase}. */
    int steps();

    /** How many of the steps were resets (the value fell). */
    int resets();
}
