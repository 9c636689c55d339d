package phoenix.analysis.stats;

/**
 * Long-run variance by fitting an autoregression of some order to the autocovariances and taking its spectrum at frequency zero (Berk 1974, "Consistent
 * autoregressive spectral estimates"). It sees slow movement under fast noise, which a first-order fit misses.
 */
public final class Autoregression {
    private Autoregression() {}

    /**
     * The long-run variance, with the coefficients found by Levinson and Durbin's recursion.
     *
     * @param gamma γ_0 to at least γ_order, with γ_0 more than 0
     * @param order number of coefficients, at least 0 and well below {@code n}
     * @param n observations behind {@code gamma}
     * @param biases how many times its first-order bias (1 + 3s)/n the sum s of the coefficients is raised by: 1 removes the bias (Kendall 1954;
     *     Marriott and Pope 1954), more guards against its spread
     */
    public static double longRunVariance(double[] gamma, int order, long n, double biases) {
        double[] coefficients = new double[order + 1];
        double[] previous = new double[order + 1];
        double innovation = gamma[0];
        for (int m = 1; m <= order && innovation > 0; m++) {
            double partial = gamma[m];
            for (int k = 1; k < m; k++) {
                partial -= coefficients[k] * gamma[m - k];
            }
            partial /= innovation;
            System.arraycopy(coefficients, 0, previous, 0, m);
            for (int k = 1; k < m; k++) {
                coefficients[k] = previous[k] - partial * previous[m - k];
            }
            coefficients[m] = partial;
            innovation *= 1 - partial * partial;
        }
        double sum = 0;
        for (double coefficient : coefficients) {
            sum += coefficient;
        }
        double raised = Math.min(sum + biases * (1 + 3 * sum) / n, Autocovariance.COEFFICIENT_MAX);
        double unbiased = innovation * n / (n - order - 1.0);
        return unbiased / ((1 - raised) * (1 - raised));
    }
}
