package phoenix.engine.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.UsesExtensions;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.engine.component.ComponentType.ConnectorType;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.ComponentType.StorageType;
import phoenix.engine.component.Periodic;

/**
 * What to build: the metric pipelines of one configuration, with every component's decoded settings. References are
 * sound: each id in a pipeline is a key of the map of its kind.
 */
public record GraphPlan(
        List<Pipeline> pipelines,
        Map<ComponentId, PlannedReceiver<?>> receivers,
        Map<ComponentId, PlannedProcessor<?>> processors,
        Map<ComponentId, PlannedExporter<?>> exporters,
        Map<ComponentId, PlannedConnector<?>> connectors,
        Map<ComponentId, PlannedStorage<?>> storages) {

    PlannedProcessor<?> processor(ComponentId id) {
        return Objects.requireNonNull(processors.get(id), () -> "processor " + id);
    }

    PlannedConnector<?> connector(ComponentId id) {
        return Objects.requireNonNull(connectors.get(id), () -> "connector " + id);
    }

    PlannedExporter<?> exporter(ComponentId id) {
        return Objects.requireNonNull(exporters.get(id), () -> "exporter " + id);
    }

    /** The pipelines that this receiver or connector feeds. */
    List<Pipeline> fedBy(ComponentId id) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.receivers().contains(id))
                .toList();
    }

    /** Whether an exporter that runs by another plan need not be made anew for this one. */
    public boolean keepsExporter(ComponentId id, GraphPlan other) {
        PlannedExporter<?> planned = exporters.get(id);
        PlannedExporter<?> before = other.exporters.get(id);
        if (planned == null || before == null || !planned.isSameAs(before)) {
            return false;
        }
        return !(planned.config() instanceof UsesExtensions user)
                || user.extensions().stream().allMatch(used -> hasSameStorage(used.value(), other));
    }

    private boolean hasSameStorage(ComponentId id, GraphPlan other) {
        PlannedStorage<?> planned = storages.get(id);
        PlannedStorage<?> before = other.storages.get(id);
        if (planned == null || before == null) {
            return planned == null && before == null;
        }
        return planned.isSameAs(before);
    }

    /** One pipeline; ids in the order of the configuration, those of connectors among them. */
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
            return type == other.type && sameSettings(config, written, other.config, other.written);
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

    /**
     * An exporter with its settings.
     *
     * @param written as for a receiver
     */
    public record PlannedExporter<C>(ExporterType<C> type, C config, YamlNode written) {
        /** Whether one that runs with the other's settings need not be made anew. */
        private boolean isSameAs(PlannedExporter<?> other) {
            return type == other.type && sameSettings(config, written, other.config, other.written);
        }

        /** Without the settings, which may hold secrets. */
        @Override
        public String toString() {
            return "PlannedExporter " + type.spec().type();
        }
    }

    public record PlannedConnector<C>(ConnectorType<C> type, C config) {}

    /**
     * A storage with its settings.
     *
     * @param written as for a receiver
     */
    public record PlannedStorage<C>(StorageType<C> type, C config, YamlNode written) {
        private boolean isSameAs(PlannedStorage<?> other) {
            return type == other.type && sameSettings(config, written, other.config, other.written);
        }
    }

    private static boolean sameSettings(Object config, YamlNode written, Object otherConfig, YamlNode otherWritten) {
        return config.equals(otherConfig) || YamlEmitter.emit(written).equals(YamlEmitter.emit(otherWritten));
    }
}
