package phoenix.config.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Lists and maps. */
final class CollectionTypes {
    private CollectionTypes() {}

    record ListType<T>(FieldType<T> item, boolean isString) implements FieldType<List<T>> {
        @Override
        public String name() {
            return "list of " + item.name();
        }

        @Override
        public Optional<List<T>> zero() {
            return Optional.of(List.of());
        }

        @Override
        public Optional<List<T>> decode(YamlNode node, DecodeContext context) {
            return switch (node) {
                case YamlSequence list -> items(list.items(), context);
                // The Collector's decoder splits a string at commas, for lists of strings alone.
                case YamlScalar s when s.type() == YamlScalar.Type.STRING && isString -> items(split(s), context);
                case YamlScalar s -> context.wrongType(node, "a list", "write it as [...]");
                case YamlMapping map -> context.wrongType(node, "a list", "start each item with \"- \"");
            };
        }

        private static List<YamlNode> split(YamlScalar s) {
            List<YamlNode> parts = new ArrayList<>();
            if (!s.text().isEmpty()) {
                for (String part : s.text().split(",", -1)) {
                    parts.add(YamlScalar.string(part, s.span()).withOrigin(s.origin()));
                }
            }
            return parts;
        }

        private Optional<List<T>> items(List<YamlNode> nodes, DecodeContext context) {
            List<T> items = new ArrayList<>();
            boolean sound = true;
            for (int i = 0; i < nodes.size(); i++) {
                Optional<T> value = orZero(item, nodes.get(i), context.item(i));
                value.ifPresent(items::add);
                sound &= value.isPresent();
            }
            return sound ? Optional.of(List.copyOf(items)) : Optional.empty();
        }

        @Override
        public String format(List<T> value) {
            return "[" + String.join(", ", value.stream().map(item::format).toList()) + "]";
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return item.docs(prefix + "[]");
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> list = JsonSchema.listOf(item.schema());
            return isString() ? JsonSchema.anyOf(List.of(list, JsonSchema.text())) : list;
        }
    }

    record MapType<T>(FieldType<T> value, boolean pairs) implements FieldType<Map<String, T>> {
        @Override
        public String name() {
            return "map of " + value.name();
        }

        @Override
        public Map<String, Object> schema() {
            return JsonSchema.mapOf(value.schema());
        }

        @Override
        public Optional<Map<String, T>> zero() {
            return Optional.of(Map.of());
        }

        @Override
        public Optional<Map<String, T>> decode(YamlNode node, DecodeContext context) {
            return switch (node) {
                case YamlMapping map -> entries(map, context);
                case YamlSequence list when pairs -> pairs(list, context);
                case YamlSequence list -> context.wrongType(node, "a map", "");
                case YamlScalar s -> context.wrongType(node, "a map", "");
            };
        }

        private Optional<Map<String, T>> entries(YamlMapping map, DecodeContext context) {
            Map<String, T> result = new LinkedHashMap<>();
            boolean sound = true;
            for (YamlMapping.Entry entry : map.entries()) {
                Optional<T> decoded = orZero(value, entry.value(), context.field(entry.name()));
                decoded.ifPresent(v -> result.put(entry.name(), v));
                sound &= decoded.isPresent();
            }
            return sound ? Optional.of(Collections.unmodifiableMap(result)) : Optional.empty();
        }

        private Optional<Map<String, T>> pairs(YamlSequence list, DecodeContext context) {
            Field<String> name = Field.required(FieldType.string(), "name", "Name");
            Field<T> content = value.zero()
                    .map(zero -> Field.of(value, "value", zero, "Value"))
                    .orElseGet(() -> Field.required(value, "value", "Value"));
            ConfigSpec<Map.Entry<String, T>> pair =
                    ConfigSpec.of(v -> Map.entry(v.get(name), v.get(content)), name, content);
            Map<String, T> result = new LinkedHashMap<>();
            boolean sound = true;
            for (int i = 0; i < list.items().size(); i++) {
                YamlNode item = list.items().get(i);
                Optional<Map.Entry<String, T>> decoded = FieldType.nested(pair).decode(item, context.item(i));
                sound &= decoded.isPresent();
                if (decoded.isPresent()
                        && result.put(decoded.get().getKey(), decoded.get().getValue()) != null) {
                    context.item(i)
                            .report(
                                    DiagnosticCode.DUPLICATE_KEY,
                                    item.span(),
                                    context.item(i).name() + ": the name \""
                                            + decoded.get().getKey() + "\" stands in the list twice",
                                    "keep one of the two");
                }
            }
            return sound ? Optional.of(Collections.unmodifiableMap(result)) : Optional.empty();
        }

        @Override
        public String format(Map<String, T> map) {
            return "{"
                    + String.join(
                            ", ",
                            map.entrySet().stream()
                                    .map(e -> e.getKey() + ": " + value.format(e.getValue()))
                                    .toList())
                    + "}";
        }

        @Override
        public List<FieldDoc> docs(String prefix) {
            return value.docs(prefix + ".<key>");
        }
    }

    /** An item that is null is the zero value of its type, as in Go. */
    static <T> Optional<T> orZero(FieldType<T> type, YamlNode node, DecodeContext context) {
        return node.isNull() && type.zero().isPresent() ? type.zero() : type.decode(node, context);
    }
}
