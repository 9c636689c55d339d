package phoenix.experiment.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.DecodeContext;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.JsonSchema;
import phoenix.config.yaml.YamlNode;

/** {@code criteria:} as it is written: {@link CriteriaSection} reads it, in the analysis's own grammar. */
record CriteriaType() implements FieldType<YamlNode> {
    @Override
    public String name() {
        return "map of criteria";
    }

    @Override
    public Optional<YamlNode> decode(YamlNode node, DecodeContext context) {
        return FieldType.raw().decode(node, context);
    }

    @Override
    public String format(YamlNode value) {
        return "";
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> percent = JsonSchema.anyOf(List.of(JsonSchema.text(), Map.of("type", "number")));
        Map<String, Object> rule = JsonSchema.ordered(
                "type",
                "object",
                "properties",
                JsonSchema.ordered("within", percent, "reduce_by", percent, "increase_at_most", percent),
                "additionalProperties",
                false,
                "minProperties",
                1,
                "maxProperties",
                1);
        return JsonSchema.mapOf(JsonSchema.anyOf(List.of(Map.of("const", "kept"), rule)));
    }
}
