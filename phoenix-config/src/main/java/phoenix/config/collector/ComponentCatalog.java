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
     * Whether this is what the embedded engine runs, with its limits: metrics only. Otherwise a Collector runs the
     * configuration.
     */
    default boolean isEngine() {
        return true;
    }

    /** What is wrong with a type that is not found, and the way out; empty where the usual words do. */
    default Optional<String> whyUnknown(ComponentKind kind, String type) {
        return Optional.empty();
    }

    /** How well a known component is looked after, when that is recorded and worth saying: {@code deprecated}. */
    default Optional<String> neglect(ComponentKind kind, String type) {
        return Optional.empty();
    }

    /**
     * A catalog of a fixed list.
     *
     * @throws IllegalArgumentException when two components of one kind share a name
     */
    static ComponentCatalog of(List<? extends ComponentSpec<?>> components) {
        return FixedCatalog.of(new ArrayList<>(components));
    }
}
