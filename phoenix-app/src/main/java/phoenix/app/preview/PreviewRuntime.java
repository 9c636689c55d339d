package phoenix.app.preview;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.app.embedded.ExperimentRuntime;
import phoenix.app.embedded.IngestDifference;
import phoenix.app.embedded.VariantSnapshot;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.experiment.Variant;

/** Both variants over a capture, as the comparison and the report see them. */
final class PreviewRuntime implements ExperimentRuntime {
    private final Map<Variant, ReplayedVariant> variants;
    private final GraphTelemetry ingest;
    private final List<IngestDifference> differences;

    PreviewRuntime(Map<Variant, ReplayedVariant> variants, GraphTelemetry ingest, List<IngestDifference> differences) {
        this.variants = new EnumMap<>(variants);
        this.ingest = ingest;
        this.differences = List.copyOf(differences);
    }

    @Override
    public VariantSnapshot snapshot(Variant variant) {
        return Objects.requireNonNull(variants.get(variant)).snapshot();
    }

    @Override
    public GraphTelemetry ingest() {
        return ingest;
    }

    @Override
    public List<IngestDifference> ingestDifferences() {
        return differences;
    }

    /** There is one capture. */
    @Override
    public boolean isIngestShared() {
        return true;
    }

    @Override
    public long baselineFaults() {
        return 0;
    }
}
