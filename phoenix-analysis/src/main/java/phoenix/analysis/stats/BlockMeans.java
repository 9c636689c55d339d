package phoenix.analysis.stats;

import java.util.Arrays;

/**
 * Means of successive, non-overlapping blocks: with blocks longer than the memory of the series they are close to independent. An
 * incomplete last block is left out.
 */
public final class BlockMeans {
    private final double[] means;
    private final int length;

    private BlockMeans(double[] means, int length) {
        this.means = means;
        this.length = length;
    }

    /** Cuts {@code series} into blocks of {@code length}. */
    public static BlockMeans of(double[] series, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a block holds at least one observation, got " + length);
        }
        double[] means = new double[series.length / length];
        for (int b = 0; b < means.length; b++) {
            means[b] = Arrays.stream(series, b * length, (b + 1) * length)
                    .average()
                    .orElseThrow();
        }
        return new BlockMeans(means, length);
    }

    /** One mean per complete block, in order. */
    public double[] means() {
        return means.clone();
    }

    /** The mean over all complete blocks; NaN without one. */
    public double mean() {
        return Arrays.stream(means).average().orElse(Double.NaN);
    }

    /** Variance of a block's mean with divisor blocks − 1 (with divisor blocks, few blocks break the error rate); NaN below two blocks. */
    public double variance() {
        if (means.length < 2) {
            return Double.NaN;
        }
        double mean = mean();
        return Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (means.length - 1);
    }

    /** Long-run variance of one observation: length times the variance of a block's mean. */
    public double longRunVariance() {
        return length * variance();
    }
}
