package phoenix.analysis;

import java.util.Arrays;

/**
 * Streaming sums of products of a pair (b, d) with its own past: all that is needed for the autocovariances of any combination d − κ·b,
 * at a cost per pair and per look that does not grow with the number of pairs.
 *
 * <p>Values are taken relative to the first pair, so that large levels with small movements keep their digits.
 */
final class LaggedProducts {
    /** Enough for the Newey-West rule of thumb up to 38,000 pairs, plus the one that prewhitening adds; blocks see what lies beyond. */
    static final int LAG_MAX = 16;

    private final double[] productsBaseline = new double[LAG_MAX + 1];
    private final double[] productsDifference = new double[LAG_MAX + 1];
    private final double[] productsCross = new double[LAG_MAX + 1];
    private final double[] headBaseline = new double[LAG_MAX];
    private final double[] headDifference = new double[LAG_MAX];
    private final double[] recentBaseline = new double[LAG_MAX + 1];
    private final double[] recentDifference = new double[LAG_MAX + 1];
    private double originBaseline;
    private double originDifference;
    private double sumBaseline;
    private double sumDifference;
    private int n;

    void add(double baseline, double difference) {
        if (n == 0) {
            originBaseline = baseline;
            originDifference = difference;
        }
        double b = baseline - originBaseline;
        double d = difference - originDifference;
        int slots = LAG_MAX + 1;
        int at = n % slots;
        recentBaseline[at] = b;
        recentDifference[at] = d;
        if (n < LAG_MAX) {
            headBaseline[n] = b;
            headDifference[n] = d;
        }
        int lags = Math.min(n, LAG_MAX);
        for (int k = 0, past = at; k <= lags; k++) {
            productsBaseline[k] += b * recentBaseline[past];
            productsDifference[k] += d * recentDifference[past];
            productsCross[k] += b * recentDifference[past] + d * recentBaseline[past];
            past = past == 0 ? slots - 1 : past - 1;
        }
        sumBaseline += b;
        sumDifference += d;
        n++;
    }

    int count() {
        return n;
    }

    double meanBaseline() {
        return originBaseline + sumBaseline / n;
    }

    double meanDifference() {
        return originDifference + sumDifference / n;
    }

    /** γ_0 to γ_{lagMax} (divisor n) of d − κ·b; {@code lagMax} is capped by what is kept and by the number of pairs. */
    double[] autocovariances(double kappa, int lagMax) {
        int lags = Math.min(Math.min(lagMax, LAG_MAX), n - 1);
        double sum = sumDifference - kappa * sumBaseline;
        double mean = sum / n;
        double[] gamma = new double[lags + 1];
        double head = 0;
        double tail = 0;
        int at = (n - 1) % (LAG_MAX + 1);
        for (int k = 0; k <= lags; k++) {
            double products = productsDifference[k] - kappa * productsCross[k] + kappa * kappa * productsBaseline[k];
            // Σ (x_i − m)(x_{i−k} − m) over i > k; each factor's sum misses k values at one end.
            gamma[k] = (products - mean * (2 * sum - head - tail) + (n - k) * mean * mean) / n;
            if (k < lags) {
                head += headDifference[k] - kappa * headBaseline[k];
                tail += recentDifference[at] - kappa * recentBaseline[at];
                at = at == 0 ? LAG_MAX : at - 1;
            }
        }
        gamma[0] = Math.max(gamma[0], 0);
        return gamma;
    }

    LaggedProducts copy() {
        LaggedProducts copy = new LaggedProducts();
        copyInto(productsBaseline, copy.productsBaseline);
        copyInto(productsDifference, copy.productsDifference);
        copyInto(productsCross, copy.productsCross);
        copyInto(headBaseline, copy.headBaseline);
        copyInto(headDifference, copy.headDifference);
        copyInto(recentBaseline, copy.recentBaseline);
        copyInto(recentDifference, copy.recentDifference);
        copy.originBaseline = originBaseline;
        copy.originDifference = originDifference;
        copy.sumBaseline = sumBaseline;
        copy.sumDifference = sumDifference;
        copy.n = n;
        return copy;
    }

    /** Mean square of the baseline: its scale where its mean is near zero. */
    double meanSquareBaseline() {
        double mean = sumBaseline / n;
        double variance = Math.max(productsBaseline[0] / n - mean * mean, 0);
        return variance + meanBaseline() * meanBaseline();
    }

    private static void copyInto(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    @Override
    public String toString() {
        return n + " pairs, products " + Arrays.toString(productsDifference);
    }
}
