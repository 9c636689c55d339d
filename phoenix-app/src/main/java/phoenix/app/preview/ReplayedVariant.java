package phoenix.app.preview;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.VariantSetup;
import phoenix.app.embedded.VariantSnapshot;
import phoenix.config.collector.ComponentId;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphSettings;
import phoenix.engine.graph.PipelineGraph;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.experiment.Variant;

/**
 * One variant's graph in virtual time, in the calling thread. The first fault ends it: what it would do after that nobody
 * can say.
 */
final class ReplayedVariant {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final VirtualScheduler time;
    private final PipelineGraph graph;
    private final GraphTelemetry telemetry = new GraphTelemetry();
    private final StepCensus census;
    private final Map<ComponentId, AtomicLong> productionPoints = new LinkedHashMap<>();
    private long cpuNanos;
    private @Nullable RuntimeException fault;

    ReplayedVariant(VariantSetup setup, long startUnixNanos, ComparisonRecorder recorder) throws StartException {
        this.time = new VirtualScheduler(startUnixNanos);
        this.census = new StepCensus(setup.plan());
        setup.productionExporters().forEach(id -> productionPoints.put(id, new AtomicLong()));
        this.graph = PipelineGraph.build(
                setup.plan(),
                new GraphSettings(
                        time,
                        task -> Thread.ofPlatform().daemon().name("preview").unstarted(task),
                        setup.environment(),
                        telemetry,
                        new Branches(setup.variant(), recorder)));
    }

    private final class Branches implements GraphSettings.Branches {
        private final Variant variant;
        private final ComparisonRecorder recorder;

        Branches(Variant variant, ComparisonRecorder recorder) {
            this.variant = variant;
            this.recorder = recorder;
        }

        @Override
        public MetricConsumer branch(ComponentId exporter, MetricConsumer target) {
            AtomicLong count = productionPoints.get(exporter);
            return count == null
                    ? target
                    : batch -> {
                        count.addAndGet(batch.pointCount());
                        return target.consume(batch);
                    };
        }

        @Override
        public MetricConsumer step(String pipeline, ComponentId processor, MetricConsumer next) {
            return census.before(pipeline, processor, next);
        }

        @Override
        public MetricConsumer tap(String pipeline) {
            return batch -> {
                census.end(pipeline, batch);
                recorder.consume(variant, pipeline, batch);
                return Outcome.ACCEPTED;
            };
        }
    }

    void start() throws StartException {
        graph.start();
    }

    /** What a receiver of this variant hands to; time has gone on by then. */
    MetricConsumer entry(ComponentId receiver) {
        MetricConsumer entry = graph.entry(receiver);
        return batch -> {
            run(() -> entry.consume(batch));
            return Outcome.ACCEPTED;
        };
    }

    VirtualScheduler time() {
        return time;
    }

    void advanceTo(long unixNanos) {
        run(() -> time.advanceTo(unixNanos));
    }

    /** Hands on what processors still hold. */
    void shutdown() {
        run(() -> graph.shutdown(GRACE));
    }

    private void run(Runnable work) {
        if (fault != null) {
            return;
        }
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            work.run();
        } catch (RuntimeException e) {
            fault = e;
        } finally {
            cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
        }
    }

    /** What ended it; null while all is well. */
    @Nullable
    RuntimeException fault() {
        return fault;
    }

    StepCensus census() {
        return census;
    }

    VariantSnapshot snapshot() {
        Map<ComponentId, Long> points = new LinkedHashMap<>();
        productionPoints.forEach((id, count) -> points.put(id, count.get()));
        return new VariantSnapshot(points, graph.exporters(), telemetry, cpuNanos, 0);
    }
}
