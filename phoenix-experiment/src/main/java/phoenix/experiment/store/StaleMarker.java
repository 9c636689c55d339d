package phoenix.experiment.store;

/**
 * The value that ends a series, as in Prometheus ({@code model/value}, {@code StaleNaN}): a NaN with a payload of its own. It
 * is kept as a sample, and is never part of a count, mean or increase.
 */
public final class StaleMarker {
    private static final long BITS = 0x7ff0000000000002L;

    /** The marker. Compare with {@link #is}: it is not equal to itself. */
    public static final double VALUE = Double.longBitsToDouble(BITS);

    private StaleMarker() {}

    public static boolean is(double value) {
        return Double.doubleToRawLongBits(value) == BITS;
    }
}
