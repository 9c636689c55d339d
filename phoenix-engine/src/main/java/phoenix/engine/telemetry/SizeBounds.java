package phoenix.engine.telemetry;

/** The bounds of the Collector's histograms of sizes. */
public final class SizeBounds {
    private static final double[] UNITS = {
        10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000,
        30_000, 50_000, 100_000
    };

    private SizeBounds() {}

    /** For counts of points. */
    public static double[] units() {
        return UNITS.clone();
    }

    /** For bytes: powers of two from 128 to 16 Mi. */
    public static double[] bytes() {
        double[] bounds = new double[18];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 128L << i;
        }
        return bounds;
    }
}
