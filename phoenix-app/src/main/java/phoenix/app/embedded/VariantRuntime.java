package phoenix.app.embedded;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storage;
import phoenix.engine.component.Storages;
import phoenix.engine.graph.GraphSettings;
import phoenix.engine.graph.PipelineGraph;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.experiment.Variant;

/** One variant's graph with its thread, its telemetry and its branches to production and to the comparison. */
final class VariantRuntime {
    final VariantSetup setup;
    final GraphThreads threads;
    final GraphExecutor executor;
    final GraphTelemetry telemetry = new GraphTelemetry();
    final ComparisonBranch comparison;
    final PipelineGraph graph;
    private final Map<ComponentId, AtomicLong> productionPoints = new LinkedHashMap<>();

    /**
     * Builds the graph; nothing is open yet.
     *
     * @param faults told of what a timer or handed-over work of the graph threw
     */
    VariantRuntime(VariantSetup setup, String experiment, InstantSource clock, Taps taps, Consumer<Throwable> faults)
            throws StartException {
        this.setup = setup;
        this.threads = new GraphThreads(setup.variant().label());
        this.executor = new GraphExecutor(clock, threads, faults);
        this.comparison = new ComparisonBranch(setup.variant(), clock, taps::comparisonFailed);
        setup.productionExporters().forEach(id -> productionPoints.put(id, new AtomicLong()));
        this.graph = build(new VariantBranches(experiment, taps));
    }

    private PipelineGraph build(VariantBranches branches) throws StartException {
        try {
            return PipelineGraph.build(
                    setup.plan(), new GraphSettings(executor, threads, setup.environment(), telemetry, branches));
        } catch (StartException e) {
            throw doesNotStart(e);
        }
    }

    /** Starts all components. */
    void start() throws StartException {
        try {
            graph.start();
        } catch (StartException e) {
            throw doesNotStart(e);
        }
    }

    private StartException doesNotStart(StartException e) {
        return new StartException("the " + setup.variant().label() + " does not start: " + e.getMessage(), e);
    }

    /** Where the runtime hands the points that leave the pipelines of a variant. */
    interface Taps {
        /** Gets every batch that reaches the end of a pipeline, on the comparison's thread. */
        MetricConsumer tap(Variant variant, String pipeline);

        void comparisonFailed(Throwable fault);
    }

    /** Points that were handed to each production exporter so far. */
    Map<ComponentId, Long> productionPoints() {
        Map<ComponentId, Long> points = new LinkedHashMap<>();
        productionPoints.forEach((id, count) -> points.put(id, count.get()));
        return points;
    }

    private final class VariantBranches implements GraphSettings.Branches {
        private final String experiment;
        private final Taps taps;

        VariantBranches(String experiment, Taps taps) {
            this.experiment = experiment;
            this.taps = taps;
        }

        @Override
        public Delivery delivery(ComponentId exporter) {
            boolean hold = setup.productionExporters().contains(exporter)
                    && setup.delivery() == VariantSetup.ProductionDelivery.HOLD;
            return hold ? Delivery.HOLD : Delivery.SEND;
        }

        @Override
        public MetricConsumer branch(ComponentId exporter, MetricConsumer target) {
            if (setup.comparisonExporters().contains(exporter)) {
                return comparison.to(target);
            }
            AtomicLong count = productionPoints.get(exporter);
            if (count == null) {
                return target;
            }
            MetricConsumer marked = setup.delivery() == VariantSetup.ProductionDelivery.SEND_MARKED
                    ? new VariantMark(target, experiment, setup.variant())
                    : target;
            return batch -> {
                count.addAndGet(batch.pointCount());
                return marked.consume(batch);
            };
        }

        @Override
        public Storages storages(Map<String, Storage> byId) {
            return Storages.ofRun(byId, setup.storageFolder());
        }

        @Override
        public MetricConsumer tap(String pipeline) {
            return comparison.to(taps.tap(setup.variant(), pipeline));
        }
    }
}
