package phoenix.experiment.store;

/** How successive values of a series relate: OpenTelemetry's aggregation temporality. */
public enum MetricTemporality {
    /** Each value stands for itself: gauges, quantiles. */
    UNSPECIFIED,
    /** Each value is the change since the one before. */
    DELTA,
    /** Each value is the total since a start; a smaller value than before means a new start. */
    CUMULATIVE
}
