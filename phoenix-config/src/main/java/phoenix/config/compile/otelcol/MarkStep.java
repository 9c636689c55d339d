package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.Change;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlSequence;

/**
 * Marks what the candidate sends to production, so that dashboards can leave it out. The mark is made behind the user's
 * processors and behind the fan-out, in a pipeline of its own: the comparison never sees it.
 */
final class MarkStep {
    static final String EXPERIMENT_ATTRIBUTE = "phoenix.experiment";
    static final String VARIANT_ATTRIBUTE = "phoenix.variant";

    private MarkStep() {}

    static void apply(Draft draft) {
        if (!draft.isCandidate()) {
            return;
        }
        if (!draft.settings.has(ComponentKind.CONNECTOR, "forward")
                || !draft.settings.has(ComponentKind.PROCESSOR, "resource")) {
            refuse(draft);
            return;
        }
        ComponentId mark = draft.freeId("resource", "phoenix-mark");
        boolean used = false;
        List<Wiring.Pipeline> pipelines = draft.input.exportingPipelines();
        for (Wiring.Pipeline pipeline : pipelines) {
            List<ComponentId> production = new ArrayList<>(Exporters.production(draft.input, pipeline));
            production.addAll(draft.addedProduction);
            if (production.isEmpty()) {
                continue;
            }
            used = true;
            String name = "phoenix-production" + ComparisonStep.suffix(pipeline, pipelines);
            ComponentId forward = draft.freeId("forward", name);
            draft.set(Draft.none(), "connectors", forward.toString());
            draft.pipeline(name, forward, List.of(mark), production);
            List<ComponentId> exporters = new ArrayList<>(draft.exporters(pipeline.id()));
            exporters.removeAll(production);
            exporters.add(forward);
            draft.exporters(pipeline.id(), exporters);
            draft.changed(
                    Change.Kind.MOVED,
                    "service::pipelines::" + pipeline.id() + "::exporters",
                    production + " stand behind " + forward + ": what they send has the resource attributes "
                            + EXPERIMENT_ATTRIBUTE + " and " + VARIANT_ATTRIBUTE);
        }
        if (used) {
            draft.set(settings(draft.settings), "processors", mark.toString());
        }
    }

    static YamlMapping settings(OtelcolSettings settings) {
        List<YamlNode> actions = List.of(
                action(EXPERIMENT_ATTRIBUTE, settings.experiment()),
                action(VARIANT_ATTRIBUTE, settings.variant().toString()));
        return Draft.map("attributes", new YamlSequence(Draft.ADDED, actions, Origin.LITERAL));
    }

    private static YamlNode action(String key, String value) {
        return Draft.map("key", key, "value", value, "action", "upsert");
    }

    /** Unmarked data of two variants in one account cannot be told apart any more. */
    private static void refuse(Draft draft) {
        boolean elsewhere = draft.settings.production().isPresent();
        draft.diagnostics.add(new Diagnostic(
                DiagnosticCode.TARGET_LACKS_COMPONENT,
                elsewhere ? Severity.WARNING : Severity.ERROR,
                draft.input.root().span(),
                "the target lacks connector forward or processor resource: what the candidate sends to production"
                        + " is not marked",
                java.util.Optional.of(
                        elsewhere
                                ? "it is told apart by where it is sent"
                                : "send it elsewhere with --production-endpoint, or build the collector with them")));
    }
}
