package phoenix.config.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** A struct with a spec of its own. */
record NestedType<C>(ConfigSpec<C> spec) implements FieldType<C> {
    @Override
    public String name() {
        return "map";
    }

    @Override
    public Optional<C> decode(YamlNode node, DecodeContext context) {
        if (node instanceof YamlMapping map) {
            return spec.decode(map, context);
        }
        return node.isNull()
                ? spec.decode(YamlMapping.empty(node.span()), context)
                : context.wrongType(node, "a map", "");
    }

    @Override
    public Map<String, Object> schema() {
        return spec.schema();
    }

    @Override
    public String format(C value) {
        return "";
    }

    @Override
    public List<FieldDoc> docs(String prefix) {
        return spec.docs(prefix.isEmpty() ? "" : prefix + ".");
    }
}
