package phoenix.config.collector;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentList.Component;
import phoenix.config.collector.ComponentSpec.Knowledge;
import phoenix.config.collector.ComponentSpec.Passage;
import phoenix.config.spec.ConfigSpec;

/**
 * What a Collector has, seen with what the engine knows of the same components: their settings.
 *
 * @param engine the specs of known components
 * @param list the components of the Collector; for any Collector, names to suggest
 * @param closed whether the list is all there is
 */
record CollectorCatalog(ComponentCatalog engine, ComponentList list, boolean closed) implements ComponentCatalog {
    private static final Object UNKNOWN_SETTINGS = new Object();

    @Override
    public boolean isEngine() {
        return false;
    }

    @Override
    public Optional<ComponentSpec<?>> find(ComponentKind kind, String type) {
        return closed ? recorded(kind, type) : Optional.ofNullable(anywhere(kind, type));
    }

    private @org.jspecify.annotations.Nullable ComponentSpec<?> anywhere(ComponentKind kind, String type) {
        Optional<ComponentSpec<?>> known = engine.find(kind, type);
        if (known.isPresent()) {
            return known.get().knowledge() == Knowledge.ENGINE_ONLY
                    ? null
                    : with(known.get(), known.get().deprecatedNames(), lenient(known.get()));
        }
        Set<Passage> all = kind == ComponentKind.CONNECTOR ? Passage.any() : Passage.straight(Set.of(Signal.values()));
        return opaque(kind, type, List.of(), all);
    }

    /** The engine handles metrics only; which other signals a component of some Collector handles is not known. */
    private static Set<Passage> lenient(ComponentSpec<?> known) {
        return known.kind() == ComponentKind.CONNECTOR ? known.passages() : Passage.straight(Set.of(Signal.values()));
    }

    private Optional<ComponentSpec<?>> recorded(ComponentKind kind, String type) {
        return listed(kind, type).map(component -> {
            ComponentSpec<?> known = known(kind, component);
            if (known == null) {
                return opaque(kind, component.type(), component.aliases(), component.passages(kind));
            }
            // A Collector from before the renaming has the old name as its own.
            boolean renamed = known.type().equals(component.type());
            return with(known, renamed ? known.deprecatedNames() : List.of(), component.passages(kind));
        });
    }

    private Optional<Component> listed(ComponentKind kind, String type) {
        Optional<Component> byName = list.find(kind, type);
        return byName.isPresent()
                ? byName
                : engine.find(kind, type)
                        .filter(known -> known.isDeprecatedName(type))
                        .flatMap(known -> list.find(kind, known.type()));
    }

    private @org.jspecify.annotations.Nullable ComponentSpec<?> known(ComponentKind kind, Component component) {
        return engine.find(kind, component.type())
                .filter(known -> known.knowledge() == Knowledge.COLLECTOR)
                .orElse(null);
    }

    private static <C> ComponentSpec<C> with(
            ComponentSpec<C> known, List<String> deprecatedNames, Set<Passage> passages) {
        return new ComponentSpec<>(
                known.kind(), known.type(), deprecatedNames, known.config(), passages, Knowledge.COLLECTOR);
    }

    private static ComponentSpec<Object> opaque(
            ComponentKind kind, String type, List<String> aliases, Set<Passage> passages) {
        return new ComponentSpec<>(
                kind, type, aliases, ConfigSpec.opaque(UNKNOWN_SETTINGS), passages, Knowledge.OPAQUE);
    }

    @Override
    public Set<String> names(ComponentKind kind) {
        Set<String> names = new TreeSet<>(list.of(kind).keySet());
        if (!closed) {
            engine.names(kind).stream()
                    .filter(n -> engine.find(kind, n)
                            .filter(c -> c.knowledge() == Knowledge.COLLECTOR)
                            .isPresent())
                    .forEach(names::add);
        }
        return names;
    }

    @Override
    public Optional<String> whyUnknown(ComponentKind kind, String type) {
        Optional<ComponentSpec<?>> known = engine.find(kind, type);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (known.get().knowledge() == Knowledge.ENGINE_ONLY) {
            return Optional.of("only Phoenix has it, no Collector does");
        }
        return known.get().deprecatedNames().stream()
                .filter(old -> list.of(kind).containsKey(old))
                .findFirst()
                .map(old -> list.title() + " still calls it \"" + old + "\"")
                .or(() -> Optional.of(list.title() + " was built without it"));
    }

    @Override
    public Optional<String> neglect(ComponentKind kind, String type) {
        return closed
                ? listed(kind, type).flatMap(Component::neglect).map(n -> n + " in " + list.title())
                : Optional.empty();
    }
}
