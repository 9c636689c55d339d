package phoenix.ottl;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What statements that run once for each item of one kind may use.
 *
 * @param name the context's own name, which a path may begin with
 * @param paths the fields of each readable context by that context's name, {@code name} among them
 * @param functions by name
 */
public record ContextSpec(
        String name, Map<String, Map<String, PathSpec>> paths, Map<String, FunctionSpec> functions, Enums enums) {
    public ContextSpec {
        paths = Map.copyOf(paths);
        functions = Map.copyOf(functions);
        if (!paths.containsKey(name)) {
            throw new IllegalArgumentException("the context " + name + " lists no fields of its own");
        }
    }

    /** Upper-case symbols and their numbers. */
    public record Enums(Map<String, Long> values) {
        public Enums {
            values = Map.copyOf(values);
        }

        /** The number, or null when the symbol is unknown. */
        public @Nullable Long get(String symbol) {
            return values.get(symbol);
        }
    }

    List<String> readableNames() {
        return List.copyOf(new TreeSet<>(paths.keySet()));
    }
}
