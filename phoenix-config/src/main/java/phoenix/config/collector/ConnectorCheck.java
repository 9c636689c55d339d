package phoenix.config.collector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.PipelineConfig.Reference;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;

/** A connector ends one pipeline and starts another; pipelines joined by connectors form no circle. */
final class ConnectorCheck {
    private final CollectorConfig config;
    private final Diagnostics diagnostics;

    ConnectorCheck(CollectorConfig config, Diagnostics diagnostics) {
        this.config = config;
        this.diagnostics = diagnostics;
    }

    void run() {
        for (ComponentConfig connector : config.components(ComponentKind.CONNECTOR)) {
            ambiguous(connector, ComponentKind.RECEIVER);
            ambiguous(connector, ComponentKind.EXPORTER);
            bothEnds(connector);
        }
        Set<PipelineId> done = new HashSet<>();
        for (PipelineConfig pipeline : config.pipelines().values()) {
            visit(pipeline, new LinkedHashSet<>(), done);
        }
    }

    private void ambiguous(ComponentConfig connector, ComponentKind kind) {
        if (config.find(kind, connector.id()).isPresent()) {
            diagnostics.add(
                    DiagnosticCode.AMBIGUOUS_ID,
                    connector.span(),
                    "connector " + connector.id() + " has the id of a " + kind,
                    "name one of them " + connector.id().type() + "/other");
        }
    }

    private void bothEnds(ComponentConfig connector) {
        List<PipelineConfig> into = new ArrayList<>();
        List<PipelineConfig> outOf = new ArrayList<>();
        for (PipelineConfig pipeline : config.pipelines().values()) {
            if (pipeline.exporters().contains(connector.id())) {
                into.add(pipeline);
            }
            if (pipeline.receivers().contains(connector.id())) {
                outOf.add(pipeline);
            }
        }
        for (PipelineConfig pipeline : into) {
            if (outOf.stream().noneMatch(other -> joins(connector, pipeline, other))) {
                unconnected(connector, pipeline, "exporter", "receiver");
            }
        }
        for (PipelineConfig pipeline : outOf) {
            if (into.stream().noneMatch(other -> joins(connector, other, pipeline))) {
                unconnected(connector, pipeline, "receiver", "exporter");
            }
        }
    }

    /** Whether the connector takes the signal of one pipeline and gives that of the other, as far as it is known. */
    private static boolean joins(ComponentConfig connector, PipelineConfig from, PipelineConfig to) {
        return connector
                .spec()
                .map(spec -> spec.joins(from.id().signal(), to.id().signal()))
                .orElse(true);
    }

    private void unconnected(ComponentConfig connector, PipelineConfig pipeline, String is, String isNot) {
        SourceSpan span = reference(pipeline, connector.id()).orElse(connector.span());
        diagnostics.add(
                DiagnosticCode.CONNECTOR_NOT_CONNECTED,
                span,
                "connector " + connector.id() + " is " + is + " of pipeline " + pipeline.id() + " and " + isNot
                        + " of no pipeline it could connect to",
                "name it as " + isNot + " of another pipeline of the same signal");
    }

    private static Optional<SourceSpan> reference(PipelineConfig pipeline, ComponentId id) {
        return pipeline.references()
                .filter(r -> r.id().equals(id))
                .map(Reference::span)
                .findFirst();
    }

    private void visit(PipelineConfig pipeline, Set<PipelineId> path, Set<PipelineId> done) {
        if (done.contains(pipeline.id())) {
            return;
        }
        path.add(pipeline.id());
        for (Reference exporter : pipeline.exporterReferences()) {
            if (config.find(ComponentKind.CONNECTOR, exporter.id()).isEmpty()) {
                continue;
            }
            for (PipelineConfig next : config.pipelines().values()) {
                if (!next.receivers().contains(exporter.id())) {
                    continue;
                }
                if (path.contains(next.id())) {
                    diagnostics.add(
                            DiagnosticCode.PIPELINE_CYCLE,
                            exporter.span(),
                            "connector " + exporter.id() + " leads from pipeline " + pipeline.id() + " back to "
                                    + next.id(),
                            "a pipeline cannot feed itself");
                } else {
                    visit(next, path, done);
                }
            }
        }
        path.remove(pipeline.id());
        done.add(pipeline.id());
    }
}
