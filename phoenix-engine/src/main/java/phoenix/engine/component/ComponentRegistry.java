package phoenix.engine.component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;

/** The component types that an engine has: an explicit list, found by any of their names. Immutable. */
public final class ComponentRegistry {
    private final ComponentCatalog catalog;
    private final List<ComponentType<?>> types;
    private final Map<ComponentSpec<?>, ComponentType<?>> bySpec = new HashMap<>();

    /** @throws IllegalArgumentException when two types of one kind share a name */
    public ComponentRegistry(List<ComponentType<?>> types) {
        this.types = List.copyOf(types);
        this.catalog =
                ComponentCatalog.of(types.stream().map(ComponentType::spec).toList());
        types.forEach(type -> bySpec.put(type.spec(), type));
    }

    /** The same list as the configuration side sees it. */
    public ComponentCatalog catalog() {
        return catalog;
    }

    /** Every type, in the order given. */
    public List<ComponentType<?>> types() {
        return types;
    }

    public Optional<ComponentType<?>> find(ComponentKind kind, String type) {
        return catalog.find(kind, type).map(bySpec::get);
    }
}
