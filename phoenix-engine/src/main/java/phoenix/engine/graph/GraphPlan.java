package phoenix.engine.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.config.collector.ComponentId;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.Periodic;

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

    /**
     * A receiver with its settings.
     *
     * @param written the settings as they were written, resolved; they may hold secrets
     */
    public record PlannedReceiver<C>(ReceiverType<C> type, C config, YamlNode written) {
        /** Whether the other one would read just the same, so that one of the two is enough. */
        public boolean readsTheSameAs(PlannedReceiver<?> other) {
            boolean sameSettings =
                    config.equals(other.config) || YamlEmitter.emit(written).equals(YamlEmitter.emit(other.written));
            return type == other.type && sameSettings;
        }

        /** Whether both read at intervals and differ in nothing but these. */
        public boolean readsTheSameAtAnotherIntervalAs(PlannedReceiver<?> other) {
            return type == other.type
                    && config instanceof Periodic
                    && other.config instanceof Periodic
                    && withoutInterval(written).equals(withoutInterval(other.written));
        }

        private static String withoutInterval(YamlNode written) {
            return YamlEmitter.emit(
                    written instanceof YamlMapping map ? map.without(Periodic.INTERVAL_FIELD) : written);
        }

        /** Without the settings, which may hold secrets. */
        @Override
        public String toString() {
            return "PlannedReceiver " + type.spec().type();
        }
    }

    public record PlannedProcessor<C>(ProcessorType<C> type, C config) {}

    public record PlannedExporter<C>(ExporterType<C> type, C config) {}
}
