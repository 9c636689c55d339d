package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.Change;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Adds the page for Prometheus to every metrics pipeline that exports: one of its own each, with a label that names the
 * pipeline, so that one series in two pipelines stays two series. An attribute of the data with the name of a label of the
 * comparison becomes {@code exported_NAME} on the way; the exporter would leave the whole metric out.
 */
final class ComparisonStep {
    static final String NAMESPACE = "phoenix";
    static final String COLLECTOR_PIPELINE = "collector_pipeline";

    private final Draft draft;
    private final List<Wiring.Pipeline> pipelines;
    private final List<ComponentId> renaming = new ArrayList<>();
    private boolean branches;

    private ComparisonStep(Draft draft) {
        this.draft = draft;
        this.pipelines = draft.input.exportingPipelines();
    }

    static void apply(Draft draft) {
        new ComparisonStep(draft).apply();
    }

    /** Tells what is added for one pipeline from what is added for another. */
    static String suffix(Wiring.Pipeline pipeline, List<Wiring.Pipeline> all) {
        String name = pipeline.id().name();
        return all.size() == 1 || name.isEmpty() ? "" : "-" + name;
    }

    private void apply() {
        OtelcolSettings target = draft.settings;
        if (!target.has(ComponentKind.EXPORTER, "prometheus")) {
            draft.diagnostics.add(
                    DiagnosticCode.TARGET_LACKS_COMPONENT,
                    draft.input.root().span(),
                    "the target has no exporter prometheus, through which the variants are compared",
                    "build the collector with it, or use phoenix run, which needs none");
            return;
        }
        boolean renames =
                target.has(ComponentKind.PROCESSOR, "resource") || target.has(ComponentKind.PROCESSOR, "attributes");
        branches = target.has(ComponentKind.CONNECTOR, "forward") && renames;
        if (!branches
                || !target.has(ComponentKind.PROCESSOR, "resource")
                || !target.has(ComponentKind.PROCESSOR, "attributes")) {
            draft.diagnostics.add(new Diagnostic(
                    DiagnosticCode.TARGET_LACKS_COMPONENT,
                    Severity.WARNING,
                    draft.input.root().span(),
                    "the target lacks connector forward, processor resource or processor attributes: a metric with an"
                            + " attribute named as one of the labels "
                            + labels(pipelines.getFirst()).keySet()
                            + " is missing in the comparison",
                    java.util.Optional.of("production is not affected")));
        }
        if (branches) {
            renaming("resource", "attributes");
            renaming("attributes", "actions");
        }
        warnOfClashes();
        int next = draft.settings.listen().port().orElse(0);
        for (Wiring.Pipeline pipeline : pipelines) {
            String host = draft.settings.listen().host();
            int port = next > 0 ? next++ : draft.ports.choose(host, "page " + pipeline.id(), true);
            page(pipeline, draft.settings.listen().address(port));
        }
    }

    private void page(Wiring.Pipeline pipeline, String address) {
        String suffix = suffix(pipeline, pipelines);
        ComponentId exporter = draft.freeId("prometheus", "phoenix" + suffix);
        draft.set(settings(address, labels(pipeline)), "exporters", exporter.toString());
        ComponentId end = exporter;
        if (branches) {
            end = draft.freeId("forward", "phoenix-comparison" + suffix);
            draft.set(Draft.none(), "connectors", end.toString());
            draft.pipeline("phoenix-comparison" + suffix, end, renaming, List.of(exporter));
        }
        List<ComponentId> exporters = new ArrayList<>(draft.exporters(pipeline.id()));
        exporters.add(end);
        draft.exporters(pipeline.id(), exporters);
        draft.pages.put(pipeline.id(), address);
        draft.changed(
                Change.Kind.ADDED,
                "exporters::" + exporter,
                "comparison page of pipeline " + pipeline.id() + ": http://" + address + "/metrics");
    }

    /** What a configuration sets itself can be seen here; what is in the data shows only when it flows. */
    private void warnOfClashes() {
        for (Map.Entry<ComponentId, YamlNode> processor :
                draft.input.of(ComponentKind.PROCESSOR).entrySet()) {
            String type = processor.getKey().type();
            String list = type.equals("resource") ? "attributes" : "actions";
            if ((type.equals("resource") || type.equals("attributes"))
                    && draft.input.uses(ComponentKind.PROCESSOR, processor.getKey())
                    && processor.getValue().get(list).orElse(null) instanceof YamlSequence actions) {
                actions.items().forEach(action -> warnOfClash(action, processor.getKey()));
            }
        }
    }

    private void warnOfClash(YamlNode action, ComponentId processor) {
        boolean deletes = action.get("action").orElse(null) instanceof YamlScalar a
                && a.text().equals("delete");
        if (!deletes
                && action.get("key").orElse(null) instanceof YamlScalar key
                && labels(pipelines.getFirst()).containsKey(key.text())) {
            draft.diagnostics.add(
                    DiagnosticCode.LABEL_CLASH,
                    key.span(),
                    "processors::" + processor + " sets the attribute \"" + key.text()
                            + "\", which is a label of the comparison",
                    branches
                            ? "it shows as \"exported_" + key.text() + "\" there; production is not affected"
                            : "its metrics are missing there; production is not affected");
        }
    }

    static YamlMapping settings(String address, Map<String, String> labels) {
        YamlMapping texts = YamlMapping.empty(Draft.ADDED);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            texts = texts.with(label.getKey(), Draft.text(label.getValue()));
        }
        return Draft.map(
                "endpoint", address,
                "namespace", NAMESPACE,
                "const_labels", texts,
                "resource_to_telemetry_conversion", Draft.map("enabled", Draft.plain(true)));
    }

    private Map<String, String> labels(Wiring.Pipeline pipeline) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("experiment", draft.settings.experiment());
        labels.put("pipeline", draft.settings.pipeline());
        labels.put("variant", draft.settings.variant().toString());
        if (pipelines.size() > 1) {
            labels.put(COLLECTOR_PIPELINE, pipeline.id().toString());
        }
        return labels;
    }

    private void renaming(String type, String list) {
        if (draft.settings.has(ComponentKind.PROCESSOR, type)) {
            ComponentId id = draft.freeId(type, "phoenix-comparison");
            draft.set(renames(labels(pipelines.getFirst()).keySet(), list), "processors", id.toString());
            renaming.add(id);
        }
    }

    static YamlMapping renames(Iterable<String> labels, String list) {
        List<YamlNode> actions = new ArrayList<>();
        for (String label : labels) {
            actions.add(Draft.map("key", "exported_" + label, "from_attribute", label, "action", "upsert"));
            actions.add(Draft.map("key", label, "action", "delete"));
        }
        return Draft.map(list, new YamlSequence(Draft.ADDED, actions, Origin.LITERAL));
    }
}
