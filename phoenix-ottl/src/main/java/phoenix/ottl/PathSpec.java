package phoenix.ottl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A field that a path may name.
 *
 * @param indexable whether keys in square brackets may follow
 * @param end whether a path may end here, and need not go on to a field below
 * @param fields the fields below it, by name
 */
public record PathSpec(String name, boolean indexable, boolean end, Map<String, PathSpec> fields) {
    public PathSpec {
        fields = Map.copyOf(fields);
    }

    /** A plain field. */
    public static PathSpec field(String name) {
        return new PathSpec(name, false, true, Map.of());
    }

    /** A field that keys may index. */
    public static PathSpec indexable(String name) {
        return new PathSpec(name, true, true, Map.of());
    }

    /** A field with fields below it. */
    public static PathSpec group(String name, PathSpec... fields) {
        return new PathSpec(name, false, true, byName(fields));
    }

    /** A name that only leads to the fields below it. */
    public static PathSpec prefix(String name, PathSpec... fields) {
        return new PathSpec(name, false, false, byName(fields));
    }

    static Map<String, PathSpec> byName(PathSpec... specs) {
        Map<String, PathSpec> map = new LinkedHashMap<>();
        for (PathSpec spec : specs) {
            map.put(spec.name(), spec);
        }
        return map;
    }
}
