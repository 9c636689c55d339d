package phoenix.config.compile.otelcol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Which components a distribution of the Collector has, as far as it is known. */
public final class TargetComponents {
    /** Nothing is known of the target: it has what the distribution {@code contrib} has. */
    public static final TargetComponents UNKNOWN = new TargetComponents(Map.of());

    private final Map<ComponentKind, Set<String>> types;

    private TargetComponents(Map<ComponentKind, Set<String>> types) {
        this.types = types;
    }

    /** Reads what {@code otelcol components} prints. */
    public static Optional<TargetComponents> read(String file, byte[] content, Diagnostics diagnostics) {
        Optional<YamlNode> root = new YamlReader(diagnostics).read(file, content);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Map<ComponentKind, Set<String>> types = new EnumMap<>(ComponentKind.class);
        for (ComponentKind kind : ComponentKind.values()) {
            Set<String> names = new TreeSet<>();
            if (root.get().get(kind.section()).orElse(null) instanceof YamlSequence list) {
                list.items().forEach(item -> name(item).ifPresent(names::add));
            }
            types.put(kind, names);
        }
        if (!(root.get() instanceof YamlMapping)
                || types.getOrDefault(ComponentKind.EXPORTER, Set.of()).isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.NOT_A_CONFIGURATION,
                    root.get().span(),
                    "this is no list of components: it names no exporter",
                    "write one with: otelcol components > " + file);
            return Optional.empty();
        }
        return Optional.of(new TargetComponents(types));
    }

    private static Optional<String> name(YamlNode item) {
        YamlNode name = item.get("name").orElse(item);
        return name instanceof YamlScalar s ? s.asString() : Optional.empty();
    }

    /** The first of these names that the target has: several are spellings of one component. */
    Optional<String> firstOf(ComponentKind kind, String... names) {
        Set<String> known = types.get(kind);
        for (String name : names) {
            if (known == null || known.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    boolean has(ComponentKind kind, String... names) {
        return firstOf(kind, names).isPresent();
    }
}
