package phoenix.ottl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A field that a path may name.
 *
 * @param indexable whether keys in square brackets may follow
 * @param fields the fields below it, by name
 */
public record PathSpec(String name, boolean indexable, Map<String, PathSpec> fields) {
    public PathSpec {
        fields = Map.copyOf(fields);
    }

    /** A plain field. */
    public static PathSpec field(String name) {
        return new PathSpec(name, false, Map.of());
    }

    /** A field that keys may index. */
    public static PathSpec indexable(String name) {
        return new PathSpec(name, true, Map.of());
    }

    /** A field with fields below it. */
    public static PathSpec group(String name, PathSpec... fields) {
        return new PathSpec(name, false, byName(fields));
    }

    static Map<String, PathSpec> byName(PathSpec... specs) {
        Map<String, PathSpec> map = new LinkedHashMap<>();
        for (PathSpec spec : specs) {
            map.put(spec.name(), spec);
        }
        return map;
    }
}
