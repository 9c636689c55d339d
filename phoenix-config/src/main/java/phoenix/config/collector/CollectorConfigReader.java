package phoenix.config.collector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.PipelineConfig.Reference;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.Located;
import phoenix.config.yaml.YamlMapping;

/** Turns a resolved tree into a {@link CollectorConfig}: sections, ids, pipelines, then {@link ComponentReader}. */
final class CollectorConfigReader {
    private final ComponentCatalog catalog;
    private final Diagnostics diagnostics;

    CollectorConfigReader(ComponentCatalog catalog, Diagnostics diagnostics) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
    }

    Optional<CollectorConfig> read(YamlMapping root) {
        int errorsBefore = diagnostics.errorCount();
        Optional<Sections> decoded = Sections.SPEC.decodeKnown(root, "", diagnostics);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        Sections sections = decoded.get();
        reportMissing(sections, root);
        Map<PipelineId, PipelineConfig> pipelines = pipelines(sections.service().pipelines());
        List<Reference> extensions = ids(sections.service().extensions());

        ComponentReader reader = new ComponentReader(catalog, diagnostics, new Usage(pipelines, extensions));
        Map<ComponentKind, Map<ComponentId, ComponentConfig>> components = new EnumMap<>(ComponentKind.class);
        for (ComponentKind kind : ComponentKind.values()) {
            YamlMapping section = sections.components().get(kind);
            components.put(kind, section == null ? Map.of() : reader.read(kind, section));
        }
        CollectorConfig config = new CollectorConfig(
                components,
                pipelines,
                extensions.stream().map(Reference::id).toList(),
                sections.service().telemetry(),
                root);
        ReferenceCheck references = new ReferenceCheck(config, catalog, diagnostics);
        references.run(extensions);
        new ConnectorCheck(config, diagnostics).run();
        if (diagnostics.errorCount() != errorsBefore) {
            return Optional.empty();
        }
        references.reportUnused(extensions);
        return Optional.of(config);
    }

    private void reportMissing(Sections sections, YamlMapping root) {
        for (ComponentKind kind : List.of(ComponentKind.RECEIVER, ComponentKind.EXPORTER)) {
            YamlMapping section = sections.components().get(kind);
            if (section == null || section.isEmpty()) {
                diagnostics.add(
                        DiagnosticCode.MISSING_SECTION,
                        section == null || !root.has(kind.section()) ? firstKey(root) : section.span(),
                        "no " + kind + " is defined",
                        "a configuration needs a section \"" + kind.section() + ":\" with at least one " + kind);
            }
        }
        if (sections.service().pipelines().isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.MISSING_SECTION,
                    root.entry("service").map(e -> e.key().span()).orElseGet(() -> firstKey(root)),
                    "no pipeline is defined",
                    "add service::pipelines::metrics with receivers and exporters");
        }
    }

    private static SourceSpan firstKey(YamlMapping root) {
        return root.isEmpty() ? root.span() : root.entries().getFirst().key().span();
    }

    private Map<PipelineId, PipelineConfig> pipelines(YamlMapping section) {
        Map<PipelineId, PipelineConfig> pipelines = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : section.entries()) {
            Optional<PipelineId> id = id(entry.name(), entry.key().span());
            Optional<Sections.Pipeline> decoded =
                    Sections.PIPELINE.decode(entry.value(), "service::pipelines::" + entry.name(), diagnostics);
            if (id.isEmpty() || decoded.isEmpty()) {
                continue;
            }
            PipelineConfig pipeline = new PipelineConfig(
                    id.get(),
                    entry.key().span(),
                    ids(decoded.get().receivers()),
                    ids(decoded.get().processors()),
                    ids(decoded.get().exporters()));
            if (id.get().signal() == Signal.PROFILES) {
                diagnostics.add(
                        DiagnosticCode.UNSUPPORTED_SIGNAL,
                        pipeline.span(),
                        "pipeline " + id.get() + ": the Collector refuses profiles without the feature gate"
                                + " service.profilesSupport",
                        "take it out, or check the rest without it");
            }
            if (pipelines.put(id.get(), pipeline) != null) {
                diagnostics.add(
                        DiagnosticCode.AMBIGUOUS_ID, pipeline.span(), "pipeline " + id.get() + " is defined twice");
            }
        }
        return pipelines;
    }

    private Optional<PipelineId> id(String text, SourceSpan span) {
        try {
            return Optional.of(PipelineId.parse(text));
        } catch (IllegalArgumentException e) {
            diagnostics.add(DiagnosticCode.BAD_ID, span, "\"" + text + "\" is no pipeline id: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<Reference> ids(List<Located<String>> texts) {
        List<Reference> ids = new ArrayList<>();
        for (Located<String> text : texts) {
            try {
                ids.add(new Reference(ComponentId.parse(text.value()), text.span()));
            } catch (IllegalArgumentException e) {
                diagnostics.add(
                        DiagnosticCode.BAD_ID,
                        text.span(),
                        "\"" + text.value() + "\" is no component id: " + e.getMessage());
            }
        }
        return ids;
    }
}
