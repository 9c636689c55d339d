package phoenix.analysis;

/**
 * Sums of a pair (b, d) over blocks of 1, 2, 4, … pairs, streaming: the variance of d − κ·b between blocks of every one of these lengths at once.
 */
final class BlockLadder {
    /** Blocks of up to 2^20 pairs: twelve days of one-second buckets. */
    private static final int LEVELS = 21;

    private final double[] openBaseline = new double[LEVELS];
    private final double[] openDifference = new double[LEVELS];
    private final double[] sumBaseline = new double[LEVELS];
    private final double[] sumDifference = new double[LEVELS];
    private final double[] squaresBaseline = new double[LEVELS];
    private final double[] squaresDifference = new double[LEVELS];
    private final double[] products = new double[LEVELS];
    private final long[] blocks = new long[LEVELS];
    private double originBaseline;
    private double originDifference;

    void add(double baseline, double difference) {
        if (blocks[0] == 0) {
            originBaseline = baseline;
            originDifference = difference;
        }
        double b = baseline - originBaseline;
        double d = difference - originDifference;
        for (int level = 0; level < LEVELS; level++) {
            blocks[level]++;
            sumBaseline[level] += b;
            sumDifference[level] += d;
            squaresBaseline[level] += b * b;
            squaresDifference[level] += d * d;
            products[level] += b * d;
            if ((blocks[level] & 1) == 1) {
                openBaseline[level] = b;
                openDifference[level] = d;
                return;
            }
            b += openBaseline[level];
            d += openDifference[level];
        }
    }

    /** The greatest level that has at least {@code blocksMin} complete blocks; 0 where none has. */
    int levelWith(int blocksMin) {
        int level = 0;
        while (level + 1 < LEVELS && blocks[level + 1] >= blocksMin) {
            level++;
        }
        return level;
    }

    long blocksAt(int level) {
        return blocks[level];
    }

    /** Long-run variance of one d − κ·b by blocks of 2^level pairs, divisor blocks − 1; NaN below two blocks. */
    double longRunVariance(double kappa, int level) {
        long n = blocks[level];
        if (n < 2) {
            return Double.NaN;
        }
        double sum = sumDifference[level] - kappa * sumBaseline[level];
        double squares =
                squaresDifference[level] - 2 * kappa * products[level] + kappa * kappa * squaresBaseline[level];
        return Math.max(squares - sum * sum / n, 0) / (n - 1) / (1L << level);
    }

    BlockLadder copy() {
        BlockLadder copy = new BlockLadder();
        System.arraycopy(openBaseline, 0, copy.openBaseline, 0, LEVELS);
        System.arraycopy(openDifference, 0, copy.openDifference, 0, LEVELS);
        System.arraycopy(sumBaseline, 0, copy.sumBaseline, 0, LEVELS);
        System.arraycopy(sumDifference, 0, copy.sumDifference, 0, LEVELS);
        System.arraycopy(squaresBaseline, 0, copy.squaresBaseline, 0, LEVELS);
        System.arraycopy(squaresDifference, 0, copy.squaresDifference, 0, LEVELS);
        System.arraycopy(products, 0, copy.products, 0, LEVELS);
        System.arraycopy(blocks, 0, copy.blocks, 0, LEVELS);
        copy.originBaseline = originBaseline;
        copy.originDifference = originDifference;
        return copy;
    }
}
