package phoenix.experiment.store;

/** The OpenTelemetry metric data types. A Prometheus counter is a monotonic cumulative {@link #SUM}. */
public enum MetricType {
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
}
