package phoenix.config.collector;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phoenix.config.collector.PipelineConfig.Reference;

/** Which pipelines use a component. */
record Usage(Map<PipelineId, PipelineConfig> pipelines, List<Reference> extensions) {

    boolean uses(ComponentKind kind, ComponentId id) {
        return kind == ComponentKind.EXTENSION
                ? extensions.stream().anyMatch(r -> r.id().equals(id))
                : !signals(kind, id).isEmpty();
    }

    /** The signals of the pipelines that use it. */
    Set<Signal> signals(ComponentKind kind, ComponentId id) {
        return pipelines.values().stream()
                .filter(p -> references(p, kind).anyMatch(r -> r.id().equals(id)))
                .map(p -> p.id().signal())
                .collect(Collectors.toSet());
    }

    static Stream<Reference> references(PipelineConfig pipeline, ComponentKind kind) {
        return switch (kind) {
            case RECEIVER -> pipeline.receiverReferences().stream();
            case PROCESSOR -> pipeline.processorReferences().stream();
            case EXPORTER -> pipeline.exporterReferences().stream();
            case CONNECTOR ->
                Stream.concat(pipeline.receiverReferences().stream(), pipeline.exporterReferences().stream());
            case EXTENSION -> Stream.of();
        };
    }
}
