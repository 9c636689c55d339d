package phoenix.metrics;

/**
 * The fields that all points of a metric share.
 *
 * @param unit UCUM, as sent; empty when none
 * @param temporality {@link Temporality#UNSPECIFIED} where the type has none (gauge, summary)
 * @param monotonic meaningful for sums only
 * @param metadata OTLP's {@code Metric.metadata}; rarely set
 */
public record MetricInfo(
        String name,
        String description,
        String unit,
        MetricType type,
        Temporality temporality,
        boolean monotonic,
        Attributes metadata) {

    public static MetricInfo gauge(String name, String description, String unit) {
        return new MetricInfo(
                name, description, unit, MetricType.GAUGE, Temporality.UNSPECIFIED, false, Attributes.EMPTY);
    }

    public static MetricInfo sum(
            String name, String description, String unit, Temporality temporality, boolean monotonic) {
        return new MetricInfo(name, description, unit, MetricType.SUM, temporality, monotonic, Attributes.EMPTY);
    }

    public MetricInfo withName(String changed) {
        return new MetricInfo(changed, description, unit, type, temporality, monotonic, metadata);
    }

    public MetricInfo withDescription(String changed) {
        return new MetricInfo(name, changed, unit, type, temporality, monotonic, metadata);
    }

    public MetricInfo withUnit(String changed) {
        return new MetricInfo(name, description, changed, type, temporality, monotonic, metadata);
    }

    public MetricInfo withType(MetricType changed, Temporality changedTemporality, boolean changedMonotonic) {
        return new MetricInfo(name, description, unit, changed, changedTemporality, changedMonotonic, metadata);
    }

    public MetricInfo withMetadata(Attributes changed) {
        return new MetricInfo(name, description, unit, type, temporality, monotonic, changed);
    }
}
