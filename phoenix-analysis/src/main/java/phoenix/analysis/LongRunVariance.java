package phoenix.analysis;

import phoenix.analysis.stats.Autocovariance;
import phoenix.analysis.stats.Autoregression;

/**
 * How much one observation of a contrast counts for the error of the mean, when observations depend on each other: the greatest of three estimates that
 * fail in different ways. A short series hides slow movement from each of them, and only too small a variance breaks the error rate.
 *
 * <ul>
 *   <li>prewhitened Newey-West: right for a first-order autoregression, blind to slow movement under fast noise;
 *   <li>autoregression of order up to {@link #ORDER_MAX}: sees that, and is noisier;
 *   <li>blocks, the greatest length of which at least {@link #BLOCKS_MIN} are complete, with the leading bias of too short blocks taken out
 *       (twice the long blocks less the short ones): assumes no model.
 * </ul>
 *
 * <p>The constants were chosen by simulation, see docs/statistics.md.
 *
 * @param variance γ_0, divisor n − 1
 * @param longRun at least 0
 */
record LongRunVariance(double variance, double longRun) {
    private static final int ORDER_MAX = 6;
    private static final int BLOCKS_MIN = 14;
    private static final double BIASES = 2.5;

    /** A variance below this share of the squared level is rounding, not movement. */
    private static final double ROUNDING = 1e-24;

    static LongRunVariance of(PairedSeries series, double kappa) {
        LaggedProducts lagged = series.lagged();
        int n = lagged.count();
        int lag = Math.min(Autocovariance.lagFor(n), Math.min(LaggedProducts.LAG_MAX - 1, n - 2));
        int order = Math.min(ORDER_MAX, n / 10);
        double[] gamma = lagged.autocovariances(kappa, Math.max(lag + 1, order));
        double level = Math.abs(lagged.meanDifference()) + Math.abs(lagged.meanBaseline());
        if (gamma[0] <= ROUNDING * level * level) {
            return new LongRunVariance(0, 0);
        }
        double unbiased = n / (n - 1.0);
        double raw = Autocovariance.coefficient(gamma);
        double prewhitened = unbiased * Autocovariance.prewhitened(gamma, lag, raw + (1 + 3 * raw) / n);
        double autoregressive = Autoregression.longRunVariance(gamma, order, n, BIASES);
        double greatest = Math.max(Math.max(prewhitened, autoregressive), byBlocks(series.blocks(), kappa));
        return new LongRunVariance(unbiased * gamma[0], greatest);
    }

    /** One of the three estimates, and so a lower bound of the result. */
    static double byBlocks(BlockLadder blocks, double kappa) {
        int level = blocks.levelWith(BLOCKS_MIN);
        double atLevel = blocks.longRunVariance(kappa, level);
        if (level == 0) {
            return atLevel;
        }
        return Math.max(atLevel, 2 * atLevel - blocks.longRunVariance(kappa, level - 1));
    }

    /** How many buckets tell as much as one independent one; at least 1. */
    double correlationTime() {
        return variance > 0 ? Math.max(1, longRun / variance) : 1;
    }

    /**
     * How well the long-run variance is known from n observations. A variance fitted through a first-order autoregression with coefficient φ has a
     * log with variance 2/n + 4(1+φ)/(n(1−φ)), and (1+φ)/(1−φ) is the correlation time.
     */
    double degreesOfFreedom(int n) {
        return n / (1 + 2 * correlationTime());
    }
}
