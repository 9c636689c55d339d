package phoenix.app.comparison;

/**
 * What one metric of a variant came to over the run.
 *
 * @param series distinct streams; a histogram is one
 * @param points that reached production
 * @param billedBytes what New Relic would store for them, estimated as {@code docs/billing.md} says
 */
public record MetricShare(long series, long points, long billedBytes) {
    public static final MetricShare NONE = new MetricShare(0, 0, 0);
}
