package phoenix.experiment.store;

/** Takes the buckets of a scan. */
@FunctionalInterface
public interface BucketVisitor {
    /**
     * Takes one bucket that holds at least one sample other than a stale marker. All calls for a series follow each other, in
     * order of time; a bucket without samples is left out.
     *
     * @param startMillis first millisecond of the bucket; the first bucket of a scan starts where its window does
     * @param bucket valid during the call only
     */
    void bucket(int series, long startMillis, Bucket bucket);
}
