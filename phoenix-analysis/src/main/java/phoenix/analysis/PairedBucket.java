package phoenix.analysis;

/**
 * What one measure was for both variants in the same stretch of time.
 *
 * @param index number of the bucket; grows by 1 with each bucket length
 * @param baseline NaN where the baseline gave nothing
 * @param candidate NaN where the candidate gave nothing
 */
public record PairedBucket(long index, double baseline, double candidate) {
    /** Whether both sides can be compared; an infinite value cannot. */
    public boolean complete() {
        return Double.isFinite(baseline) && Double.isFinite(candidate);
    }
}
