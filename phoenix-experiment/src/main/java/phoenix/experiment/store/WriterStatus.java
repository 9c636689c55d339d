package phoenix.experiment.store;

import org.jspecify.annotations.Nullable;

/**
 * How a writer is doing. Counts are since it was opened.
 *
 * @param writtenSamples samples handed to the disk
 * @param drops what was not taken
 * @param usage what the run takes up
 * @param problem why nothing more is written, or null while all is well
 */
public record WriterStatus(
        long writtenSamples,
        Drops drops,
        RunUsage usage,
        @Nullable StoreProblem problem) {
    /**
     * Samples that were dropped, by reason, and series that were refused.
     *
     * @param outOfOrder samples not after their series' last
     * @param overflow samples that came faster than the disk takes them
     * @param failed samples after the store failed or reached its size limit
     * @param unknownSeries samples of refused series
     * @param refusedSeries times a new series was refused over the limit
     */
    public record Drops(long outOfOrder, long overflow, long failed, long unknownSeries, long refusedSeries) {
        public long samples() {
            return outOfOrder + overflow + failed + unknownSeries;
        }
    }
}
