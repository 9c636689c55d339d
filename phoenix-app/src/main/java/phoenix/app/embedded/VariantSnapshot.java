package phoenix.app.embedded;

import java.util.Map;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.Exporter;
import phoenix.engine.telemetry.GraphTelemetry;

/**
 * What one variant has done so far.
 *
 * @param productionPoints points handed to each production exporter
 * @param exporters the running exporters, for the addresses where they listen
 * @param telemetry live counters of processors and exporters
 * @param cpuNanos CPU time of the variant's own work, in nanoseconds; reading the host is shared and not in it
 * @param comparisonDroppedPoints points that were dropped on the way to the candidate or to the comparison: above 0 the
 *     comparison is incomplete
 */
public record VariantSnapshot(
        Map<ComponentId, Long> productionPoints,
        Map<ComponentId, Exporter> exporters,
        GraphTelemetry telemetry,
        long cpuNanos,
        long comparisonDroppedPoints) {}
