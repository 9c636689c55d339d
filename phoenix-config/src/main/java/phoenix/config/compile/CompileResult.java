package phoenix.config.compile;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;

/** What compiling gave. */
public sealed interface CompileResult {

    /**
     * A configuration with dual export.
     *
     * @param changes everything that differs from the user's configuration, in the order it was done
     * @param productionExporters exporters of metrics pipelines that send to a backend
     * @param comparisonExporters what Phoenix added for the comparison: one for each metrics pipeline
     */
    record Compiled(
            CollectorConfig config,
            List<Change> changes,
            Set<ComponentId> productionExporters,
            Set<ComponentId> comparisonExporters)
            implements CompileResult {
        public Compiled {
            changes = List.copyOf(changes);
            productionExporters = Set.copyOf(productionExporters);
            comparisonExporters = Set.copyOf(comparisonExporters);
        }
    }

    /** It cannot be done; the reasons are in the diagnostics. */
    record Rejected() implements CompileResult {}
}
