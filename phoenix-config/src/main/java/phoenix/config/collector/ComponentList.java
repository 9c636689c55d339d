package phoenix.config.collector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentSpec.Passage;

/**
 * The components that a Collector binary has, as recorded from {@code otelcol components} or from the manifest of a
 * distribution.
 *
 * @param exact whether names are spelt as the binary spells them; otherwise underscores do not count, because a manifest
 *     names modules and not types
 */
public record ComponentList(
        String name, String version, boolean exact, Map<ComponentKind, Map<String, Component>> components) {

    /**
     * One type.
     *
     * @param stability by signal ({@code metrics}), for a connector by pair ({@code traces-to-metrics}), in lower case;
     *     empty when it is not recorded
     */
    public record Component(String type, List<String> aliases, Map<String, String> stability) {
        private static final Set<String> NEGLECTED = Set.of("deprecated", "unmaintained");

        public Component {
            aliases = List.copyOf(aliases);
            stability = Map.copyOf(stability);
        }

        /** What it handles, as far as it is recorded; profiles are not, in most lists. */
        Set<Passage> passages(ComponentKind kind) {
            if (kind == ComponentKind.EXTENSION || stability.isEmpty()) {
                return kind == ComponentKind.CONNECTOR ? Passage.any() : Passage.straight(Set.of(Signal.values()));
            }
            Stream<Passage> recorded =
                    stability.keySet().stream().map(Component::passage).flatMap(Optional::stream);
            Stream<Passage> unknown =
                    Passage.any().stream().filter(p -> p.from() == Signal.PROFILES || p.to() == Signal.PROFILES);
            return Stream.concat(recorded, unknown)
                    .filter(p -> kind == ComponentKind.CONNECTOR || p.from() == p.to())
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static Optional<Passage> passage(String key) {
            int to = key.indexOf("-to-");
            Optional<Signal> from = Signal.of(to < 0 ? key : key.substring(0, to));
            Optional<Signal> into = to < 0 ? from : Signal.of(key.substring(to + "-to-".length()));
            return from.flatMap(f -> into.map(t -> new Passage(f, t)));
        }

        /** {@code deprecated} or {@code unmaintained}, when it is so for every signal. */
        Optional<String> neglect() {
            return !stability.isEmpty() && NEGLECTED.containsAll(stability.values())
                    ? stability.values().stream().sorted().findFirst()
                    : Optional.empty();
        }
    }

    public ComponentList {
        components = Map.copyOf(components);
    }

    Map<String, Component> of(ComponentKind kind) {
        return components.getOrDefault(kind, Map.of());
    }

    /** The component that goes by this name. */
    Optional<Component> find(ComponentKind kind, String type) {
        Component found = of(kind).get(type);
        if (found != null) {
            return Optional.of(found);
        }
        return of(kind).values().stream()
                .filter(c ->
                        c.aliases().contains(type) || (!exact && fold(c.type()).equals(fold(type))))
                .findFirst();
    }

    private static String fold(String type) {
        return type.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether the list has a component of this name, an old one or a new one. */
    public boolean has(ComponentKind kind, String type) {
        return find(kind, type).isPresent();
    }

    /** {@code otelcol-contrib 0.159.0}. */
    public String title() {
        return version.isEmpty() ? name : name + " " + version;
    }

    /** The form in which {@link ComponentListReader} reads it again; names are in order. */
    public String toYaml() {
        StringBuilder out = new StringBuilder();
        out.append("collector: {name: ")
                .append(quoted(name))
                .append(", version: ")
                .append(quoted(version));
        out.append(", exact: ").append(exact).append("}\n");
        for (ComponentKind kind : ComponentKind.values()) {
            out.append(kind.section()).append(of(kind).isEmpty() ? ": {}\n" : ":\n");
            for (Component component : new TreeMap<>(of(kind)).values()) {
                Stream<String> aliases = component.aliases().isEmpty()
                        ? Stream.of()
                        : Stream.of("aliases: [" + String.join(", ", component.aliases()) + "]");
                Stream<String> levels = new TreeMap<>(component.stability())
                        .entrySet().stream().map(e -> e.getKey() + ": " + quoted(e.getValue()));
                out.append("  ").append(component.type()).append(": {");
                out.append(Stream.concat(aliases, levels).collect(Collectors.joining(", ")))
                        .append("}\n");
            }
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return text.matches("[a-zA-Z][a-zA-Z0-9_-]*") ? text : "\"" + text.replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\"";
    }
}
