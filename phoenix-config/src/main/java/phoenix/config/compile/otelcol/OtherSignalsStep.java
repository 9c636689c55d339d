package phoenix.config.compile.otelcol;

import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.Signal;
import phoenix.config.compile.Change;
import phoenix.config.diagnostic.DiagnosticCode;

/**
 * Traces, logs and profiles of the candidate are sent nowhere: the baseline sends them. Connectors stay, so that what they
 * count of them reaches the metrics.
 */
final class OtherSignalsStep {
    private OtherSignalsStep() {}

    static void apply(Draft draft) {
        if (!draft.isCandidate()) {
            return;
        }
        Optional<ComponentId> nop = Optional.empty();
        for (Wiring.Pipeline pipeline : draft.input.pipelines().values()) {
            if (pipeline.id().signal() == Signal.METRICS) {
                continue;
            }
            List<ComponentId> stay = pipeline.exporters().stream()
                    .filter(draft.input::isConnector)
                    .toList();
            if (stay.size() == pipeline.exporters().size()) {
                continue;
            }
            if (stay.isEmpty()) {
                nop = nop.or(() -> nop(draft));
                if (nop.isEmpty()) {
                    return;
                }
                stay = List.of(nop.get());
            }
            draft.exporters(pipeline.id(), stay);
            draft.changed(
                    Change.Kind.OMITTED,
                    "service::pipelines::" + pipeline.id() + "::exporters",
                    "sends nothing: " + pipeline.exporters() + " became " + stay + ", because the baseline sends its "
                            + pipeline.id().signal() + " already");
        }
    }

    /** An exporter that discards. */
    private static Optional<ComponentId> nop(Draft draft) {
        String type =
                draft.settings.firstOf(ComponentKind.EXPORTER, "nop", "debug").orElse("");
        if (type.isEmpty()) {
            draft.diagnostics.add(
                    DiagnosticCode.TARGET_LACKS_COMPONENT,
                    draft.input.root().span(),
                    "the target has neither exporter nop nor debug to put in the place of exporters of traces and logs",
                    "build it with nop, or take these pipelines out of the candidate");
            return Optional.empty();
        }
        ComponentId id = draft.freeId(type, "phoenix");
        draft.set(type.equals("nop") ? Draft.none() : Draft.map("verbosity", "basic"), "exporters", id.toString());
        draft.changed(Change.Kind.ADDED, "exporters::" + id, "takes what the candidate does not send");
        return Optional.of(id);
    }
}
