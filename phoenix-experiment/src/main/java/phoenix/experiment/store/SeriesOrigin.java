package phoenix.experiment.store;

/** Whether a series is part of what is compared, or says something about the variant that carries it. */
public enum SeriesOrigin {
    /** Came through the variant's pipelines: counts as a series in the comparison. */
    PIPELINE,
    /** The variant's own telemetry (points sent, bytes, CPU, memory): never counts as a series in the comparison. */
    TELEMETRY
}
