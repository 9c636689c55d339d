package phoenix.experiment.store;

/** Takes the samples of a scan. */
@FunctionalInterface
public interface SampleVisitor {
    /**
     * Takes some samples of one series, at the indices {@code from} (included) to {@code to} (excluded) of both arrays. All
     * calls for a series follow each other, and its times rise strictly over all of them. The arrays belong to the store
     * and are valid during the call only; nothing may be written to them.
     *
     * @param timesMillis milliseconds since the epoch
     * @param values exactly as appended, NaN payloads and stale markers included
     */
    void samples(int series, long[] timesMillis, double[] values, int from, int to);
}
