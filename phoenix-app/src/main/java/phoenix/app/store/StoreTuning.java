package phoenix.app.store;

/**
 * Sizes that trade memory for compactness.
 *
 * @param headSamples samples of a run that wait in memory (and in the log) until they are sealed into a segment; 20 bytes each
 * @param batchSamples samples that go to the disk in one record
 * @param batches records that may wait for the disk before samples are dropped
 * @param mergeSegments as many segments of one size become one
 * @param mergeLevels how often a sample may be merged
 */
record StoreTuning(int headSamples, int batchSamples, int batches, int mergeSegments, int mergeLevels) {
    /** At most 10 MB for the head and 5 MB for what waits, both reached only under load. */
    static final StoreTuning DEFAULT = new StoreTuning(1 << 19, 1 << 12, 64, 8, 2);
}
