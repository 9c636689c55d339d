package phoenix.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that a component offers.
 *
 * @param contexts the lowest first (what there is most of: datapoints before metrics before scopes before resources);
 *     inference takes the first that a statement needs
 */
public record Catalog(List<ContextSpec> contexts) {
    public Catalog {
        contexts = List.copyOf(contexts);
    }

    /** The context of that name, or null. */
    public @Nullable ContextSpec context(String name) {
        for (ContextSpec context : contexts) {
            if (context.name().equals(name)) {
                return context;
            }
        }
        return null;
    }

    List<String> names() {
        return contexts.stream().map(ContextSpec::name).toList();
    }
}
