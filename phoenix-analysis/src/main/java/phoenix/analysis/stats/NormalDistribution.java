package phoenix.analysis.stats;

/** The standard normal distribution function, accurate to about 1e-15, and relatively so far out in the tails. */
public final class NormalDistribution {
    private static final double SERIES_UP_TO = 3;

    private NormalDistribution() {}

    /** P(Z ≤ x). */
    public static double cumulative(double x) {
        return x < 0 ? upperTail(-x) : 1 - upperTail(x);
    }

    private static double upperTail(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < SERIES_UP_TO) {
            // Marsaglia 2004: Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/(3·5) + …)
            double term = x;
            double sum = x;
            for (int i = 3; term > 1e-17 * sum; i += 2) {
                term *= x * x / i;
                sum += term;
            }
            return 0.5 - density * sum;
        }
        // Laplace's continued fraction, from the tail end; 60 levels are ample beyond 3.
        double fraction = x;
        for (int i = 60; i >= 1; i--) {
            fraction = x + i / fraction;
        }
        return density / fraction;
    }
}
