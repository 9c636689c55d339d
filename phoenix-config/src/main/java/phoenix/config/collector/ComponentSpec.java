package phoenix.config.collector;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phoenix.config.spec.ConfigSpec;

/**
 * What the configuration side has to know of a component.
 *
 * @param type the canonical type name: {@code host_metrics}
 * @param deprecatedNames former names that still work: {@code hostmetrics}
 * @param passages what it can handle: for a connector what it makes of what
 */
public record ComponentSpec<C>(
        ComponentKind kind,
        String type,
        List<String> deprecatedNames,
        ConfigSpec<C> config,
        Set<Passage> passages,
        Knowledge knowledge) {

    /** Who knows the component. */
    public enum Knowledge {
        /** The Collector has it, and its settings are declared here. */
        COLLECTOR,
        /** Only Phoenix has it. */
        ENGINE_ONLY,
        /** The Collector has it, and nothing is known here of its settings. */
        OPAQUE
    }

    /** A signal that goes in and the one that comes out of it; both are the same but for connectors. */
    public record Passage(Signal from, Signal to) {
        static Set<Passage> straight(Set<Signal> signals) {
            return signals.stream().map(s -> new Passage(s, s)).collect(Collectors.toUnmodifiableSet());
        }

        static Set<Passage> any() {
            return Stream.of(Signal.values())
                    .flatMap(from -> Stream.of(Signal.values()).map(to -> new Passage(from, to)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    public ComponentSpec {
        deprecatedNames = List.copyOf(deprecatedNames);
        passages = Set.copyOf(passages);
    }

    /** A component of the Collector that hands on the signals it takes. */
    public ComponentSpec(
            ComponentKind kind, String type, List<String> deprecatedNames, ConfigSpec<C> config, Set<Signal> signals) {
        this(kind, type, deprecatedNames, config, Passage.straight(signals), Knowledge.COLLECTOR);
    }

    /** A component for metrics only, which is what most are here. */
    public static <C> ComponentSpec<C> metrics(
            ComponentKind kind, String type, List<String> deprecatedNames, ConfigSpec<C> config) {
        return new ComponentSpec<>(kind, type, deprecatedNames, config, Set.of(Signal.METRICS));
    }

    /** The same as an addition of Phoenix: no Collector has it. */
    public ComponentSpec<C> engineOnly() {
        return new ComponentSpec<>(kind, type, deprecatedNames, config, passages, Knowledge.ENGINE_ONLY);
    }

    /** What it can take or give. */
    public Set<Signal> signals() {
        return passages.stream().flatMap(p -> Stream.of(p.from(), p.to())).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a connector can stand between pipelines of these signals. */
    boolean joins(Signal from, Signal to) {
        return passages.contains(new Passage(from, to));
    }

    public boolean isDeprecatedName(String name) {
        return deprecatedNames.contains(name);
    }

    /** Whether its settings are accepted as they are, because nothing is known of them. */
    public boolean isOpaque() {
        return knowledge == Knowledge.OPAQUE;
    }
}
