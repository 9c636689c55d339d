package phoenix.analysis.stats;

/** The lower branch of Lambert's W: the solution w at most −1 of {@code w·e^w = x} for x in [−1/e, 0). */
final class LambertW {
    private static final int ITERATIONS_MAX = 50;

    private LambertW() {}

    /**
     * W₋₁(−e^logMagnitude). The argument is given by its logarithm because x = −α²/e underflows long before α stops making sense.
     *
     * @param logMagnitude ln(−x), at most −1
     */
    static double lowerBranchOfMinusExp(double logMagnitude) {
        if (!(logMagnitude <= -1)) {
            throw new IllegalArgumentException("ln(-x) must be at most -1, got " + logMagnitude);
        }
        // With w = -u the equation is u - ln u = -logMagnitude for u >= 1: smooth, convex, no cancellation.
        double target = -logMagnitude;
        double excess = target - 1;
        double u = excess < 1 ? 1 + Math.sqrt(2 * excess) + excess / 3 : target + Math.log(target);
        for (int i = 0; i < ITERATIONS_MAX && u > 1; i++) {
            double next = u - (u - Math.log(u) - target) / (1 - 1 / u);
            if (!(Math.abs(next - u) > 1e-15 * u)) {
                return -next;
            }
            u = Math.max(next, 1);
        }
        return -u;
    }
}
