package phoenix.bench;

import java.util.Collection;
import java.util.Locale;

/**
 * The middle of some readings, and how far they lie apart.
 *
 * @param value the median; NaN when there is none
 * @param low the least
 * @param high the largest
 */
record Median(double value, double low, double high) {
    /** Of those readings that are numbers. */
    static Median of(Collection<Double> readings) {
        double[] sorted = readings.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Median(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double value = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Median(value, sorted[0], sorted[sorted.length - 1]);
    }

    /** With the spread where there is one, divided by {@code unit}. */
    String text(String format, double unit) {
        if (Double.isNaN(value)) {
            return "";
        }
        String text = String.format(Locale.ROOT, format, value / unit);
        return low == high
                ? text
                : text + String.format(Locale.ROOT, " (" + format + " to " + format + ")", low / unit, high / unit);
    }
}
