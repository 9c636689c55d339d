package phoenix.engine.graph;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.Component;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Connector;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Processor;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storage;
import phoenix.engine.component.Storages;
import phoenix.engine.graph.GraphPlan.PlannedConnector;
import phoenix.engine.graph.GraphPlan.PlannedExporter;
import phoenix.engine.graph.GraphPlan.PlannedProcessor;
import phoenix.engine.graph.GraphPlan.PlannedStorage;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;

/**
 * The processors, connectors and exporters of one configuration, wired: what stands behind its receivers. Built from the
 * exporters back to the entries, started in that order, and shut down from the entries on, so that nothing is handed to a
 * component that is not running. Each pipeline has its own processors; an exporter or connector is shared by all
 * pipelines that name it.
 *
 * <p>Receivers are not part of it, because one receiver may feed the graphs of two configurations.
 */
public final class PipelineGraph {
    private static final System.Logger LOG = System.getLogger(PipelineGraph.class.getName());

    private final Map<ComponentId, MetricConsumer> entries = new LinkedHashMap<>();
    private final Map<ComponentId, Exporter> exporters = new LinkedHashMap<>();
    /** Exporters of another graph that run already and become this one's. */
    private final Map<ComponentId, Exporter> taken;

    private final Deque<Component> running = new ArrayDeque<>();
    private final List<Component> processing = new ArrayList<>();

    private Storages storages = Storages.NONE;

    private PipelineGraph(Map<ComponentId, Exporter> taken) {
        this.taken = taken;
    }

    /**
     * Makes and wires all components; nothing is open yet.
     *
     * @throws StartException when a component cannot be made
     */
    public static PipelineGraph build(GraphPlan plan, GraphSettings settings) throws StartException {
        return build(plan, settings, Map.of());
    }

    /**
     * The same with exporters that another graph has been running and is about to give up, so that their queues live on.
     *
     * @param taken exporters to use as they are; they are not started again
     */
    public static PipelineGraph build(GraphPlan plan, GraphSettings settings, Map<ComponentId, Exporter> taken)
            throws StartException {
        return new Builder(plan, settings, taken).build();
    }

    /** What to call with a batch from this receiver. */
    public MetricConsumer entry(ComponentId receiver) {
        MetricConsumer entry = entries.get(receiver);
        if (entry == null) {
            throw new IllegalArgumentException("no pipeline has a receiver " + receiver);
        }
        return entry;
    }

    public Map<ComponentId, Exporter> exporters() {
        return Map.copyOf(exporters);
    }

    /** Starts all components; on a failure those that this call started are shut down again. */
    public void start() throws StartException {
        try {
            start(storages);
            for (Map.Entry<ComponentId, Exporter> exporter : exporters.entrySet()) {
                if (!taken.containsKey(exporter.getKey())) {
                    start(exporter.getValue());
                }
            }
            for (Component component : processing) {
                start(component);
            }
        } catch (StartException e) {
            closeAll(running, Duration.ZERO);
            throw e;
        }
        // From here on they are this graph's to close.
        taken.values().forEach(running::addLast);
    }

    private void start(Component component) throws StartException {
        running.push(component); // before its start: one that failed half-way is closed too
        component.start();
    }

    /** Flushes and closes all that runs, the processors before the exporters that they flush into. Idempotent. */
    public void shutdown(Duration grace) {
        closeAll(running, grace);
    }

    /**
     * Flushes and closes processors and connectors; the exporters go on, and the caller is to close them, save for those
     * that another graph has taken.
     */
    public void shutdownProcessing(Duration grace) {
        Deque<Component> ending = new ArrayDeque<>();
        processing.reversed().forEach(ending::addLast);
        ending.retainAll(running);
        closeAll(ending, grace);
        running.clear();
    }

    private static void closeAll(Deque<Component> components, Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        while (!components.isEmpty()) {
            Component component = components.pop();
            try {
                component.shutdown(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (RuntimeException e) { // one that cannot close must not keep the others open
                LOG.log(
                        System.Logger.Level.ERROR,
                        "shutdown of " + component.getClass().getSimpleName(),
                        e);
            }
        }
    }

    private static final class Builder {
        private final GraphPlan plan;
        private final GraphSettings settings;
        private final MemoryAccount memory;
        private final PipelineGraph graph;
        private final Map<String, MetricConsumer> heads = new HashMap<>();
        private final Map<ComponentId, Connector> connectors = new HashMap<>();

        Builder(GraphPlan plan, GraphSettings settings, Map<ComponentId, Exporter> taken) {
            this.plan = plan;
            this.settings = settings;
            this.memory = settings.exportersMemory().ofGraph();
            this.graph = new PipelineGraph(taken);
        }

        PipelineGraph build() throws StartException {
            graph.storages = storages();
            for (ComponentId receiver : plan.receivers().keySet()) {
                graph.entries.put(receiver, new AccountedEntry(fanout(receiver), memory));
            }
            return graph;
        }

        private Storages storages() throws StartException {
            Map<String, Storage> byId = new LinkedHashMap<>();
            for (Map.Entry<ComponentId, PlannedStorage<?>> planned :
                    plan.storages().entrySet()) {
                byId.put(planned.getKey().toString(), create(planned.getKey(), planned.getValue()));
            }
            return settings.branches().storages(byId);
        }

        private <C> Storage create(ComponentId id, PlannedStorage<C> planned) throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().extension(id.toString());
            return planned.type().factory().create(planned.config(), context(id, telemetry));
        }

        /** What a receiver or connector hands to. */
        private MetricConsumer fanout(ComponentId source) throws StartException {
            List<MetricConsumer> consumers = new ArrayList<>();
            for (GraphPlan.Pipeline pipeline : plan.fedBy(source)) {
                MetricConsumer head = heads.get(pipeline.id());
                if (head == null) {
                    head = wire(pipeline);
                    heads.put(pipeline.id(), head);
                }
                consumers.add(head);
            }
            return Fanout.of(consumers);
        }

        private MetricConsumer wire(GraphPlan.Pipeline pipeline) throws StartException {
            List<MetricConsumer> ends = new ArrayList<>();
            for (ComponentId id : pipeline.exporters()) {
                ends.add(
                        plan.connectors().containsKey(id)
                                ? connector(id)
                                : settings.branches().branch(id, exporter(id)));
            }
            ends.add(settings.branches().tap(pipeline.id()));
            MetricConsumer next = Fanout.of(ends);
            for (ComponentId id : pipeline.processors().reversed()) {
                next = processor(pipeline.id(), id, next);
            }
            return next;
        }

        private Exporter exporter(ComponentId id) throws StartException {
            Exporter known = graph.exporters.get(id);
            if (known != null) {
                return known;
            }
            Exporter ready = graph.taken.get(id);
            Exporter made;
            try {
                made = ready != null ? ready : create(id, plan.exporter(id));
            } catch (StartException e) {
                throw named(id, e);
            }
            graph.exporters.put(id, made);
            return made;
        }

        private static StartException named(ComponentId id, StartException e) {
            String message = String.valueOf(e.getMessage());
            return message.startsWith(id + ":") ? e : new StartException(id + ": " + message, e);
        }

        /** What a connector feeds is wired, and so started, before it: pipelines form no circle. */
        private Connector connector(ComponentId id) throws StartException {
            Connector known = connectors.get(id);
            if (known != null) {
                return known;
            }
            Connector made = create(id, plan.connector(id), fanout(id));
            connectors.put(id, made);
            graph.processing.addLast(made);
            return made;
        }

        private <C> Connector create(ComponentId id, PlannedConnector<C> planned, MetricConsumer next)
                throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().connector(id.toString());
            return planned.type().factory().create(planned.config(), next, context(id, telemetry));
        }

        private <C> Exporter create(ComponentId id, PlannedExporter<C> planned) throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().exporter(id.toString());
            return planned.type()
                    .factory()
                    .create(
                            planned.config(),
                            context(id, telemetry, settings.branches().delivery(id), settings.exportersMemory()));
        }

        private MetricConsumer processor(String pipeline, ComponentId id, MetricConsumer next) throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().processor(pipeline, id.toString());
            MetricConsumer behind =
                    edge(next, telemetry, MetricNames.PROCESSOR_OUTGOING, MetricNames.PROCESSOR_OUTGOING_REFUSED);
            Processor made;
            try {
                made = create(id, plan.processor(id), behind, telemetry);
            } catch (StartException e) {
                throw named(id, e);
            }
            graph.processing.addLast(made);
            return settings.branches()
                    .step(
                            pipeline,
                            id,
                            edge(
                                    made,
                                    telemetry,
                                    MetricNames.PROCESSOR_INCOMING,
                                    MetricNames.PROCESSOR_INCOMING_REFUSED));
        }

        private <C> Processor create(
                ComponentId id, PlannedProcessor<C> planned, MetricConsumer next, ComponentTelemetry telemetry)
                throws StartException {
            return planned.type().factory().create(planned.config(), next, context(id, telemetry));
        }

        private ComponentContext context(ComponentId id, ComponentTelemetry telemetry) {
            return context(id, telemetry, Delivery.SEND, memory);
        }

        private ComponentContext context(
                ComponentId id, ComponentTelemetry telemetry, Delivery delivery, MemoryAccount account) {
            return new ComponentContext(
                    id.toString(),
                    settings.scheduler(),
                    settings.threads(),
                    telemetry,
                    settings.environment(),
                    delivery,
                    account,
                    graph.storages,
                    settings.listeners());
        }

        private static MetricConsumer edge(
                MetricConsumer next, ComponentTelemetry telemetry, String points, String refusedPoints) {
            return new ObservedEdge(next, telemetry.value(points), telemetry.value(refusedPoints));
        }
    }
}
