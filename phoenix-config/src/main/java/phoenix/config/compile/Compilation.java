package phoenix.config.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.collector.PipelineId;
import phoenix.config.collector.Signal;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;

/** The state that the passes of one compilation share. */
final class Compilation {
    /** Exporters that send nothing to a backend: they are scraped, print, discard, or write a file. */
    private static final Set<String> NO_BACKEND = Set.of("prometheus", "debug", "logging", "nop", "file");

    final CollectorConfig input;
    final CompileSettings settings;
    final Diagnostics diagnostics;
    final List<Change> changes = new ArrayList<>();
    final Set<ComponentId> comparisonExporters = new LinkedHashSet<>();
    final Set<ComponentId> addedProduction = new LinkedHashSet<>();

    /** One step: takes the tree so far and gives the next one. */
    @FunctionalInterface
    interface Pass {
        YamlMapping apply(YamlMapping root, Compilation compilation);
    }

    Compilation(CollectorConfig input, CompileSettings settings, Diagnostics diagnostics) {
        this.input = input;
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    void changed(Change.Kind kind, String where, String text) {
        changes.add(new Change(kind, where, text));
    }

    /** The metrics pipelines that end in an exporter; one that only feeds connectors goes on elsewhere. */
    List<PipelineConfig> exportingPipelines() {
        return input.pipelines(Signal.METRICS).values().stream()
                .filter(p -> p.exporters().stream()
                        .anyMatch(id -> input.find(ComponentKind.EXPORTER, id).isPresent()))
                .toList();
    }

    /** The user's exporters that stand in metrics pipelines. */
    List<ComponentConfig> metricExporters() {
        Set<ComponentId> used = new LinkedHashSet<>();
        exportingPipelines().forEach(p -> used.addAll(p.exporters()));
        return input.components(ComponentKind.EXPORTER).stream()
                .filter(e -> used.contains(e.id()))
                .toList();
    }

    /** Those of them that send to a backend. */
    List<ComponentConfig> productionExporters() {
        return metricExporters().stream()
                .filter(e -> !NO_BACKEND.contains(e.type()))
                .toList();
    }

    /** Those of them that wait to be scraped. */
    List<ComponentConfig> pullExporters() {
        return metricExporters().stream()
                .filter(e -> e.type().equals("prometheus"))
                .toList();
    }

    /** An id that the user has not taken. */
    ComponentId freeExporterId(String type, String name) {
        ComponentId id = new ComponentId(type, name);
        for (int i = 2; isTaken(id); i++) {
            id = new ComponentId(type, name + "-" + i);
        }
        return id;
    }

    private boolean isTaken(ComponentId id) {
        return input.find(ComponentKind.EXPORTER, id).isPresent() || comparisonExporters.contains(id);
    }

    static YamlMapping withExporter(YamlMapping root, PipelineId pipeline, ComponentId exporter) {
        return Trees.append(root, exporter.toString(), "service", "pipelines", pipeline.toString(), "exporters");
    }
}
