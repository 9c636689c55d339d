package phoenix.analysis.stats;

/**
 * Quantiles of a distribution of which only the counts per bucket are known. Within the bucket where the quantile falls,
 * observations are taken to be spread evenly, as Prometheus' {@code histogram_quantile} does.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile">histogram_quantile</a>
 */
public final class HistogramQuantile {
    private HistogramQuantile() {}

    /** One bucket: {@code count} observations above {@code low}, up to {@code high}. Either end may be infinite. */
    public record Bucket(double low, double high, double count) {}

    /**
     * The quantile, NaN without observations. Where it falls into a bucket that is open to one side, the bucket's other
     * end: more is not known.
     *
     * @param q 0 to 1
     * @param ascending buckets by their upper ends, without overlap
     */
    public static double of(double q, Iterable<Bucket> ascending) {
        double total = 0;
        for (Bucket bucket : ascending) {
            total += bucket.count();
        }
        if (!(total > 0)) {
            return Double.NaN;
        }
        double rank = q * total;
        double below = 0;
        double last = Double.NaN;
        for (Bucket bucket : ascending) {
            if (bucket.count() > 0) {
                last = at(bucket, Math.clamp((rank - below) / bucket.count(), 0, 1));
                below += bucket.count();
                if (below >= rank) {
                    return last;
                }
            }
        }
        return last;
    }

    private static double at(Bucket bucket, double share) {
        if (Double.isInfinite(bucket.high())) {
            return bucket.low();
        }
        // With no lower end, zero is one for what cannot be negative, as in Prometheus.
        double low = Double.isInfinite(bucket.low()) ? Math.min(0, bucket.high()) : bucket.low();
        return low + (bucket.high() - low) * share;
    }
}
