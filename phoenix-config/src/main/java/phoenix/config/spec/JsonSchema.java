package phoenix.config.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts of a JSON Schema (2020-12) as plain maps and lists, for an editor that completes and checks while one types. It is
 * a little more lenient than reading the file is: an expansion such as <code>${env:X}</code> may stand for any scalar.
 */
public final class JsonSchema {
    private static final Map<String, Object> EXPANSION = ordered("type", "string", "pattern", "\\$\\{");

    private JsonSchema() {}

    /** Text with nothing more to say. */
    public static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    /** A scalar of this JSON type, or an expansion. */
    static Map<String, Object> scalar(String type) {
        return anyOf(List.of(Map.of("type", type), EXPANSION));
    }

    /** One of these words, or an expansion. */
    public static Map<String, Object> oneOf(Collection<String> words) {
        return anyOf(List.of(Map.of("enum", List.copyOf(words)), EXPANSION));
    }

    /** Any one of these. */
    public static Map<String, Object> anyOf(List<Map<String, Object>> forms) {
        return ordered("anyOf", forms);
    }

    static Map<String, Object> listOf(Map<String, Object> item) {
        return ordered("type", "array", "items", item);
    }

    /** A map with keys of the user's choice. */
    public static Map<String, Object> mapOf(Map<String, Object> value) {
        return ordered("type", List.of("object", "null"), "additionalProperties", value);
    }

    /** A struct; every other key is a mistake. */
    static Map<String, Object> struct(Map<String, Map<String, Object>> properties, List<String> required) {
        Map<String, Object> schema =
                ordered("type", required.isEmpty() ? List.of("object", "null") : "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** With what a field has beside its type. */
    static Map<String, Object> described(Map<String, Object> type, String doc, String defaultText) {
        Map<String, Object> schema = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        if (!doc.isEmpty()) {
            notes.add(doc);
        }
        if (!defaultText.isEmpty() && !defaultText.equals("\"\"")) {
            notes.add("default: " + defaultText);
        }
        if (!notes.isEmpty()) {
            schema.put("description", String.join("; ", notes));
        }
        schema.putAll(type);
        return schema;
    }

    /** Keys and values in turn; keeps their order. */
    public static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
