package phoenix.engine.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.Component;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Processor;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan.PlannedExporter;
import phoenix.engine.graph.GraphPlan.PlannedProcessor;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;

/**
 * The processors and exporters of one configuration, wired: what stands behind its receivers. Built from the exporters
 * back to the entries, started in that order, and shut down from the entries on, so that nothing is handed to a
 * component that is not running. Each pipeline has its own processors; an exporter is shared by all pipelines that
 * name it.
 *
 * <p>Receivers are not part of it, because one receiver may feed the graphs of two configurations.
 */
public final class PipelineGraph {
    private static final System.Logger LOG = System.getLogger(PipelineGraph.class.getName());

    private final Map<ComponentId, MetricConsumer> entries = new LinkedHashMap<>();
    private final Map<ComponentId, Exporter> exporters = new LinkedHashMap<>();
    private final List<Component> inOrderOfStart = new ArrayList<>();
    private int started;

    private PipelineGraph() {}

    /**
     * Makes and wires all components; nothing is open yet.
     *
     * @throws StartException when a component cannot be made
     */
    public static PipelineGraph build(GraphPlan plan, GraphSettings settings) throws StartException {
        return new Builder(plan, settings).build();
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

    /** Starts all components; on a failure those that run already are shut down again. */
    public void start() throws StartException {
        for (Component component : inOrderOfStart) {
            started++;
            try {
                component.start();
            } catch (StartException e) {
                shutdown(Duration.ZERO);
                throw e;
            }
        }
    }

    /** Flushes and closes all that runs, the processors before the exporters that they flush into. Idempotent. */
    public void shutdown(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        while (started > 0) {
            Component component = inOrderOfStart.get(--started);
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
        private final PipelineGraph graph = new PipelineGraph();
        private final Map<ComponentId, List<MetricConsumer>> heads = new HashMap<>();

        Builder(GraphPlan plan, GraphSettings settings) {
            this.plan = plan;
            this.settings = settings;
        }

        PipelineGraph build() throws StartException {
            for (GraphPlan.Pipeline pipeline : plan.pipelines()) {
                MetricConsumer head = wire(pipeline);
                for (ComponentId receiver : pipeline.receivers()) {
                    heads.computeIfAbsent(receiver, _ -> new ArrayList<>()).add(head);
                }
            }
            heads.forEach((receiver, consumers) -> graph.entries.put(receiver, Fanout.of(consumers)));
            return graph;
        }

        private MetricConsumer wire(GraphPlan.Pipeline pipeline) throws StartException {
            List<MetricConsumer> ends = new ArrayList<>();
            for (ComponentId id : pipeline.exporters()) {
                ends.add(settings.branches().branch(id, exporter(id)));
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
            Exporter made = create(id, plan.exporter(id));
            graph.exporters.put(id, made);
            // In front: an exporter must run before everything that was wired already and may flush into it.
            graph.inOrderOfStart.addFirst(made);
            return made;
        }

        private <C> Exporter create(ComponentId id, PlannedExporter<C> planned) throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().exporter(id.toString());
            return planned.type()
                    .factory()
                    .create(
                            planned.config(),
                            context(id, telemetry, settings.branches().delivery(id)));
        }

        private MetricConsumer processor(String pipeline, ComponentId id, MetricConsumer next) throws StartException {
            ComponentTelemetry telemetry = settings.telemetry().processor(pipeline, id.toString());
            MetricConsumer behind =
                    edge(next, telemetry, MetricNames.PROCESSOR_OUTGOING, MetricNames.PROCESSOR_OUTGOING_REFUSED);
            Processor made = create(id, plan.processor(id), behind, telemetry);
            graph.inOrderOfStart.addLast(made);
            return edge(made, telemetry, MetricNames.PROCESSOR_INCOMING, MetricNames.PROCESSOR_INCOMING_REFUSED);
        }

        private <C> Processor create(
                ComponentId id, PlannedProcessor<C> planned, MetricConsumer next, ComponentTelemetry telemetry)
                throws StartException {
            return planned.type().factory().create(planned.config(), next, context(id, telemetry, Delivery.SEND));
        }

        private ComponentContext context(ComponentId id, ComponentTelemetry telemetry, Delivery delivery) {
            return new ComponentContext(
                    id.toString(),
                    settings.scheduler(),
                    settings.threads(),
                    telemetry,
                    settings.environment(),
                    delivery);
        }

        private static MetricConsumer edge(
                MetricConsumer next, ComponentTelemetry telemetry, String points, String refusedPoints) {
            return new ObservedEdge(next, telemetry.value(points), telemetry.value(refusedPoints));
        }
    }
}
