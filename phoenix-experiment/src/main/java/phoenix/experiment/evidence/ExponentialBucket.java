package phoenix.experiment.evidence;

import org.jspecify.annotations.Nullable;
import phoenix.analysis.stats.HistogramQuantile;

/**
 * The label {@code bucket} of exponential histograms: {@code SCALE:INDEX}, {@code nSCALE:INDEX} for negative
 * observations, or {@code 0}.
 */
final class ExponentialBucket {
    private ExponentialBucket() {}

    /** The bucket with its ends. */
    static HistogramQuantile.Bucket parse(@Nullable String text, double count) {
        if (text == null || text.equals("0")) {
            return new HistogramQuantile.Bucket(0, 0, count);
        }
        boolean negative = text.startsWith("n");
        String[] parts = (negative ? text.substring(1) : text).split(":", 2);
        double exponent = Math.scalb(1.0, -Integer.parseInt(parts[0]));
        long index = Long.parseLong(parts[1]);
        double low = Math.pow(2, exponent * index);
        double high = Math.pow(2, exponent * (index + 1));
        return negative
                ? new HistogramQuantile.Bucket(-high, -low, count)
                : new HistogramQuantile.Bucket(low, high, count);
    }
}
