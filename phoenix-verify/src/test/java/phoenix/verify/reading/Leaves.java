package phoenix.verify.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.spec.GoDuration;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;
import tools.jackson.databind.JsonNode;

/** The values that a user set, each compared with what otelcol says it is. */
final class Leaves {
    private Leaves() {}

    /** A value and where it stands; an item of a list has its index as a key. */
    record Leaf(List<String> path, YamlScalar value) {
        @Override
        public String toString() {
            return String.join("::", path);
        }
    }

    static List<Leaf> of(YamlMapping root) {
        List<Leaf> leaves = new ArrayList<>();
        collect(root, List.of(), leaves);
        return leaves;
    }

    private static void collect(YamlNode node, List<String> path, List<Leaf> leaves) {
        switch (node) {
            case YamlMapping map -> map.entries().forEach(e -> collect(e.value(), with(path, e.name()), leaves));
            case YamlSequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    collect(list.items().get(i), with(path, Integer.toString(i)), leaves);
                }
            }
            case YamlScalar scalar -> leaves.add(new Leaf(path, scalar));
        }
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /** The value in otelcol's output; maps of headers are lists of pairs there. */
    static Optional<JsonNode> find(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (String key : path) {
            JsonNode next = child(node, key);
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.of(node);
    }

    private static @org.jspecify.annotations.Nullable JsonNode child(JsonNode node, String key) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (item.isObject()
                        && item.has("name")
                        && item.has("value")
                        && item.get("name").asString().equals(key)) {
                    return item.get("value");
                }
            }
            return key.matches("\\d{1,6}") ? node.get(Integer.parseInt(key)) : null;
        }
        return node.get(key);
    }

    /** Whether both are one value, in the form that the field's type gives it. */
    static boolean same(YamlScalar value, JsonNode seen) {
        if (seen.isNull()) {
            return value.isNull();
        }
        if (seen.isObject() || seen.isArray()) {
            // A type that otelcol does not print, or a shorthand that it has spelt out.
            return true;
        }
        if (seen.isBoolean()) {
            return value.value() instanceof Boolean b
                    ? b == seen.asBoolean()
                    : value.text().equals(seen.toString());
        }
        if (seen.isNumber()) {
            return number(value, seen.asDouble());
        }
        if (value.type() == YamlScalar.Type.TIMESTAMP) {
            return seen.asString().startsWith(value.text().substring(0, 4));
        }
        String text = seen.asString();
        return value.asString().orElse(value.text()).equalsIgnoreCase(text) || (value.isNull() && text.isEmpty());
    }

    private static boolean number(YamlScalar value, double seen) {
        return switch (value.value()) {
            case null -> seen == 0;
            // Too large a number is cut to the bits of the field, which Phoenix warns of.
            case Number n -> n.doubleValue() == seen || (n.longValue() & 0xFFFFFFFFL) == (long) seen;
            case Boolean b -> seen == (b ? 1 : 0);
            default -> {
                try {
                    yield GoDuration.parse(value.text()).toNanos() == (long) seen;
                } catch (IllegalArgumentException | ArithmeticException e) {
                    yield value.text().matches("[0-9.]+") && Double.parseDouble(value.text()) == seen;
                }
            }
        };
    }
}
