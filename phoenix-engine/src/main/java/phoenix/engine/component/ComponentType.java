package phoenix.engine.component;

import phoenix.config.collector.ComponentSpec;

/**
 * One kind of component as a configuration names it, and how to make one.
 *
 * @param <C> the record that a configuration of this type becomes
 */
public sealed interface ComponentType<C> {
    /** Its names and fields. */
    ComponentSpec<C> spec();

    record ReceiverType<C>(ComponentSpec<C> spec, ReceiverFactory<C> factory) implements ComponentType<C> {}

    record ProcessorType<C>(ComponentSpec<C> spec, ProcessorFactory<C> factory) implements ComponentType<C> {}

    /**
     * An exporter.
     *
     * @param sends whether it sends to a backend: false for one that is scraped, prints, or writes a file
     */
    record ExporterType<C>(ComponentSpec<C> spec, boolean sends, ExporterFactory<C> factory)
            implements ComponentType<C> {}

    record ConnectorType<C>(ComponentSpec<C> spec, ConnectorFactory<C> factory) implements ComponentType<C> {}

    record ExtensionType<C>(ComponentSpec<C> spec, ExtensionFactory<C> factory) implements ComponentType<C> {}

    /** An extension that keeps data for other components; the graph that uses it starts it. */
    record StorageType<C>(ComponentSpec<C> spec, StorageFactory<C> factory) implements ComponentType<C> {}

    @FunctionalInterface
    interface ReceiverFactory<C> {
        Receiver create(C config, MetricConsumer next, ComponentContext context) throws StartException;
    }

    @FunctionalInterface
    interface ProcessorFactory<C> {
        Processor create(C config, MetricConsumer next, ComponentContext context) throws StartException;
    }

    @FunctionalInterface
    interface ExporterFactory<C> {
        Exporter create(C config, ComponentContext context) throws StartException;
    }

    @FunctionalInterface
    interface ConnectorFactory<C> {
        Connector create(C config, MetricConsumer next, ComponentContext context) throws StartException;
    }

    @FunctionalInterface
    interface ExtensionFactory<C> {
        Extension create(C config, ComponentContext context) throws StartException;
    }

    @FunctionalInterface
    interface StorageFactory<C> {
        Storage create(C config, ComponentContext context) throws StartException;
    }
}
