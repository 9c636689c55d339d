package phoenix.analysis.stats;

/**
 * Asymptotic confidence sequence for a mean: an interval for every sample size at once, so that looking at each of them and stopping
 * at will keeps the error rate at {@code alpha}.
 *
 * <p>Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences",
 * Ann. Statist. 2024, arXiv 2103.06476, theorem 2.2 and its one-sided appendix.
 *
 * @param alpha the chance that the truth is ever left out, in (0, 1)
 * @param rhoSquared the tuning parameter ρ²; it moves where the interval is tightest and never changes its validity
 */
public record ConfidenceSequence(double alpha, double rhoSquared) {
    public ConfidenceSequence {
        requireAlpha(alpha);
        if (!(rhoSquared > 0) || Double.isInfinite(rhoSquared)) {
            throw new IllegalArgumentException("rho squared must be positive and finite, got " + rhoSquared);
        }
    }

    /** Tightest, two-sided, at {@code tightestAt} observations. */
    public static ConfidenceSequence tightestAt(double alpha, double tightestAt) {
        return new ConfidenceSequence(alpha, rhoSquaredExact(alpha, tightestAt));
    }

    /** Tightest, one-sided, at {@code tightestAt} observations: the same tuning at 2α. */
    public static ConfidenceSequence oneSidedTightestAt(double alpha, double tightestAt) {
        return new ConfidenceSequence(alpha, rhoSquaredExact(2 * alpha, tightestAt));
    }

    /** ρ² = (−W₋₁(−α²/e) − 1) / t. */
    public static double rhoSquaredExact(double alpha, double tightestAt) {
        requireAlpha(alpha);
        requirePositive(tightestAt);
        return (-LambertW.lowerBranchOfMinusExp(2 * Math.log(alpha) - 1) - 1) / tightestAt;
    }

    /** ρ² ≈ (−2 ln α + ln(1 − 2 ln α)) / t; a few per cent below the exact value, used by other tools. */
    public static double rhoSquaredApproximate(double alpha, double tightestAt) {
        requireAlpha(alpha);
        requirePositive(tightestAt);
        double a = -2 * Math.log(alpha);
        return (a + Math.log1p(a)) / tightestAt;
    }

    /**
     * Half the width of the two-sided interval around the mean.
     *
     * @param n observations so far, more than 0
     * @param standardDeviation of one observation, or the root of its long-run variance where observations are correlated
     */
    public double halfWidth(double n, double standardDeviation) {
        double k = 1 + information(n);
        return standardDeviation * Math.sqrt(2 * k / (n * n * rhoSquared) * Math.log(Math.sqrt(k) / alpha));
    }

    /** Distance from the mean to the one bound of the one-sided interval; units and arguments as {@link #halfWidth}. */
    public double oneSidedWidth(double n, double standardDeviation) {
        double k = 1 + information(n);
        return standardDeviation * Math.sqrt(2 * k / (n * n * rhoSquared) * Math.log1p(Math.sqrt(k) / (2 * alpha)));
    }

    /**
     * The evidence against "the mean is 0": the e-value whose inversion is {@link #halfWidth}. Its reciprocal, capped at 1, is an
     * always-valid p-value; keep the running minimum.
     */
    public double eValue(double n, double mean, double standardDeviation) {
        double z = mean * Math.sqrt(n) / standardDeviation;
        double k = 1 + information(n);
        return Math.exp(information(n) * z * z / (2 * k)) / Math.sqrt(k);
    }

    /** {@code min(1, 1/e)} of {@link #eValue}. */
    public double alwaysValidP(double n, double mean, double standardDeviation) {
        return Math.min(1, 1 / eValue(n, mean, standardDeviation));
    }

    private double information(double n) {
        requirePositive(n);
        return n * rhoSquared;
    }

    static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must lie between 0 and 1, got " + alpha);
        }
    }

    static void requirePositive(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a positive, finite number of observations is needed, got " + value);
        }
    }
}
