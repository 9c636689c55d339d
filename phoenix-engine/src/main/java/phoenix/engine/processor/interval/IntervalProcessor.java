package phoenix.engine.processor.interval;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.Scheduler;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/**
 * The Collector's {@code interval} processor: keeps the last point of each stream and hands all of them on once per
 * interval, and at the end. Deltas and sums that may fall pass at once. What comes later than the hand-over refuses is
 * lost, as in the Collector: its sender was told "accepted" long before. Thread-safe.
 */
public final class IntervalProcessor implements Processor {
    private static final Field<Duration> INTERVAL =
            Field.duration("interval", Duration.ofMinutes(1), "How often the last points are handed on; above 0");
    private static final Field<Boolean> GAUGE = Field.bool("gauge", false, "Gauges pass at once");
    private static final Field<Boolean> SUMMARY = Field.bool("summary", false, "Summaries pass at once");
    private static final Field<PassThrough> PASS_THROUGH = Field.nested(
            ConfigSpec.of(v -> new PassThrough(v.get(GAUGE), v.get(SUMMARY)), GAUGE, SUMMARY),
            "pass_through",
            "Types that are not kept");

    /** Types that are not kept. */
    public record PassThrough(boolean gauge, boolean summary) {}

    /** What a user writes. */
    public record Config(Duration interval, PassThrough passThrough) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "interval",
                    List.of(),
                    ConfigSpec.of(v -> new Config(v.get(INTERVAL), v.get(PASS_THROUGH)), INTERVAL, PASS_THROUGH)
                            .check((config, context) -> {
                                if (!config.interval().isPositive()) {
                                    context.error(INTERVAL, "must be above 0");
                                }
                            })),
            IntervalProcessor::new);

    private final Config config;
    private final MetricConsumer next;
    private final Scheduler scheduler;
    private final AtomicLong overflow;
    private final AtomicLong lost;
    private final ComponentContext context;
    private final MemoryAccount.Entry held;
    private LastPoints last = new LastPoints();
    private Scheduler.Task timer = () -> {};

    IntervalProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.next = next;
        this.context = context;
        this.scheduler = context.scheduler();
        this.held = context.memory().entry();
        this.overflow = context.telemetry().value("phoenix_interval_points_passed_at_limit");
        this.lost = context.telemetry().value("phoenix_interval_points_lost");
    }

    @Override
    public void start() {
        timer = scheduler.every(config.interval(), config.interval(), this::handOn);
    }

    @Override
    public void shutdown(Duration grace) {
        timer.cancel();
        handOn();
    }

    private void handOn() {
        MetricBatch batch;
        synchronized (this) {
            batch = last.toBatch();
            last = new LastPoints();
            held.set(0);
        }
        if (!batch.isEmpty() && next.consume(batch) instanceof Outcome.Refused refused) {
            lost.addAndGet(batch.pointCount());
            context.telemetry().setProblem(refused.reason());
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MetricBatch rest = keep(batch);
        Outcome outcome = rest.isEmpty() ? Outcome.ACCEPTED : next.consume(rest);
        for (int m = 0; m < batch.metricCount(); m++) {
            if (batch.metric(m).type() == MetricType.NONE && outcome == Outcome.ACCEPTED) {
                return Outcome.retryable("a metric has no type"); // after all was handed on, as the Collector
            }
        }
        return outcome;
    }

    /** What passes at once; the other points are kept. */
    private synchronized MetricBatch keep(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int m = 0; m < batch.metricCount(); m++) {
            if (!isKept(batch.metric(m))) {
                continue;
            }
            int passing = last.keep(editor, m);
            overflow.addAndGet(passing);
            if (passing == 0) {
                editor.dropMetric(m);
            }
        }
        held.set(last.heldBytes());
        editor.dropEmptyParents();
        return editor.toBatch();
    }

    private boolean isKept(MetricInfo metric) {
        return switch (metric.type()) {
            case GAUGE -> !config.passThrough().gauge();
            case SUMMARY -> !config.passThrough().summary();
            case SUM -> metric.monotonic() && metric.temporality() == Temporality.CUMULATIVE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> metric.temporality() == Temporality.CUMULATIVE;
            case NONE -> false;
        };
    }
}
