package phoenix.analysis;

/**
 * The stretch of the experiment that a look covers.
 *
 * @param used complete buckets, in which both variants reported
 * @param missing buckets that one or both variants left empty
 * @param excluded buckets left out on purpose: warm-up, restarts, scrape gaps
 * @param bucketSeconds length of a bucket, more than 0
 * @param ended whether the time is spent, so that no further look follows
 */
public record Window(long used, long missing, long excluded, double bucketSeconds, boolean ended) {
    public Window {
        if (used < 0 || missing < 0 || excluded < 0 || !(bucketSeconds > 0)) {
            throw new IllegalArgumentException("bucket counts cannot be negative and a bucket has a length");
        }
    }
}
