package phoenix.app.collector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Extension;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.graph.GraphSettings;
import phoenix.engine.graph.ObservedEdge;
import phoenix.engine.graph.PipelineGraph;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.GraphTelemetry;

/**
 * One configuration at work. When another one takes its place, receivers and exporters whose settings are the same go on
 * as they are, with their connections and queues; what the old processors hold is flushed, and what an exporter holds
 * that goes is tried once more, as at a shutdown. Its methods are for one controlling thread.
 */
final class CollectorService {
    private static final System.Logger LOG = System.getLogger(CollectorService.class.getName());
    /** How long what an exporter holds may take to be sent while the new configuration is at work already. */
    private static final Duration DRAIN_GRACE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, String> environment;
    private final GraphTelemetry telemetry = new GraphTelemetry();
    private final GraphThreads threads = new GraphThreads("collector");
    private final GraphExecutor executor;
    private final Map<ComponentId, RunningReceiver> receivers = new LinkedHashMap<>();
    private final OwnTelemetry ownTelemetry;
    /** Exporters of earlier configurations that still send. */
    private final List<Thread> drains = new ArrayList<>();

    private List<Extension> extensions = List.of();
    private @Nullable CollectorPlan plan;
    private @Nullable PipelineGraph graph;

    private record RunningReceiver(PlannedReceiver<?> planned, Receiver receiver, GraphExecutor executor, Gate gate) {
        void close(Duration grace) {
            receiver.shutdown(grace);
            executor.drain(grace);
        }
    }

    /** @param instance names this process in its own telemetry, as {@code service.instance.id} */
    CollectorService(InstantSource clock, Map<String, String> environment, String instance) {
        this.clock = clock;
        this.environment = environment;
        this.executor = new GraphExecutor(clock, threads, CollectorService::fault);
        this.ownTelemetry = new OwnTelemetry(telemetry, executor, threads, instance);
    }

    private static void fault(Throwable fault) {
        LOG.log(System.Logger.Level.ERROR, "a fault in a component; the collector goes on", fault);
    }

    /** @throws StartException when a component does not start; everything is closed again */
    void start(CollectorPlan first) throws StartException {
        try {
            ownTelemetry.listen(first.telemetry());
            extensions = startExtensions(first);
            graph = PipelineGraph.build(first.graph(), settings(), Map.of());
            graph.start();
            plan = first;
            startReceivers(first, Objects.requireNonNull(graph));
        } catch (StartException e) {
            stop(Duration.ZERO);
            throw e;
        }
        extensions.forEach(Extension::ready);
    }

    private GraphSettings settings() {
        return new GraphSettings(executor, threads, environment, telemetry, GraphSettings.Branches.PLAIN);
    }

    private List<Extension> startExtensions(CollectorPlan of) throws StartException {
        List<Extension> started = new ArrayList<>();
        try {
            for (var entry : of.extensions().entrySet()) {
                String id = entry.getKey().toString();
                Extension extension = entry.getValue()
                        .create(new ComponentContext(
                                id, executor, threads, telemetry.extension(id), environment, Delivery.SEND));
                started.add(extension);
                extension.start();
            }
            return started;
        } catch (StartException e) {
            started.forEach(extension -> extension.shutdown(Duration.ZERO));
            throw e;
        }
    }

    private void startReceivers(CollectorPlan of, PipelineGraph into) throws StartException {
        for (var entry : of.graph().receivers().entrySet()) {
            ComponentId id = entry.getKey();
            if (!receivers.containsKey(id)) {
                RunningReceiver receiver = create(id, entry.getValue(), new Gate(into.entry(id)));
                receivers.put(id, receiver);
                receiver.receiver().start();
            }
        }
    }

    private <C> RunningReceiver create(ComponentId id, PlannedReceiver<C> planned, Gate gate) throws StartException {
        GraphExecutor own = new GraphExecutor(clock, threads, CollectorService::fault);
        ComponentContext context = new ComponentContext(
                id.toString(), own, threads, telemetry.receiver(id.toString()), environment, Delivery.SEND);
        Receiver receiver = planned.type()
                .factory()
                .create(planned.config(), ObservedEdge.behindReceiver(gate, context.telemetry()), context);
        return new RunningReceiver(planned, receiver, own, gate);
    }

    /**
     * Puts another configuration in the place of the present one.
     *
     * @throws StartException when it does not start; the present one goes on unless {@link Interrupted}
     */
    void reload(CollectorPlan next, Duration grace) throws StartException, Interrupted {
        CollectorPlan old = Objects.requireNonNull(plan);
        PipelineGraph oldGraph = Objects.requireNonNull(graph);
        Map<ComponentId, Exporter> kept = kept(old, next, oldGraph);
        PipelineGraph newGraph = PipelineGraph.build(next.graph(), settings(), kept);
        List<Exporter> pages = new ArrayList<>();
        List<Exporter> senders = new ArrayList<>();
        oldGraph.exporters().forEach((id, exporter) -> {
            if (!kept.containsKey(id)) {
                (exporter.listenAddress() != null ? pages : senders).add(exporter);
            }
        });
        // A page that is scraped has to give its port back before another can have it.
        pages.forEach(page -> page.shutdown(grace));
        try {
            newGraph.start();
        } catch (StartException e) {
            if (!pages.isEmpty()) {
                throw new Interrupted(e);
            }
            throw e;
        }
        plan = next;
        graph = newGraph;
        try {
            exchangeReceivers(next, newGraph, grace);
            extensions.forEach(Extension::notReady);
            extensions.forEach(extension -> extension.shutdown(grace));
            extensions = startExtensions(next);
            ownTelemetry.listen(next.telemetry());
        } catch (StartException e) {
            throw new Interrupted(e);
        } finally {
            oldGraph.shutdownProcessing(grace);
            drains.removeIf(thread -> !thread.isAlive());
            senders.forEach(
                    sender -> drains.add(Thread.ofPlatform().name("drain").start(() -> sender.shutdown(DRAIN_GRACE))));
        }
        extensions.forEach(Extension::ready);
    }

    private static Map<ComponentId, Exporter> kept(CollectorPlan old, CollectorPlan next, PipelineGraph oldGraph) {
        Map<ComponentId, Exporter> kept = new LinkedHashMap<>();
        next.graph().exporters().keySet().forEach(id -> {
            Exporter running = oldGraph.exporters().get(id);
            if (running != null && next.graph().keepsExporter(id, old.graph())) {
                kept.put(id, running);
            }
        });
        return kept;
    }

    /** Those that stay are led to the new graph; only then the others are exchanged, one port after the other. */
    private void exchangeReceivers(CollectorPlan next, PipelineGraph newGraph, Duration grace) throws StartException {
        List<ComponentId> leaving = new ArrayList<>();
        receivers.forEach((id, running) -> {
            PlannedReceiver<?> planned = next.graph().receivers().get(id);
            if (planned == null || !planned.readsTheSameAs(running.planned())) {
                leaving.add(id);
            } else if (!running.gate().lead(newGraph.entry(id), grace)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        id + ": a batch did not come out of the old pipelines in time; it may be lost");
            }
        });
        for (ComponentId id : leaving) {
            Objects.requireNonNull(receivers.remove(id)).close(grace);
        }
        startReceivers(next, newGraph);
    }

    /** A reload that failed after the old configuration had given something up. */
    static final class Interrupted extends Exception {
        private static final long serialVersionUID = 1;

        Interrupted(StartException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Stops taking, hands on and sends what is held, closes everything. Idempotent. */
    void stop(Duration grace) {
        extensions.forEach(Extension::notReady);
        receivers.values().forEach(receiver -> receiver.close(grace));
        receivers.clear();
        if (graph != null) {
            graph.shutdown(grace);
            graph = null;
        }
        awaitDrains(grace);
        extensions.forEach(extension -> extension.shutdown(grace));
        extensions = List.of();
        ownTelemetry.close();
        executor.drain(grace);
    }

    private void awaitDrains(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        try {
            for (Thread drain : drains) {
                if (!drain.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "an exporter of an earlier configuration has not sent all it holds; the rest is lost");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        drains.clear();
    }
}
