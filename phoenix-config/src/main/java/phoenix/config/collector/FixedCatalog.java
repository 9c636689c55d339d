package phoenix.config.collector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A catalog of a fixed list of components. */
record FixedCatalog(Map<Key, ComponentSpec<?>> byName) implements ComponentCatalog {
    record Key(ComponentKind kind, String name) {}

    static FixedCatalog of(List<ComponentSpec<?>> components) {
        Map<Key, ComponentSpec<?>> byName = new HashMap<>();
        for (ComponentSpec<?> component : components) {
            add(byName, component, component.type());
            component.deprecatedNames().forEach(name -> add(byName, component, name));
        }
        return new FixedCatalog(Map.copyOf(byName));
    }

    private static void add(Map<Key, ComponentSpec<?>> byName, ComponentSpec<?> component, String name) {
        if (byName.putIfAbsent(new Key(component.kind(), name), component) != null) {
            throw new IllegalArgumentException("two components are called " + component.kind() + " " + name);
        }
    }

    @Override
    public Optional<ComponentSpec<?>> find(ComponentKind kind, String type) {
        return Optional.ofNullable(byName.get(new Key(kind, type)));
    }

    @Override
    public Set<String> names(ComponentKind kind) {
        Set<String> names = new TreeSet<>();
        byName.forEach((key, component) -> {
            if (key.kind() == kind) {
                names.add(component.type());
            }
        });
        return names;
    }
}
