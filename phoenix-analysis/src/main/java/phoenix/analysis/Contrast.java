package phoenix.analysis;

import phoenix.analysis.stats.Autocovariance;

/**
 * The mean of {@code candidate − baseline − κ·baseline} with its standard error under autocorrelation. Every rule is a question about the sign
 * of such a mean, which needs no ratio: "reduced by r" is κ = −r, "within m" are κ = −m and κ = m.
 *
 * @param mean in the unit of the measure
 * @param standardError of the mean; 0 where the contrast never varied
 * @param observations complete pairs
 * @param degreesOfFreedom how well the standard error is known
 * @param magnitude size of the terms the mean is made of
 */
record Contrast(double mean, double standardError, int observations, double degreesOfFreedom, double magnitude) {
    /** Blocks enough that their variance means something, few enough that they are long. */
    private static final int BLOCKS_MIN = 16;

    /** A variance below this share of the squared level is rounding, not movement. */
    private static final double ROUNDING = 1e-24;

    static Contrast of(PairedSeries series, double kappa) {
        LaggedProducts lagged = series.lagged();
        int n = lagged.count();
        double mean = lagged.meanDifference() - kappa * lagged.meanBaseline();
        int lag = Math.min(Autocovariance.lagFor(n), Math.min(LaggedProducts.LAG_MAX - 1, n - 2));
        double[] gamma = lagged.autocovariances(kappa, lag + 1);
        double level = Math.abs(lagged.meanDifference()) + Math.abs(lagged.meanBaseline());
        if (gamma[0] <= ROUNDING * level * level) {
            return new Contrast(mean, 0, n, n, level);
        }
        double phi = correctedCoefficient(gamma, n);
        double unbiased = n / (n - 1.0);
        double prewhitened = Autocovariance.prewhitened(gamma, lag, phi) * unbiased;
        double longRun = Math.max(prewhitened, gamma[0] * 1e-3);
        int blockLevel = series.blocks().levelWith(BLOCKS_MIN);
        double byBlocks = series.blocks().longRunVariance(kappa, blockLevel);
        if (byBlocks > longRun) {
            longRun = byBlocks;
        }
        // Spread of the log of a variance estimated through a fitted first-order autoregression.
        double positive = Math.max(phi, 0);
        double freedom = n / (1 + 2 * (1 + positive) / (1 - positive));
        return new Contrast(mean, Math.sqrt(longRun / n), n, freedom, level);
    }

    /** Whether there is no chance in it. */
    boolean certain() {
        return standardError == 0;
    }

    /** What a mean without chance may be off by in its last digits. */
    double rounding() {
        return 1e-12 * magnitude;
    }

    Contrast minus(double limit) {
        return new Contrast(mean - limit, standardError, observations, degreesOfFreedom, magnitude);
    }

    /** Marriott and Pope 1954, Kendall 1954: the estimate from n observations is too low by (1 + 3φ)/n. */
    private static double correctedCoefficient(double[] gamma, int n) {
        double raw = Autocovariance.coefficient(gamma);
        return Math.clamp(raw + (1 + 3 * raw) / n, -0.5, Autocovariance.COEFFICIENT_MAX);
    }
}
