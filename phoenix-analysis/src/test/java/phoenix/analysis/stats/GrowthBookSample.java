package phoenix.analysis.stats;

/** One arm of GrowthBook's published test cases, with its delta-method variance of the relative lift. */
record GrowthBookSample(double mean, double variance, double n) {
    static GrowthBookSample of(double sum, double sumOfSquares, double n) {
        return new GrowthBookSample(sum / n, (sumOfSquares - sum * sum / n) / (n - 1), n);
    }

    static GrowthBookSample proportion(double successes, double n) {
        double p = successes / n;
        return new GrowthBookSample(p, p * (1 - p), n);
    }

    static ConfidenceSequence sequence(double alpha, double tunedAt) {
        return new ConfidenceSequence(alpha, ConfidenceSequence.rhoSquaredApproximate(alpha, tunedAt));
    }

    double lift(GrowthBookSample other) {
        return (other.mean - mean) / mean;
    }

    /** Of one of the n_A + n_B observations. */
    double liftDeviation(GrowthBookSample other) {
        double squared = mean * mean;
        double variance =
                other.variance / other.n / squared + this.variance / n * other.mean * other.mean / (squared * squared);
        return Math.sqrt(variance * (n + other.n));
    }

    double differenceDeviation(GrowthBookSample other) {
        return Math.sqrt((other.variance / other.n + variance / n) * (n + other.n));
    }
}
