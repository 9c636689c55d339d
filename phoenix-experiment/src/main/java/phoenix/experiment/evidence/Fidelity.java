package phoenix.experiment.evidence;

import phoenix.analysis.PairedSeries;

/** One statistic of one metric, for both variants, bucket by bucket. */
sealed interface Fidelity permits MetricFidelity, PercentileFidelity {
    /** Takes a series in that has come up. */
    void add(SeriesFacts facts);

    /** Takes what one series comes to in the present bucket; NaN says nothing. */
    void value(SeriesFacts facts, double value);

    /** Compares the present bucket and goes on to the next. */
    void endBucket(long bucket);

    /** Drops what the present bucket gave: it cannot be compared. */
    void forgetBucket();

    PairedSeries pairs();

    default boolean isShared() {
        return pairs().pairs() > 0;
    }
}
