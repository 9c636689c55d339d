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
import phoenix.engine.component.Listeners;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storages;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.graph.GraphSettings;
import phoenix.engine.graph.PipelineGraph;
import phoenix.engine.ingest.HostedReceiver;
import phoenix.engine.ingest.ReceiverHost;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.GraphTelemetry;

/**
 * One configuration at work. When another one takes its place, receivers and exporters whose settings are the same go on
 * as they are, with their connections and queues. The new parts are at work before the old ones end, at the same
 * addresses too ({@link Listeners}), so that a configuration that does not start changes nothing; what the old processors
 * hold is flushed, and exporters that go send all they took ({@link ReplacedExporters}). Its methods are for one
 * controlling thread.
 */
final class CollectorService {
    private static final System.Logger LOG = System.getLogger(CollectorService.class.getName());

    private final Map<String, String> environment;
    private final GraphTelemetry telemetry = new GraphTelemetry();
    private final GraphThreads threads = new GraphThreads("collector");
    private final MemoryAccount exportersMemory = new MemoryAccount();
    private final Listeners listeners = new Listeners();
    private final GraphExecutor executor;
    private final ReceiverHost host;
    private final Map<ComponentId, Source> sources = new LinkedHashMap<>();
    private final OwnTelemetry ownTelemetry;
    private final ReplacedExporters replaced = new ReplacedExporters();

    private List<Extension> extensions = List.of();
    private @Nullable CollectorPlan plan;
    private @Nullable PipelineGraph graph;

    /** A receiver and the way into the present graph. */
    private record Source(HostedReceiver receiver, Gate gate) {}

    /** @param instance names this process in its own telemetry, as {@code service.instance.id} */
    CollectorService(InstantSource clock, Map<String, String> environment, String instance) {
        this.environment = environment;
        this.executor = new GraphExecutor(clock, threads, CollectorService::fault);
        this.host = new ReceiverHost(clock, threads, telemetry, environment, listeners, CollectorService::fault);
        this.ownTelemetry = new OwnTelemetry(telemetry, executor, threads, listeners, instance);
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
            startSources(first, Objects.requireNonNull(graph), sources);
        } catch (StartException e) {
            stop(Duration.ZERO);
            throw e;
        }
        extensions.forEach(Extension::ready);
    }

    private GraphSettings settings() {
        return new GraphSettings(
                executor, threads, environment, telemetry, GraphSettings.Branches.PLAIN, exportersMemory, listeners);
    }

    private List<Extension> startExtensions(CollectorPlan of) throws StartException {
        List<Extension> started = new ArrayList<>();
        try {
            for (var entry : of.extensions().entrySet()) {
                String id = entry.getKey().toString();
                Extension extension = entry.getValue()
                        .create(new ComponentContext(
                                id,
                                executor,
                                threads,
                                telemetry.extension(id),
                                environment,
                                Delivery.SEND,
                                new MemoryAccount(),
                                Storages.NONE,
                                listeners));
                started.add(extension);
                extension.start();
            }
            return started;
        } catch (StartException e) {
            started.forEach(extension -> extension.shutdown(Duration.ZERO));
            throw e;
        }
    }

    /** @param into gets those that it does not have yet; on a failure also the one that failed */
    private void startSources(CollectorPlan of, PipelineGraph to, Map<ComponentId, Source> into) throws StartException {
        for (var entry : of.graph().receivers().entrySet()) {
            ComponentId id = entry.getKey();
            if (!into.containsKey(id)) {
                Gate gate = new Gate(to.entry(id));
                HostedReceiver receiver = host.create(id.toString(), entry.getValue(), gate);
                into.put(id, new Source(receiver, gate));
                receiver.start();
            }
        }
    }

    /**
     * Puts another configuration in the place of the present one.
     *
     * @throws StartException when it does not start; the present one goes on
     */
    void reload(CollectorPlan next, Duration grace) throws StartException {
        listeners.beginHandOver();
        try {
            exchange(next, grace);
        } finally {
            listeners.endHandOver();
        }
        extensions.forEach(Extension::ready);
    }

    private void exchange(CollectorPlan next, Duration grace) throws StartException {
        PipelineGraph oldGraph = Objects.requireNonNull(graph);
        Map<ComponentId, Exporter> kept = keptExporters(next, oldGraph);
        Map<ComponentId, Source> stay = keptSources(next);
        PipelineGraph newGraph = PipelineGraph.build(next.graph(), settings(), kept);
        newGraph.start();
        Map<ComponentId, Source> nextSources = new LinkedHashMap<>(stay);
        List<Extension> nextExtensions = List.of();
        try {
            startSources(next, newGraph, nextSources);
            nextExtensions = startExtensions(next);
            ownTelemetry.listen(next.telemetry());
        } catch (StartException e) {
            nextExtensions.forEach(extension -> extension.shutdown(Duration.ZERO));
            nextSources.keySet().removeAll(stay.keySet());
            nextSources.values().forEach(source -> source.receiver().close(grace));
            endGraph(newGraph, kept, grace);
            throw e;
        }
        // Nothing can fail from here on.
        lead(stay, newGraph, grace);
        sources.keySet().removeAll(stay.keySet());
        sources.values().forEach(source -> source.receiver().close(grace));
        sources.clear();
        sources.putAll(nextSources);
        extensions.forEach(Extension::notReady);
        extensions.forEach(extension -> extension.shutdown(grace));
        extensions = nextExtensions;
        plan = next;
        graph = newGraph;
        endGraph(oldGraph, kept, grace);
    }

    private Map<ComponentId, Exporter> keptExporters(CollectorPlan next, PipelineGraph oldGraph) {
        CollectorPlan old = Objects.requireNonNull(plan);
        Map<ComponentId, Exporter> kept = new LinkedHashMap<>();
        next.graph().exporters().keySet().forEach(id -> {
            Exporter running = oldGraph.exporters().get(id);
            if (running != null && next.graph().keepsExporter(id, old.graph())) {
                kept.put(id, running);
            }
        });
        return kept;
    }

    private Map<ComponentId, Source> keptSources(CollectorPlan next) {
        Map<ComponentId, Source> kept = new LinkedHashMap<>();
        sources.forEach((id, source) -> {
            PlannedReceiver<?> planned = next.graph().receivers().get(id);
            if (planned != null && planned.readsTheSameAs(source.receiver().planned())) {
                kept.put(id, source);
            }
        });
        return kept;
    }

    private static void lead(Map<ComponentId, Source> staying, PipelineGraph to, Duration grace) {
        staying.forEach((id, source) -> {
            if (!source.gate().lead(to.entry(id), grace)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        id + ": a batch did not come out of the old pipelines in time; it may be lost");
            }
        });
    }

    /** Flushes its processors; its exporters, but for those that another graph has, send all they took. */
    private void endGraph(PipelineGraph ending, Map<ComponentId, Exporter> kept, Duration grace) {
        ending.shutdownProcessing(grace);
        ending.exporters().forEach((id, exporter) -> {
            if (exporter.listenAddress() != null && !kept.containsKey(id)) {
                exporter.shutdown(grace);
            } else if (!kept.containsKey(id)) {
                replaced.add(id, exporter);
            }
        });
    }

    /** Stops taking, hands on and sends what is held, closes everything. Idempotent. */
    void stop(Duration grace) {
        extensions.forEach(Extension::notReady);
        sources.values().forEach(source -> source.receiver().close(grace));
        sources.clear();
        if (graph != null) {
            graph.shutdown(grace);
            graph = null;
        }
        replaced.close(grace);
        extensions.forEach(extension -> extension.shutdown(grace));
        extensions = List.of();
        ownTelemetry.close();
        executor.drain(grace);
    }
}
