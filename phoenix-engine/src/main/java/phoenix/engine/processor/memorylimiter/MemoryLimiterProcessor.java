package phoenix.engine.processor.memorylimiter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.Scheduler;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code memory_limiter} processor: looks at the memory in use every {@code check_interval} and, from the
 * soft limit on, refuses everything until a later look finds less. The sender may try again.
 *
 * <p>The Collector measures the heap of its process. Here the graph's own bytes are counted (see {@link MemoryAccount}):
 * two variants share the heap, and neither may be refused because of the other.
 */
public final class MemoryLimiterProcessor implements Processor {
    private static final System.Logger LOG = System.getLogger(MemoryLimiterProcessor.class.getName());
    private static final Outcome REFUSED = Outcome.retryable("data refused due to high memory usage");

    public static final ProcessorType<MemoryLimiterConfig> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(ComponentKind.PROCESSOR, "memory_limiter", List.of(), MemoryLimiterConfig.SPEC),
            MemoryLimiterProcessor::new);

    private final MetricConsumer next;
    private final String id;
    private final Duration checkInterval;
    private final long softLimitBytes;
    private final Scheduler scheduler;
    private final MemoryAccount memory;
    private final AtomicLong acceptedPoints;
    private final AtomicLong refusedPoints;
    private Scheduler.Task checks = () -> {};
    private volatile boolean refusing;

    MemoryLimiterProcessor(MemoryLimiterConfig config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.id = context.id();
        this.checkInterval = config.checkInterval();
        this.softLimitBytes = config.softLimitBytes(Runtime.getRuntime().maxMemory());
        this.scheduler = context.scheduler();
        this.memory = context.memory();
        this.acceptedPoints = context.telemetry().value("otelcol_processor_memory_limiter_accepted_metric_points");
        this.refusedPoints = context.telemetry().value("otelcol_processor_memory_limiter_refused_metric_points");
    }

    @Override
    public void start() {
        checks = scheduler.every(checkInterval, checkInterval, this::check);
    }

    @Override
    public void shutdown(Duration grace) {
        checks.cancel();
    }

    private void check() {
        long heldBytes = memory.heldBytes();
        boolean above = heldBytes >= softLimitBytes;
        if (above != refusing) {
            LOG.log(
                    above ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    id + ": " + (heldBytes >> 20) + " MiB are held; the soft limit is " + (softLimitBytes >> 20)
                            + " MiB: " + (above ? "refusing data" : "taking data again"));
        }
        refusing = above;
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        if (refusing) {
            refusedPoints.addAndGet(batch.pointCount());
            return REFUSED;
        }
        acceptedPoints.addAndGet(batch.pointCount());
        return next.consume(batch);
    }
}
