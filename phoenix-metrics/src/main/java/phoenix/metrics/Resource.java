package phoenix.metrics;

/**
 * What produced the metrics of a group: OTLP's {@code Resource} with the schema URL of its {@code ResourceMetrics}.
 *
 * @param droppedAttributesCount how many attributes the sender left out; unsigned 32 bit on the wire
 * @param schemaUrl empty when the sender gave none
 */
public record Resource(Attributes attributes, int droppedAttributesCount, String schemaUrl) {
    public static final Resource EMPTY = of(Attributes.EMPTY);

    public static Resource of(Attributes attributes) {
        return new Resource(attributes, 0, "");
    }

    public Resource withAttributes(Attributes changed) {
        return changed == attributes ? this : new Resource(changed, droppedAttributesCount, schemaUrl);
    }
}
