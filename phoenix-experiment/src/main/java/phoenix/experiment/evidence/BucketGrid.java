package phoenix.experiment.evidence;

import phoenix.experiment.store.TimeWindow;

/**
 * How time is cut into buckets. The origin lies half a bucket before the first reading, so that readings fall into the
 * middle of their buckets and a few milliseconds of jitter never move one to a neighbour.
 *
 * @param originMillis start of bucket 0, milliseconds since the epoch
 * @param bucketMillis width, at least 1
 * @param warmUpBuckets buckets from 0 on that do not count
 */
public record BucketGrid(long originMillis, long bucketMillis, int warmUpBuckets) {
    public BucketGrid {
        if (bucketMillis < 1 || warmUpBuckets < 0) {
            throw new IllegalArgumentException("bucket of " + bucketMillis + " ms, warm-up of " + warmUpBuckets);
        }
    }

    /** A grid for readings of which the first was at this time. */
    public static BucketGrid around(long firstReadingMillis, long bucketMillis, int warmUpBuckets) {
        return new BucketGrid(firstReadingMillis - bucketMillis / 2, bucketMillis, warmUpBuckets);
    }

    public long indexOf(long timeMillis) {
        return Math.floorDiv(timeMillis - originMillis, bucketMillis);
    }

    public long startMillis(long index) {
        return originMillis + index * bucketMillis;
    }

    public TimeWindow window(long index) {
        return new TimeWindow(startMillis(index), startMillis(index + 1));
    }

    public boolean isWarmUp(long index) {
        return index < warmUpBuckets;
    }
}
