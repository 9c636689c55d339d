package phoenix.app.collector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import phoenix.app.config.ConfigSource;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.collector.Signal;
import phoenix.config.collector.TelemetryConfig;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.ComponentType.ExtensionType;
import phoenix.engine.component.Extension;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlanner;

/** One configuration, read and checked, ready to run. */
public record CollectorPlan(
        GraphPlan graph, Map<ComponentId, PlannedExtension<?>> extensions, TelemetryConfig telemetry) {

    /** An extension with its settings. */
    public record PlannedExtension<C>(ExtensionType<C> type, C config) {
        Extension create(ComponentContext context) throws StartException {
            return type.factory().create(config, context);
        }
    }

    /** Reads the configuration as it is now; empty when there was an error, which is then reported. */
    public static Optional<CollectorPlan> read(
            ConfigSource source, ComponentRegistry registry, Diagnostics diagnostics) {
        return source.load(diagnostics)
                .flatMap(root -> CollectorConfig.read(root, registry.catalog(), diagnostics))
                .filter(config -> hasMetricsOnly(config, diagnostics))
                .map(config -> new CollectorPlan(
                        new GraphPlanner(config, registry).plan(), extensions(config, registry), config.telemetry()));
    }

    private static boolean hasMetricsOnly(CollectorConfig config, Diagnostics diagnostics) {
        boolean metricsOnly = true;
        for (PipelineConfig pipeline : config.pipelines().values()) {
            if (pipeline.id().signal() != Signal.METRICS) {
                metricsOnly = false;
                diagnostics.add(
                        DiagnosticCode.UNSUPPORTED_SIGNAL,
                        pipeline.span(),
                        "pipeline " + pipeline.id() + " is not for metrics, and this collector runs metrics only",
                        "leave it to an otelcol beside this one, and take it out here: --config"
                                + " \"yaml:service::pipelines::"
                                + pipeline.id() + ": null\" after your file does so");
            }
        }
        return metricsOnly;
    }

    private static Map<ComponentId, PlannedExtension<?>> extensions(
            CollectorConfig config, ComponentRegistry registry) {
        Map<ComponentId, PlannedExtension<?>> extensions = new LinkedHashMap<>();
        for (ComponentId id : config.extensions()) {
            ComponentConfig component = config.find(ComponentKind.EXTENSION, id).orElseThrow();
            // Storages belong to the graph; types that are not known are reported when the configuration is read.
            if (registry.find(ComponentKind.EXTENSION, id.type()).orElse(null) instanceof ExtensionType<?> type) {
                extensions.put(id, planned(type, component));
            }
        }
        return extensions;
    }

    private static <C> PlannedExtension<C> planned(ExtensionType<C> type, ComponentConfig component) {
        return new PlannedExtension<>(type, component.settings(type.spec().config()));
    }
}
