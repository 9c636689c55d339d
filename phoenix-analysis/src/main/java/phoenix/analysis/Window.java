package phoenix.analysis;

/**
 * The stretch of the experiment that a look covers.
 *
 * @param used complete buckets, in which both variants reported
 * @param missing buckets that one or both variants left empty
 * @param excluded buckets left out on purpose: warm-up, restarts, scrape gaps
 * @param bucketSeconds length of a bucket, more than 0
 * @param ended whether the time is spent, so that no further look follows
 * @param bucketsLeft buckets that the time planned still holds, or {@link #UNPLANNED}; decides nothing, and tells what can still be decided
 */
public record Window(long used, long missing, long excluded, double bucketSeconds, boolean ended, long bucketsLeft) {
    /** Nobody said how long it is to go on. */
    public static final long UNPLANNED = -1;

    public Window {
        if (used < 0 || missing < 0 || excluded < 0 || !(bucketSeconds > 0)) {
            throw new IllegalArgumentException("bucket counts cannot be negative and a bucket has a length");
        }
        if (bucketsLeft < UNPLANNED) {
            throw new IllegalArgumentException("no time can be left over beyond the end, got " + bucketsLeft);
        }
    }

    /** A window of which nobody said how long it is to go on. */
    public Window(long used, long missing, long excluded, double bucketSeconds, boolean ended) {
        this(used, missing, excluded, bucketSeconds, ended, UNPLANNED);
    }

    /** Whether the time left is known and there is some. */
    boolean planned() {
        return !ended && bucketsLeft != UNPLANNED;
    }
}
