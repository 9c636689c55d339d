package phoenix.config.collector;

import java.util.List;
import java.util.stream.Stream;
import phoenix.config.diagnostic.SourceSpan;

/** One pipeline: what it reads from, does and writes to, by id, in order. A connector's id may stand at both ends. */
public record PipelineConfig(
        PipelineId id,
        SourceSpan span,
        List<Reference> receiverReferences,
        List<Reference> processorReferences,
        List<Reference> exporterReferences) {

    /** An id and where it stands. */
    public record Reference(ComponentId id, SourceSpan span) {}

    public List<ComponentId> receivers() {
        return ids(receiverReferences);
    }

    public List<ComponentId> processors() {
        return ids(processorReferences);
    }

    public List<ComponentId> exporters() {
        return ids(exporterReferences);
    }

    private static List<ComponentId> ids(List<Reference> references) {
        return references.stream().map(Reference::id).distinct().toList();
    }

    Stream<Reference> references() {
        return Stream.of(receiverReferences, processorReferences, exporterReferences)
                .flatMap(List::stream);
    }
}
