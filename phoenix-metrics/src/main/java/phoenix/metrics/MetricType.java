package phoenix.metrics;

/** The data of a metric; the order is that of OTTL's {@code METRIC_DATA_TYPE_*} constants. */
public enum MetricType {
    /** No data set: carries no points. */
    NONE,
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY;

    private static final MetricType[] ALL = values();

    static MetricType at(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether points hold a number in the value columns, not a {@link PointBody}. */
    public boolean isNumber() {
        return this == GAUGE || this == SUM;
    }
}
