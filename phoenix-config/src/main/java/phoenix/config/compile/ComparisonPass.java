package phoenix.config.compile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Adds the comparison exporter to every metrics pipeline that exports. Each pipeline gets its own, so that one series in
 * two pipelines stays two series. Resource attributes become labels: without them hosts and processes would fall into
 * one series.
 */
final class ComparisonPass implements Compilation.Pass {
    private static final String LABEL_EXPERIMENT = "experiment";
    private static final String LABEL_PIPELINE = "pipeline";
    private static final String LABEL_VARIANT = "variant";

    @Override
    public YamlMapping apply(YamlMapping root, Compilation compilation) {
        List<PipelineConfig> pipelines = compilation.exportingPipelines();
        YamlMapping result = root;
        for (PipelineConfig pipeline : pipelines) {
            boolean only = pipelines.size() == 1;
            String name = only || pipeline.id().name().isEmpty()
                    ? "phoenix"
                    : "phoenix-" + pipeline.id().name();
            ComponentId id = compilation.freeExporterId("prometheus", name);
            String label =
                    only ? compilation.settings.pipelineName() : pipeline.id().toString();
            result = Trees.set(result, exporter(compilation.settings, label), "exporters", id.toString());
            result = Compilation.withExporter(result, pipeline.id(), id);
            compilation.comparisonExporters.add(id);
            compilation.changed(
                    Change.Kind.ADDED,
                    "exporters::" + id,
                    "comparison exporter of pipeline " + pipeline.id() + ", on a free port of "
                            + compilation.settings.listenHost());
        }
        warnOfClashes(compilation);
        return result;
    }

    private static YamlMapping exporter(CompileSettings settings, String pipelineLabel) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(LABEL_EXPERIMENT, settings.runId());
        labels.put(LABEL_PIPELINE, pipelineLabel);
        labels.put(LABEL_VARIANT, settings.variant().toString());
        return Trees.map("endpoint", Trees.text(settings.listenEndpoint()))
                .with("namespace", Trees.text("phoenix"))
                .with("const_labels", Trees.texts(labels))
                .with("resource_to_telemetry_conversion", Trees.map("enabled", Trees.bool(true)));
    }

    /** What a configuration sets itself can be seen here; what is in the data shows only when it flows. */
    private static void warnOfClashes(Compilation compilation) {
        for (ComponentConfig processor : compilation.input.components(ComponentKind.PROCESSOR)) {
            String list = processor.type().equals("resource") ? "attributes" : "actions";
            if ((processor.type().equals("resource") || processor.type().equals("attributes"))
                    && processor.node().get(list).orElse(null) instanceof YamlSequence actions) {
                actions.items().forEach(action -> warnOfClash(action, processor, compilation));
            }
        }
    }

    private static void warnOfClash(YamlNode action, ComponentConfig processor, Compilation compilation) {
        boolean deletes = action.get("action").orElse(null) instanceof YamlScalar a
                && a.text().equals("delete");
        if (!deletes
                && action.get("key").orElse(null) instanceof YamlScalar key
                && List.of(LABEL_EXPERIMENT, LABEL_PIPELINE, LABEL_VARIANT).contains(key.text())) {
            compilation.diagnostics.add(
                    DiagnosticCode.LABEL_CLASH,
                    key.span(),
                    processor.path() + " sets the attribute \"" + key.text() + "\", which is a label of the comparison",
                    "it shows as \"exported_" + key.text() + "\" there; production is not affected");
        }
    }
}
