package phoenix.app.embedded;

import java.util.List;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.experiment.Variant;

/** Both variants at work, as the comparison and the report see them. Thread-safe. */
public interface ExperimentRuntime {
    /** What the variant has done so far. */
    VariantSnapshot snapshot(Variant variant);

    /** Own telemetry of the receivers, which both variants share. */
    GraphTelemetry ingest();

    /** What the two variants do not see alike; empty when every receiver is shared. */
    List<IngestDifference> ingestDifferences();

    /** Whether all that either variant gets comes from one ingest, if not every reading of it. */
    boolean isIngestShared();

    /** Exceptions in the baseline so far; each may have cost it a batch. */
    long baselineFaults();
}
