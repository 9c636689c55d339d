package phoenix.app.embedded;

import java.util.Map;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.engine.graph.GraphPlan;
import phoenix.experiment.Variant;

/**
 * How one variant runs.
 *
 * @param comparisonExporters exporters of the comparison: they get their points from a lane of their own
 * @param productionExporters exporters that send to a backend
 * @param delivery what the production exporters do
 * @param environment environment variables that components see
 * @param storageFolder where inside the directories of storages this variant's data are until its end; empty where they
 *     are production's and outlive the run
 */
public record VariantSetup(
        Variant variant,
        GraphPlan plan,
        Set<ComponentId> comparisonExporters,
        Set<ComponentId> productionExporters,
        ProductionDelivery delivery,
        Map<String, String> environment,
        String storageFolder) {

    /** What happens to the points of a variant at its production exporters. */
    public enum ProductionDelivery {
        /** Sent as they are. */
        SEND,
        /** Sent with the mark that tells them from the baseline's. */
        SEND_MARKED,
        /** Encoded, checked, counted, and not sent. */
        HOLD
    }
}
