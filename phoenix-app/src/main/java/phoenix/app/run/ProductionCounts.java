package phoenix.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import phoenix.app.embedded.VariantSnapshot;
import phoenix.config.collector.ComponentId;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;

/**
 * What one production exporter did so far, in points.
 *
 * @param handed points that its pipelines handed to it
 * @param failed given up after retries, or refused for good
 * @param dropped not taken into its queue
 * @param rejected taken out by the backend of requests that it accepted
 * @param problem why points were lost last; empty when none were
 */
record ProductionCounts(
        ComponentId exporter,
        long handed,
        long sent,
        long failed,
        long dropped,
        long held,
        long rejected,
        long wireBytes,
        String problem) {

    static List<ProductionCounts> of(VariantSnapshot snapshot) {
        List<ProductionCounts> counts = new ArrayList<>();
        Map<String, ComponentTelemetry> exporters = snapshot.telemetry().exporters();
        snapshot.productionPoints().forEach((id, handed) -> {
            ComponentTelemetry telemetry = exporters.getOrDefault(id.toString(), new ComponentTelemetry());
            counts.add(new ProductionCounts(
                    id,
                    handed,
                    telemetry.get(MetricNames.EXPORTER_SENT),
                    telemetry.get(MetricNames.EXPORTER_SEND_FAILED),
                    telemetry.get(MetricNames.EXPORTER_ENQUEUE_FAILED),
                    telemetry.get(MetricNames.EXPORTER_HELD),
                    telemetry.get(MetricNames.EXPORTER_REJECTED),
                    telemetry.get(MetricNames.EXPORTER_WIRE_BYTES),
                    telemetry.problem()));
        });
        return counts;
    }

    /** Points that were meant for production and will not arrive there. */
    long lost() {
        return failed + dropped + rejected;
    }
}
