package phoenix.analysis;

/**
 * One metric's values for both variants over the label sets they share.
 *
 * @param metric its name, with the statistic where it has several ({@code http.duration p95})
 * @param floor smallest difference that matters, in the metric's own unit; 0 for the general rule alone
 */
public record MetricPairs(String metric, PairedSeries series, double floor) {
    public MetricPairs {
        if (!(floor >= 0)) {
            throw new IllegalArgumentException("a floor cannot be negative, got " + floor);
        }
    }

    public MetricPairs(String metric, PairedSeries series) {
        this(metric, series, 0);
    }
}
