package phoenix.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.collector.Signal;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.ComponentType;
import phoenix.engine.component.ComponentType.ConnectorType;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.ComponentType.StorageType;
import phoenix.engine.graph.GraphPlan.PlannedConnector;
import phoenix.engine.graph.GraphPlan.PlannedExporter;
import phoenix.engine.graph.GraphPlan.PlannedProcessor;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.graph.GraphPlan.PlannedStorage;

/**
 * Makes a plan of a validated configuration. Only what a metrics pipeline uses becomes part of it, as in the Collector,
 * where a component that is defined and not used is never made.
 */
public final class GraphPlanner {
    private final CollectorConfig config;
    private final ComponentRegistry registry;

    /** @param registry the one whose catalog the configuration was read with */
    public GraphPlanner(CollectorConfig config, ComponentRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    public GraphPlan plan() {
        List<GraphPlan.Pipeline> pipelines = new ArrayList<>();
        Parts parts = new Parts();
        config.pipelines(Signal.METRICS).forEach((id, pipeline) -> {
            pipelines.add(new GraphPlan.Pipeline(
                    id.toString(), pipeline.receivers(), pipeline.processors(), pipeline.exporters()));
            add(pipeline, parts);
        });
        return new GraphPlan(
                List.copyOf(pipelines),
                parts.receivers,
                parts.processors,
                parts.exporters,
                parts.connectors,
                storages());
    }

    /** All that run, used or not: as in the Collector, one that cannot start is an error. */
    private Map<ComponentId, PlannedStorage<?>> storages() {
        Map<ComponentId, PlannedStorage<?>> storages = new LinkedHashMap<>();
        for (ComponentId id : config.extensions()) {
            ComponentConfig component = component(ComponentKind.EXTENSION, id);
            registry.find(ComponentKind.EXTENSION, id.type()).ifPresent(type -> {
                if (type instanceof StorageType<?> storage) {
                    storages.put(id, storage(storage, component));
                }
            });
        }
        return storages;
    }

    private static final class Parts {
        final Map<ComponentId, PlannedReceiver<?>> receivers = new LinkedHashMap<>();
        final Map<ComponentId, PlannedProcessor<?>> processors = new LinkedHashMap<>();
        final Map<ComponentId, PlannedExporter<?>> exporters = new LinkedHashMap<>();
        final Map<ComponentId, PlannedConnector<?>> connectors = new LinkedHashMap<>();
    }

    private void add(PipelineConfig pipeline, Parts parts) {
        for (ComponentId id : pipeline.receivers()) {
            ComponentConfig component = either(ComponentKind.RECEIVER, id);
            if (type(component) instanceof ReceiverType<?> type) {
                parts.receivers.computeIfAbsent(id, _ -> receiver(type, component));
            }
        }
        for (ComponentId id : pipeline.processors()) {
            ComponentConfig component = component(ComponentKind.PROCESSOR, id);
            if (type(component) instanceof ProcessorType<?> type) {
                parts.processors.computeIfAbsent(id, _ -> processor(type, component));
            }
        }
        for (ComponentId id : pipeline.exporters()) {
            ComponentConfig component = either(ComponentKind.EXPORTER, id);
            switch (type(component)) {
                case ExporterType<?> type -> parts.exporters.computeIfAbsent(id, _ -> exporter(type, component));
                case ConnectorType<?> type -> parts.connectors.computeIfAbsent(id, _ -> connector(type, component));
                default -> throw new IllegalStateException(component + " cannot end a pipeline");
            }
        }
    }

    /** The component of that kind, or the connector that stands in its place. */
    private ComponentConfig either(ComponentKind kind, ComponentId id) {
        return config.find(kind, id).orElseGet(() -> component(ComponentKind.CONNECTOR, id));
    }

    private static <C> PlannedReceiver<C> receiver(ReceiverType<C> type, ComponentConfig component) {
        return new PlannedReceiver<>(type, component.settings(type.spec().config()), component.node());
    }

    private static <C> PlannedProcessor<C> processor(ProcessorType<C> type, ComponentConfig component) {
        return new PlannedProcessor<>(type, component.settings(type.spec().config()));
    }

    private static <C> PlannedExporter<C> exporter(ExporterType<C> type, ComponentConfig component) {
        return new PlannedExporter<>(type, component.settings(type.spec().config()), component.node());
    }

    private static <C> PlannedConnector<C> connector(ConnectorType<C> type, ComponentConfig component) {
        return new PlannedConnector<>(type, component.settings(type.spec().config()));
    }

    private static <C> PlannedStorage<C> storage(StorageType<C> type, ComponentConfig component) {
        return new PlannedStorage<>(type, component.settings(type.spec().config()), component.node());
    }

    private ComponentConfig component(ComponentKind kind, ComponentId id) {
        return config.find(kind, id).orElseThrow(() -> new NoSuchElementException(kind + " " + id));
    }

    private ComponentType<?> type(ComponentConfig component) {
        return registry.find(component.kind(), component.id().type())
                .orElseThrow(() -> new NoSuchElementException(component + " is of no known type"));
    }
}
