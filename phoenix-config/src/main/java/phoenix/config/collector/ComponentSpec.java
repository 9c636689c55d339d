package phoenix.config.collector;

import java.util.List;
import java.util.Set;
import phoenix.config.spec.ConfigSpec;

/**
 * What the configuration side has to know of a component.
 *
 * @param type the canonical type name: {@code host_metrics}
 * @param deprecatedNames former names that still work: {@code hostmetrics}
 * @param signals what it can handle; for a connector what it can emit
 */
public record ComponentSpec<C>(
        ComponentKind kind, String type, List<String> deprecatedNames, ConfigSpec<C> config, Set<Signal> signals) {
    public ComponentSpec {
        deprecatedNames = List.copyOf(deprecatedNames);
        signals = Set.copyOf(signals);
    }

    /** A component for metrics only, which is what most are here. */
    public static <C> ComponentSpec<C> metrics(
            ComponentKind kind, String type, List<String> deprecatedNames, ConfigSpec<C> config) {
        return new ComponentSpec<>(kind, type, deprecatedNames, config, Set.of(Signal.METRICS));
    }

    public boolean isDeprecatedName(String name) {
        return deprecatedNames.contains(name);
    }
}
