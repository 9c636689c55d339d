package phoenix.experiment.evidence;

import java.util.Map;
import java.util.Set;
import phoenix.analysis.CriterionKind;

/**
 * What the collection of evidence depends on; fixed at the start.
 *
 * @param sharedIngest whether both variants get their readings from one ingest: counts are then facts
 * @param sameReadings whether both get every one of them: each deviation of a value is then the candidate's doing
 * @param ownProcessIds process ids of Phoenix itself
 * @param telemetry measures that come from the variants' own telemetry, by name
 */
public record EvidenceSettings(
        BucketGrid grid,
        boolean sharedIngest,
        boolean sameReadings,
        CriticalItems critical,
        Set<String> ownProcessIds,
        Map<String, TelemetryMeasure> telemetry) {

    /** A measure of a variant itself. */
    public record TelemetryMeasure(CriterionKind kind, String unit) {}
}
