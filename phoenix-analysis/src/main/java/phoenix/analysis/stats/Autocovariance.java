package phoenix.analysis.stats;

import java.util.Arrays;

/**
 * Long-run variance of a stationary series from its autocovariances γ_0, γ_1, … (divisor n, about the mean of all observations). The
 * square root of the result over n is the standard error of the mean under autocorrelation.
 */
public final class Autocovariance {
    /** Andrews and Monahan 1992: a fitted coefficient beyond this would let one estimate explode. */
    public static final double COEFFICIENT_MAX = 0.97;

    private Autocovariance() {}

    /** γ_0 to γ_{lagMax} of a series with at least one more observation than {@code lagMax}. */
    public static double[] of(double[] series, int lagMax) {
        int n = series.length;
        if (lagMax < 0 || lagMax >= n) {
            throw new IllegalArgumentException("lag " + lagMax + " needs a longer series than " + n);
        }
        double mean = Arrays.stream(series).average().orElseThrow();
        double[] gamma = new double[lagMax + 1];
        for (int k = 0; k <= lagMax; k++) {
            double sum = 0;
            for (int i = k; i < n; i++) {
                sum += (series[i] - mean) * (series[i - k] - mean);
            }
            gamma[k] = sum / n;
        }
        return gamma;
    }

    /** The rule of thumb of Newey and West 1994: {@code floor(4·(n/100)^(2/9))}. */
    public static int lagFor(long n) {
        return (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9.0));
    }

    /** Newey and West 1987: γ_0 + 2 Σ (1 − k/(L+1)) γ_k, Bartlett's kernel, with lags up to {@code lag}. */
    public static double neweyWest(double[] gamma, int lag) {
        double sum = gamma[0];
        for (int k = 1; k <= lag; k++) {
            sum += 2 * (1 - k / (lag + 1.0)) * gamma[k];
        }
        return sum;
    }

    /** The first-order coefficient γ_1/γ_0, or 0 for a constant series. */
    public static double coefficient(double[] gamma) {
        return gamma[0] > 0 ? gamma[1] / gamma[0] : 0;
    }

    /**
     * Andrews and Monahan 1992: take out a first-order autoregression, estimate the rest by Newey-West, put it back.
     *
     * @param gamma γ_0 to at least γ_{lag+1}
     * @param coefficient the autoregressive coefficient to take out; its size is capped at {@link #COEFFICIENT_MAX}
     */
    public static double prewhitened(double[] gamma, int lag, double coefficient) {
        double phi = Math.clamp(coefficient, -COEFFICIENT_MAX, COEFFICIENT_MAX);
        // Autocovariances of e_i = d_i − φ·d_{i−1}, from those of d.
        double[] residual = new double[lag + 1];
        residual[0] = (1 + phi * phi) * gamma[0] - 2 * phi * gamma[1];
        for (int k = 1; k <= lag; k++) {
            residual[k] = (1 + phi * phi) * gamma[k] - phi * (gamma[k - 1] + gamma[k + 1]);
        }
        return neweyWest(residual, lag) / ((1 - phi) * (1 - phi));
    }

    /** How many independent observations would tell as much about the mean: n·γ_0 / long-run variance. */
    public static double effectiveSampleSize(double n, double variance, double longRunVariance) {
        return longRunVariance > 0 ? n * variance / longRunVariance : n;
    }
}
