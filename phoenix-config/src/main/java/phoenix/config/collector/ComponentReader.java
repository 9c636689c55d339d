package phoenix.config.collector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.ComponentConfig.Definition;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.diagnostic.Severity;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlScalar;

/** Reads one section of components: ids, types, settings. What is defined is checked, used or not. */
final class ComponentReader {
    private final ComponentCatalog catalog;
    private final Diagnostics diagnostics;
    private final Usage usage;

    ComponentReader(ComponentCatalog catalog, Diagnostics diagnostics, Usage usage) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
        this.usage = usage;
    }

    Map<ComponentId, ComponentConfig> read(ComponentKind kind, YamlMapping section) {
        Map<ComponentId, ComponentConfig> components = new LinkedHashMap<>();
        Map<String, ComponentId> byCanonicalName = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : section.entries()) {
            Optional<ComponentId> id = id(kind, entry);
            if (id.isEmpty()) {
                continue;
            }
            ComponentConfig component =
                    component(new Definition(kind, id.get(), entry.key().span()), withSettings(id.get(), entry));
            if (components.put(id.get(), component) != null) {
                diagnostics.add(
                        DiagnosticCode.AMBIGUOUS_ID, entry.key().span(), kind + " " + id.get() + " is defined twice");
            }
            ComponentId other = byCanonicalName.putIfAbsent(
                    component.type() + "/" + id.get().name(), id.get());
            if (other != null) {
                diagnostics.add(
                        DiagnosticCode.MIXED_COMPONENT_NAMES,
                        entry.key().span(),
                        kind + "s " + other + " and " + id.get() + " are of one type and do not merge: these are two "
                                + kind + "s",
                        "use one spelling in all files");
            }
        }
        return components;
    }

    /** The Collector looks for the settings under the id without its spaces, and does not find them. */
    private YamlMapping.Entry withSettings(ComponentId id, YamlMapping.Entry entry) {
        if (entry.name().equals(id.toString()) || entry.value().isNull()) {
            return entry;
        }
        diagnostics.add(
                DiagnosticCode.SUSPICIOUS_VALUE,
                entry.key().span(),
                "\"" + entry.name() + "\" is the id " + id + ", and its settings are lost, as in the Collector",
                "write it without spaces: " + id);
        return new YamlMapping.Entry(entry.key(), YamlScalar.ofNull(entry.key().span()));
    }

    private Optional<ComponentId> id(ComponentKind kind, YamlMapping.Entry entry) {
        try {
            return Optional.of(ComponentId.parse(entry.name()));
        } catch (IllegalArgumentException e) {
            diagnostics.add(
                    DiagnosticCode.BAD_ID,
                    entry.key().span(),
                    "\"" + entry.name() + "\" is no id of a " + kind + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private ComponentConfig component(Definition definition, YamlMapping.Entry entry) {
        Optional<ComponentSpec<?>> spec =
                catalog.find(definition.kind(), definition.id().type());
        ComponentConfig undecoded = new ComponentConfig(definition, spec, null, entry.value());
        if (spec.isEmpty()) {
            reportUnknown(definition);
            return undecoded;
        }
        reportUnchecked(definition, spec.get());
        if (spec.get().isDeprecatedName(definition.id().type())) {
            diagnostics.add(
                    DiagnosticCode.DEPRECATED_COMPONENT_NAME,
                    definition.span(),
                    "\"" + definition.id().type() + "\" is the old name of " + definition.kind() + " "
                            + spec.get().type(),
                    "it goes on working; do not mix the two names");
        }
        return spec.get()
                .config()
                .decode(entry.value(), undecoded.path(), diagnostics)
                .map(config -> new ComponentConfig(definition, spec, config, entry.value()))
                .orElse(undecoded);
    }

    private void reportUnchecked(Definition definition, ComponentSpec<?> spec) {
        String type = definition.id().type();
        String name = definition.kind() + " type \"" + type + "\"";
        if (spec.isOpaque()) {
            Set<String> names = catalog.names(definition.kind());
            diagnostics.add(new Diagnostic(
                    DiagnosticCode.COMPONENT_NOT_CHECKED,
                    Severity.HINT,
                    definition.span(),
                    "Phoenix does not know " + name + ": its settings are not checked",
                    names.contains(type) ? Optional.empty() : NearestName.hint(type, names)));
        }
        catalog.neglect(definition.kind(), type)
                .ifPresent(neglect -> diagnostics.add(
                        DiagnosticCode.COMPONENT_NOT_MAINTAINED,
                        definition.span(),
                        name + " is " + neglect,
                        "it may go without notice, or not be mended: look for another"));
    }

    private void reportUnknown(Definition definition) {
        if (catalog.isEngine()) {
            reportUnknownToEngine(definition);
            return;
        }
        String type = definition.id().type();
        Set<String> names = catalog.names(definition.kind());
        diagnostics.add(
                DiagnosticCode.UNKNOWN_COMPONENT,
                definition.span(),
                "unknown " + definition.kind() + " type \"" + type + "\"",
                catalog.whyUnknown(definition.kind(), type).or(() -> NearestName.hint(type, names)));
    }

    /** Phoenix runs metrics; what only other signals use may be of any type. */
    private void reportUnknownToEngine(Definition definition) {
        Set<Signal> signals = usage.signals(definition.kind(), definition.id());
        boolean otherSignalsOnly = !signals.isEmpty() && !signals.contains(Signal.METRICS);
        Set<String> names = catalog.names(definition.kind());
        String type = definition.id().type();
        boolean notRun = otherSignalsOnly || definition.kind() == ComponentKind.EXTENSION;
        diagnostics.add(
                notRun ? DiagnosticCode.COMPONENT_NOT_CHECKED : DiagnosticCode.UNKNOWN_COMPONENT,
                definition.span(),
                "unknown " + definition.kind() + " type \"" + type + "\"" + (notRun ? ": not checked and not run" : ""),
                NearestName.hint(type, names)
                        .or(() -> names.isEmpty()
                                ? Optional.empty()
                                : Optional.of("known " + definition.kind() + "s: " + String.join(", ", names))));
    }
}
