package phoenix.experiment.store;

/**
 * A metric as OpenTelemetry describes it.
 *
 * @param name the OpenTelemetry name, for example {@code system.cpu.time}
 * @param unit in UCUM, empty where there is none
 * @param monotonic whether a sum only rises (false for all but sums)
 */
public record MetricDescriptor(
        String name, String unit, MetricType type, MetricTemporality temporality, boolean monotonic) {

    public static MetricDescriptor gauge(String name, String unit) {
        return new MetricDescriptor(name, unit, MetricType.GAUGE, MetricTemporality.UNSPECIFIED, false);
    }

    /** A monotonic cumulative sum. */
    public static MetricDescriptor counter(String name, String unit) {
        return new MetricDescriptor(name, unit, MetricType.SUM, MetricTemporality.CUMULATIVE, true);
    }
}
