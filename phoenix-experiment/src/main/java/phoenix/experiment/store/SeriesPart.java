package phoenix.experiment.store;

/** Which number of a data point a series carries. Histograms and summaries are several series, as in Prometheus. */
public enum SeriesPart {
    /** The value of a gauge or sum. */
    VALUE,
    /** The number of observations of a histogram or summary. */
    COUNT,
    /** The sum of the observations of a histogram or summary. */
    SUM,
    /** A cumulative histogram bucket; its upper bound is the attribute {@code le}, as in Prometheus. */
    BUCKET,
    /** The smallest observation of a histogram. */
    MIN,
    /** The largest observation of a histogram. */
    MAX,
    /** A quantile of a summary; which one is the attribute {@code quantile}, as in Prometheus. */
    QUANTILE,
    /**
     * A bucket of an exponential histogram, with its own observations alone. Which one is the attribute {@code bucket}:
     * {@code SCALE:INDEX}, {@code nSCALE:INDEX} for negative observations, {@code 0} for those at zero. Prometheus' text
     * format has no such series.
     */
    EXPONENTIAL_BUCKET;

    public boolean isBucket() {
        return this == BUCKET || this == EXPONENTIAL_BUCKET;
    }
}
