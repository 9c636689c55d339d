package phoenix.metrics;

/**
 * The library that recorded the metrics of a group: OTLP's {@code InstrumentationScope} with the schema URL of its
 * {@code ScopeMetrics}. Absent texts are empty.
 */
public record Scope(String name, String version, Attributes attributes, int droppedAttributesCount, String schemaUrl) {
    public static final Scope EMPTY = of("", "");

    public static Scope of(String name, String version) {
        return new Scope(name, version, Attributes.EMPTY, 0, "");
    }

    public Scope withAttributes(Attributes changed) {
        return changed == attributes ? this : new Scope(name, version, changed, droppedAttributesCount, schemaUrl);
    }
}
