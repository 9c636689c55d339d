package phoenix.analysis.stats;

/**
 * Mixture sequential probability ratio test for a normal mean with known variance (Robbins 1970; Johari, Pekelis, Walsh 2015, 2022):
 * a normal prior of variance τ² around the tested mean. It equals {@link ConfidenceSequence} with τ²/σ² = ρ².
 *
 * @param variance σ² of one observation, more than 0
 * @param mixingVariance τ², more than 0
 */
public record MixtureSprt(double variance, double mixingVariance) {
    public MixtureSprt {
        if (!(variance > 0) || !(mixingVariance > 0)) {
            throw new IllegalArgumentException(
                    "variances must be positive, got " + variance + " and " + mixingVariance);
        }
    }

    /** Λ_n, the likelihood ratio against the mean being {@code hypothesis}; reject where it reaches 1/α. */
    public double likelihoodRatio(double n, double mean, double hypothesis) {
        double total = variance + n * mixingVariance;
        double distance = mean - hypothesis;
        return Math.sqrt(variance / total)
                * Math.exp(n * n * mixingVariance * distance * distance / (2 * variance * total));
    }

    /** Half-width of the confidence sequence that inverts the test at level {@code alpha}, in the unit of the mean. */
    public double halfWidth(double n, double alpha) {
        ConfidenceSequence.requireAlpha(alpha);
        double ofMean = variance / n;
        double sum = ofMean + mixingVariance;
        return Math.sqrt(ofMean * sum / mixingVariance * (-2 * Math.log(alpha) - Math.log(ofMean / sum)));
    }
}
