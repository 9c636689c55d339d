package phoenix.engine.receiver.hostmetrics;

/** Fractions with no more digits than what they are made of, as the Collector rounds them. */
final class Ratio {
    private Ratio() {}

    /** The fraction, rounded to as many decimals as the larger number has digits; NaN or infinite for a divisor of 0. */
    static double of(long numerator, long denominator) {
        double top = toDouble(numerator);
        double bottom = toDouble(denominator);
        if (bottom == 0) {
            return top / bottom;
        }
        int digits = Math.max(1, (int) Math.floor(Math.log10(Math.max(top, bottom))) + 1);
        double scale = Math.pow(10, digits);
        return round(top / bottom * scale) / scale;
    }

    /** Half away from zero; Math.round would lose what is beyond 64 bits. */
    private static double round(double positive) {
        double whole = Math.floor(positive);
        return positive - whole >= 0.5 ? whole + 1 : whole;
    }

    private static double toDouble(long unsigned) {
        return unsigned >= 0 ? unsigned : (unsigned >>> 1) * 2.0;
    }
}
