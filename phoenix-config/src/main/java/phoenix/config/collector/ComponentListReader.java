package phoenix.config.collector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentList.Component;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Reads the two forms of a component list: what {@code otelcol components} prints (sections are lists), and what {@link
 * ComponentList#toYaml()} writes (sections are maps).
 */
final class ComponentListReader {
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][0-9a-zA-Z_]{0,62}");
    private static final String HINT = "give what \"otelcol components\" prints, or the binary itself";

    private final Diagnostics diagnostics;

    ComponentListReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Empty when it is no list of components, which is then reported. */
    Optional<ComponentList> read(String file, byte[] content) {
        Optional<YamlNode> root = new YamlReader(diagnostics).read(file, content);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Map<ComponentKind, Map<String, Component>> components = new EnumMap<>(ComponentKind.class);
        int errorsBefore = diagnostics.errorCount();
        for (ComponentKind kind : ComponentKind.values()) {
            root.get()
                    .get(kind.section())
                    .filter(section -> !section.isNull())
                    .ifPresent(section -> components.put(kind, section(section, kind)));
        }
        boolean hasEnds = components.values().stream().anyMatch(c -> !c.isEmpty())
                && root.get().get("service").isEmpty();
        if (!hasEnds && diagnostics.errorCount() == errorsBefore) {
            refuse(root.get().span(), "this is no list of components");
        }
        if (diagnostics.errorCount() != errorsBefore) {
            return Optional.empty();
        }
        String name = text(root.get(), "collector", "name")
                .or(() -> text(root.get(), "buildinfo", "command"))
                .orElse(file);
        String version = text(root.get(), "collector", "version")
                .or(() -> text(root.get(), "buildinfo", "version"))
                .orElse("");
        boolean exact = root.get().at("collector", "exact").stream()
                .noneMatch(n -> n instanceof YamlScalar s && Boolean.FALSE.equals(s.value()));
        return Optional.of(new ComponentList(name, version, exact, components));
    }

    private Map<String, Component> section(YamlNode section, ComponentKind kind) {
        Map<String, Component> found = new LinkedHashMap<>();
        switch (section) {
            case YamlSequence list -> list.items().forEach(item -> printed(item, kind, found));
            case YamlMapping map ->
                map.entries().forEach(e -> add(e.name(), e.value(), aliases(e.value()), e.value(), found));
            case YamlScalar s -> refuse(s.span(), kind.section() + ": expected a list or a map of components");
        }
        return found;
    }

    /** An item of {@code otelcol components}: the name alone in old versions, later with module and stability. */
    private void printed(YamlNode item, ComponentKind kind, Map<String, Component> found) {
        if (item instanceof YamlScalar name) {
            add(name.text(), name, List.of(), name, found);
            return;
        }
        Optional<String> name = text(item, "name");
        if (name.isEmpty()) {
            refuse(item.span(), kind.section() + ": an item without a name");
            return;
        }
        YamlNode levels = item.get("stability").orElse(item);
        add(name.get(), item, formerName(item, kind, name.get()), levels, found);
    }

    private void add(String type, YamlNode at, List<String> aliases, YamlNode levels, Map<String, Component> found) {
        if (!TYPE.matcher(type).matches()) {
            refuse(at.span(), "\"" + type + "\" is no type of a component");
            return;
        }
        found.put(type, new Component(type, aliases, stability(levels)));
    }

    /** A type that was renamed bears its former name in its module: {@code .../hostmetricsreceiver v0.159.0}. */
    private static List<String> formerName(YamlNode item, ComponentKind kind, String type) {
        String module = text(item, "module").orElse("").split(" ", 2)[0];
        String last = module.substring(module.lastIndexOf('/') + 1);
        String former = last.endsWith(kind.toString())
                ? last.substring(0, last.length() - kind.toString().length())
                : "";
        return TYPE.matcher(former).matches() && !former.equals(type) ? List.of(former) : List.of();
    }

    private static Map<String, String> stability(YamlNode levels) {
        Map<String, String> stability = new LinkedHashMap<>();
        if (levels instanceof YamlMapping map) {
            for (YamlMapping.Entry entry : map.entries()) {
                boolean ofSignal = entry.name().equals("extension")
                        || Signal.of(entry.name().replaceAll("-to-.*", "")).isPresent();
                if (ofSignal && entry.value() instanceof YamlScalar level) {
                    String word = level.text().toLowerCase(Locale.ROOT);
                    if (!word.equals("undefined")) {
                        stability.put(entry.name(), word);
                    }
                }
            }
        }
        return stability;
    }

    private static List<String> aliases(YamlNode entry) {
        List<String> aliases = new ArrayList<>();
        if (entry.get("aliases").orElse(null) instanceof YamlSequence list) {
            list.items().forEach(i -> {
                if (i instanceof YamlScalar s && TYPE.matcher(s.text()).matches()) {
                    aliases.add(s.text());
                }
            });
        }
        return aliases;
    }

    private static Optional<String> text(YamlNode node, String... path) {
        return node.at(path)
                .flatMap(n -> n instanceof YamlScalar s && !s.isNull() ? Optional.of(s.text()) : Optional.empty());
    }

    private void refuse(SourceSpan span, String problem) {
        diagnostics.add(DiagnosticCode.BAD_COMPONENT_LIST, span, problem, HINT);
    }
}
