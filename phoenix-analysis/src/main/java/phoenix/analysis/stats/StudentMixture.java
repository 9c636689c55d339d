package phoenix.analysis.stats;

/**
 * The mixture of {@link ConfidenceSequence} with the variance estimated from few observations. For independent normal observations and
 * {@code n − 1} degrees of freedom it is exact at every sample size (the scale-invariant t-test of Lai 1976; Wang and Ramdas 2024, "Anytime-valid
 * t-tests and confidence sequences for Gaussian means with unknown variance", arXiv 2310.03722): with K = 1 + nρ² the evidence is
 *
 * <pre>E = K^(−1/2) · ( (1 + T²/ν) / (1 + T²/(νK)) )^((ν+1)/2)</pre>
 *
 * and it becomes theorem 2.2 as ν grows. With few observations no effect, however large, reaches the level: the bound is then infinite,
 * which is the honest width. The one-sided form takes over the constant of the one-sided sequence.
 *
 * @param alpha the level, in (0, 1)
 * @param rhoSquared ρ² per observation
 */
public record StudentMixture(double alpha, double rhoSquared) {
    public StudentMixture {
        ConfidenceSequence.requireAlpha(alpha);
        ConfidenceSequence.requirePositive(rhoSquared);
    }

    /**
     * How many standard errors the two-sided interval reaches to each side.
     *
     * @param n observations
     * @param degreesOfFreedom of the variance estimate, more than 0
     * @return more than 0; positive infinity where no interval can be given yet
     */
    public double twoSided(double n, double degreesOfFreedom) {
        double k = 1 + n * rhoSquared;
        return multiplier(k, degreesOfFreedom, Math.log(Math.sqrt(k) / alpha));
    }

    /** How many standard errors the one-sided interval reaches; arguments and result as {@link #twoSided}. */
    public double oneSided(double n, double degreesOfFreedom) {
        double k = 1 + n * rhoSquared;
        return multiplier(k, degreesOfFreedom, Math.log1p(Math.sqrt(k) / (2 * alpha)));
    }

    private static double multiplier(double k, double degreesOfFreedom, double logLevel) {
        // (1 + x) / (1 + x/K) = c with x = T²/ν has a solution only below the limit K.
        double cMinusOne = Math.expm1(2 * logLevel / (degreesOfFreedom + 1));
        double c = 1 + cMinusOne;
        return c < k ? Math.sqrt(degreesOfFreedom * cMinusOne / (1 - c / k)) : Double.POSITIVE_INFINITY;
    }
}
