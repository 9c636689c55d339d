package phoenix.engine.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.ComponentType.ReceiverType;

/**
 * What to build: the metric pipelines of one configuration, with every component's decoded settings. References are
 * sound: each id in a pipeline is a key of the map of its kind.
 */
public record GraphPlan(
        List<Pipeline> pipelines,
        Map<ComponentId, PlannedReceiver<?>> receivers,
        Map<ComponentId, PlannedProcessor<?>> processors,
        Map<ComponentId, PlannedExporter<?>> exporters) {

    PlannedProcessor<?> processor(ComponentId id) {
        return Objects.requireNonNull(processors.get(id), () -> "processor " + id);
    }

    PlannedExporter<?> exporter(ComponentId id) {
        return Objects.requireNonNull(exporters.get(id), () -> "exporter " + id);
    }

    /** One pipeline; ids in the order of the configuration. */
    public record Pipeline(
            String id, List<ComponentId> receivers, List<ComponentId> processors, List<ComponentId> exporters) {}

    public record PlannedReceiver<C>(ReceiverType<C> type, C config) {}

    public record PlannedProcessor<C>(ProcessorType<C> type, C config) {}

    public record PlannedExporter<C>(ExporterType<C> type, C config) {}
}
