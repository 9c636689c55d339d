package phoenix.metrics;

/** Over which time a sum or histogram counts; ordinals are the wire values of {@code AggregationTemporality}. */
public enum Temporality {
    UNSPECIFIED,
    DELTA,
    CUMULATIVE;

    private static final Temporality[] ALL = values();

    static Temporality at(int ordinal) {
        return ALL[ordinal];
    }
}
