package phoenix.analysis;

/**
 * The mean of {@code candidate − baseline − κ·baseline} with its standard error under autocorrelation. Every rule is a question about the sign
 * of such a mean, which needs no ratio: "reduced by r" is κ = −r, "within m" are κ = −m and κ = m.
 *
 * @param mean in the unit of the measure
 * @param observations complete pairs
 * @param magnitude size of the terms the mean is made of
 */
record Contrast(double mean, int observations, LongRunVariance variance, double magnitude) {
    static Contrast of(PairedSeries series, double kappa) {
        LaggedProducts lagged = series.lagged();
        double mean = lagged.meanDifference() - kappa * lagged.meanBaseline();
        double magnitude = Math.abs(lagged.meanDifference()) + Math.abs(lagged.meanBaseline());
        return new Contrast(mean, lagged.count(), LongRunVariance.of(series, kappa), magnitude);
    }

    /** Whether there is no chance in it. */
    boolean certain() {
        return variance.longRun() == 0;
    }

    double standardError() {
        return Math.sqrt(variance.longRun() / observations);
    }

    double degreesOfFreedom() {
        return variance.degreesOfFreedom(observations);
    }

    /** How many independent pairs would tell as much. */
    double effectivePairs() {
        return observations / variance.correlationTime();
    }

    /** What a mean without chance may be off by in its last digits. */
    double rounding() {
        return 1e-12 * magnitude;
    }

    Contrast minus(double limit) {
        return new Contrast(mean - limit, observations, variance, magnitude);
    }
}
