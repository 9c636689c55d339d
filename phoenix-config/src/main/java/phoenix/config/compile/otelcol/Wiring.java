package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineId;
import phoenix.config.collector.Signal;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * What is defined in a configuration and how it hangs together, for components of any type: their settings are not
 * looked into.
 *
 * @param components by section and id, in the user's order
 * @param extensions those that {@code service::extensions} starts
 */
record Wiring(
        YamlMapping root,
        Map<ComponentKind, Map<ComponentId, YamlNode>> components,
        Map<PipelineId, Pipeline> pipelines,
        List<ComponentId> extensions) {

    /** One pipeline, by ids. */
    record Pipeline(
            PipelineId id,
            SourceSpan span,
            List<ComponentId> receivers,
            List<ComponentId> processors,
            List<ComponentId> exporters) {}

    /** Reads a resolved tree; empty where it could not run for reasons of its wiring, which are then reported. */
    static Optional<Wiring> read(YamlMapping root, Diagnostics diagnostics) {
        int errorsBefore = diagnostics.errorCount();
        Wiring wiring = new Reader(diagnostics).read(root);
        return diagnostics.errorCount() == errorsBefore ? Optional.of(wiring) : Optional.empty();
    }

    Map<ComponentId, YamlNode> of(ComponentKind kind) {
        return components.getOrDefault(kind, Map.of());
    }

    /** The settings of a component; an empty map for one that is not defined. */
    YamlNode settings(ComponentKind kind, ComponentId id) {
        YamlNode settings = of(kind).get(id);
        return settings == null ? YamlMapping.empty(root.span()) : settings;
    }

    boolean isConnector(ComponentId id) {
        return of(ComponentKind.CONNECTOR).containsKey(id);
    }

    List<Pipeline> pipelines(Signal signal) {
        return pipelines.values().stream()
                .filter(p -> p.id().signal() == signal)
                .toList();
    }

    /** The metrics pipelines that end in an exporter; one that only feeds connectors goes on elsewhere. */
    List<Pipeline> exportingPipelines() {
        return pipelines(Signal.METRICS).stream()
                .filter(p -> p.exporters().stream().anyMatch(id -> !isConnector(id)))
                .toList();
    }

    /** Whether anything runs it. */
    boolean uses(ComponentKind kind, ComponentId id) {
        return switch (kind) {
            case EXTENSION -> extensions.contains(id);
            case RECEIVER ->
                pipelines.values().stream().anyMatch(p -> p.receivers().contains(id));
            case PROCESSOR ->
                pipelines.values().stream().anyMatch(p -> p.processors().contains(id));
            case EXPORTER ->
                pipelines.values().stream().anyMatch(p -> p.exporters().contains(id));
            case CONNECTOR -> true;
        };
    }

    private static final class Reader {
        private final Diagnostics diagnostics;

        Reader(Diagnostics diagnostics) {
            this.diagnostics = diagnostics;
        }

        Wiring read(YamlMapping root) {
            Map<ComponentKind, Map<ComponentId, YamlNode>> components = new EnumMap<>(ComponentKind.class);
            for (ComponentKind kind : ComponentKind.values()) {
                components.put(kind, section(root, kind));
            }
            YamlMapping service = map(root, "service");
            Map<PipelineId, Pipeline> pipelines = new LinkedHashMap<>();
            for (YamlMapping.Entry entry : map(service, "pipelines").entries()) {
                pipeline(entry).ifPresent(p -> pipelines.put(p.id(), p));
            }
            if (pipelines.isEmpty()) {
                diagnostics.add(
                        DiagnosticCode.MISSING_SECTION,
                        service.span(),
                        "no pipeline is defined",
                        "add service::pipelines::metrics with receivers and exporters");
            }
            Wiring wiring = new Wiring(root, components, pipelines, ids(service, "extensions"));
            pipelines.values().forEach(p -> references(p, wiring));
            defined(wiring.extensions(), service.span(), "service::extensions", ComponentKind.EXTENSION, wiring);
            return wiring;
        }

        private YamlMapping map(YamlMapping parent, String key) {
            YamlNode node = parent.get(key).orElse(null);
            if (node instanceof YamlMapping map) {
                return map;
            }
            if (node != null && !node.isNull()) {
                diagnostics.add(
                        DiagnosticCode.WRONG_TYPE, node.span(), "\"" + key + "\" is a map, not " + node.describe());
            }
            return YamlMapping.empty(parent.span());
        }

        private Map<ComponentId, YamlNode> section(YamlMapping root, ComponentKind kind) {
            Map<ComponentId, YamlNode> section = new LinkedHashMap<>();
            for (YamlMapping.Entry entry : map(root, kind.section()).entries()) {
                id(entry.name(), entry.key().span()).ifPresent(id -> section.put(id, entry.value()));
            }
            return section;
        }

        private Optional<ComponentId> id(String text, SourceSpan span) {
            try {
                return Optional.of(ComponentId.parse(text));
            } catch (IllegalArgumentException e) {
                diagnostics.add(DiagnosticCode.BAD_ID, span, "\"" + text + "\" is no component id: " + e.getMessage());
                return Optional.empty();
            }
        }

        private Optional<Pipeline> pipeline(YamlMapping.Entry entry) {
            SourceSpan span = entry.key().span();
            try {
                PipelineId id = PipelineId.parse(entry.name());
                YamlMapping node = entry.value() instanceof YamlMapping map
                        ? map
                        : YamlMapping.empty(entry.value().span());
                return Optional.of(new Pipeline(
                        id, span, ids(node, "receivers"), ids(node, "processors"), ids(node, "exporters")));
            } catch (IllegalArgumentException e) {
                diagnostics.add(
                        DiagnosticCode.BAD_ID, span, "\"" + entry.name() + "\" is no pipeline id: " + e.getMessage());
                return Optional.empty();
            }
        }

        private List<ComponentId> ids(YamlMapping parent, String key) {
            List<ComponentId> ids = new ArrayList<>();
            YamlNode node = parent.get(key).orElse(null);
            if (node instanceof YamlSequence list) {
                for (YamlNode item : list.items()) {
                    if (item instanceof YamlScalar s && s.asString().isPresent()) {
                        id(s.asString().get(), s.span())
                                .filter(id -> !ids.contains(id))
                                .ifPresent(ids::add);
                    } else {
                        diagnostics.add(
                                DiagnosticCode.WRONG_TYPE,
                                item.span(),
                                "a component id is a string, not " + item.describe());
                    }
                }
            } else if (node != null && !node.isNull()) {
                diagnostics.add(
                        DiagnosticCode.WRONG_TYPE, node.span(), "\"" + key + "\" is a list, not " + node.describe());
            }
            return List.copyOf(ids);
        }

        private void references(Pipeline pipeline, Wiring wiring) {
            String path = "service::pipelines::" + pipeline.id();
            if (pipeline.receivers().isEmpty() || pipeline.exporters().isEmpty()) {
                String end = pipeline.receivers().isEmpty() ? "receiver" : "exporter";
                diagnostics.add(
                        DiagnosticCode.EMPTY_PIPELINE,
                        pipeline.span(),
                        "pipeline " + pipeline.id() + " has no " + end,
                        "add " + end + "s: [...]");
            }
            defined(pipeline.receivers(), pipeline.span(), path, ComponentKind.RECEIVER, wiring);
            defined(pipeline.processors(), pipeline.span(), path, ComponentKind.PROCESSOR, wiring);
            defined(pipeline.exporters(), pipeline.span(), path, ComponentKind.EXPORTER, wiring);
        }

        private void defined(List<ComponentId> ids, SourceSpan span, String path, ComponentKind kind, Wiring wiring) {
            boolean connectable = kind == ComponentKind.RECEIVER || kind == ComponentKind.EXPORTER;
            for (ComponentId id : ids) {
                if (!wiring.of(kind).containsKey(id) && !(connectable && wiring.isConnector(id))) {
                    diagnostics.add(
                            DiagnosticCode.UNDEFINED_REFERENCE,
                            span,
                            path + ": " + kind + " \"" + id + "\" is used and not defined",
                            "define it under \"" + kind.section() + ":\"");
                }
            }
        }
    }
}
