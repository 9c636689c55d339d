package phoenix.metrics;

/** What the number of a gauge or sum point is. */
public enum ValueKind {
    /** No value on the wire (the Collector's {@code NumberDataPointValueTypeEmpty}), and every point with a body. */
    NONE,
    INT,
    DOUBLE;

    private static final ValueKind[] ALL = values();

    static ValueKind at(int ordinal) {
        return ALL[ordinal];
    }
}
