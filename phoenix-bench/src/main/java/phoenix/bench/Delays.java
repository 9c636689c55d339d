package phoenix.bench;

/** Counts of delays by the millisecond, each weighted with the points that had it. Thread-safe. */
final class Delays {
    /** What took longer counts as this. */
    private static final int MILLIS_MAX = 120_000;

    private final long[] points = new long[MILLIS_MAX + 1];
    private long all;

    synchronized void record(long millis, long count) {
        points[Math.clamp(millis, 0, MILLIS_MAX)] += count;
        all += count;
    }

    /** The delay in ms that {@code share} of the points (0 to 1) did not exceed; NaN without points. */
    synchronized double percentile(double share) {
        if (all == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        int millis = 0;
        for (long seen = points[0]; seen < rank; seen += points[millis]) {
            millis++;
        }
        return millis;
    }
}
