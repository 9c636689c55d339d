package phoenix.analysis.stats;

/**
 * Normal mixture boundary for a sum S whose variance process is V (Howard, Ramdas, McAuliffe, Sekhon 2021, "Time-uniform, nonparametric,
 * nonasymptotic confidence sequences"): the sub-Gaussian form that {@link ConfidenceSequence} takes over for estimated variance.
 *
 * @param rho the mixing precision, more than 0; {@code 1/ρ²} of a confidence sequence
 * @param oneSided whether only one direction is tested
 */
public record NormalMixture(double rho, boolean oneSided) {
    private static final int BISECTIONS = 200;

    public NormalMixture {
        ConfidenceSequence.requirePositive(rho);
    }

    /** Tightest at variance {@code tightestAt}, by the approximation of {@link ConfidenceSequence#rhoSquaredApproximate}. */
    public static NormalMixture tightestAt(double tightestAt, double alpha, boolean oneSided) {
        double level = oneSided ? 2 * alpha : alpha;
        return new NormalMixture(1 / ConfidenceSequence.rhoSquaredApproximate(level, tightestAt), oneSided);
    }

    /** The logarithm of the mixture supermartingale at sum {@code s} and variance {@code v}. */
    public double logEvidence(double s, double v) {
        double two = 0.5 * Math.log(rho / (v + rho)) + s * s / (2 * (v + rho));
        return oneSided ? two + Math.log(2 * NormalDistribution.cumulative(s / Math.sqrt(v + rho))) : two;
    }

    /** The sum at which the evidence reaches {@code 1/alpha}. */
    public double bound(double v, double alpha) {
        ConfidenceSequence.requireAlpha(alpha);
        double wanted = -Math.log(alpha);
        double low = 0;
        double high = Math.sqrt((v + rho) * (2 * wanted + Math.log1p(v / rho) + 2)) + 1;
        for (int i = 0; i < BISECTIONS && high - low > 1e-14 * high; i++) {
            double middle = (low + high) / 2;
            if (logEvidence(middle, v) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
