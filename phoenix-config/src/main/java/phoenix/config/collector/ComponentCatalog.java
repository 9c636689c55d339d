package phoenix.config.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The components that the target can run. The configuration side knows components only through this; the engine
 * supplies it.
 */
public interface ComponentCatalog {
    /** The component with this type name, canonical or deprecated. */
    Optional<ComponentSpec<?>> find(ComponentKind kind, String type);

    /** All canonical names of a kind, for "did you mean". */
    Set<String> names(ComponentKind kind);

    /**
     * A catalog of a fixed list.
     *
     * @throws IllegalArgumentException when two components of one kind share a name
     */
    static ComponentCatalog of(List<? extends ComponentSpec<?>> components) {
        return FixedCatalog.of(new ArrayList<>(components));
    }
}
