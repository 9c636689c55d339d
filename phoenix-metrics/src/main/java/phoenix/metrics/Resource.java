package phoenix.metrics;

import java.util.List;

/**
 * What produced the metrics of a group: OTLP's {@code Resource} with the schema URL of its {@code ResourceMetrics}.
 *
 * @param droppedAttributesCount how many attributes the sender left out; unsigned 32 bit on the wire
 * @param schemaUrl empty when the sender gave none
 * @param entityRefs which attributes identify which entity; carried along, used by no processor
 */
public record Resource(
        Attributes attributes, int droppedAttributesCount, String schemaUrl, List<EntityRef> entityRefs) {
    public static final Resource EMPTY = of(Attributes.EMPTY);

    public Resource {
        entityRefs = List.copyOf(entityRefs);
    }

    public Resource(Attributes attributes, int droppedAttributesCount, String schemaUrl) {
        this(attributes, droppedAttributesCount, schemaUrl, List.of());
    }

    public static Resource of(Attributes attributes) {
        return new Resource(attributes, 0, "");
    }

    public Resource withAttributes(Attributes changed) {
        return changed == attributes ? this : new Resource(changed, droppedAttributesCount, schemaUrl, entityRefs);
    }

    /** OTLP's {@code EntityRef}: the keys of the attributes that identify and describe an entity of a type. */
    public record EntityRef(String schemaUrl, String type, List<String> idKeys, List<String> descriptionKeys) {
        public EntityRef {
            idKeys = List.copyOf(idKeys);
            descriptionKeys = List.copyOf(descriptionKeys);
        }
    }
}
