package phoenix.experiment.evidence;

/**
 * What one variant gave in one bucket.
 *
 * @param series distinct OpenTelemetry streams with a point
 * @param prometheusSeries the same as Prometheus counts them: a histogram is many
 * @param metrics distinct metric names
 * @param telemetry figures of the variant itself by name, such as {@code datapoints}; absent ones were not measured
 */
public record VariantBucket(int series, int prometheusSeries, int metrics, java.util.Map<String, Double> telemetry) {}
