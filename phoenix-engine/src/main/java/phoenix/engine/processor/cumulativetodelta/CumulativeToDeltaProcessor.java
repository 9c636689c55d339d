package phoenix.engine.processor.cumulativetodelta;

import java.time.Duration;
import java.util.List;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
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
 * The Collector's {@code cumulative_to_delta} processor: monotonic cumulative sums, histograms and exponential histograms
 * become deltas; everything else passes. Whether the first point of a stream is a delta is for {@code initial_value} to
 * say. Metrics that lose their last point go, and when nothing is left of a batch the rest of the pipeline does not see
 * it.
 */
public final class CumulativeToDeltaProcessor implements Processor {
    /** What becomes of the first point of a stream. */
    public enum InitialValue {
        /** It passes if its start lies after that of the processor and is not its own time. */
        AUTO,
        KEEP,
        DROP
    }

    private static final Field<Duration> MAX_STALENESS = Field.duration(
            "max_staleness",
            Duration.ofHours(1),
            "How long a stream is remembered after the time of its last point; 0 is for ever");
    private static final Field<InitialValue> INITIAL_VALUE = Field.choice(
            "initial_value",
            InitialValue.AUTO,
            "The first point of a stream: auto passes it if it starts after the processor, keep always, drop never");
    private static final Field<MetricMatch> INCLUDE =
            Field.nested(MetricMatch.SPEC, "include", "Convert these metrics only");
    private static final Field<MetricMatch> EXCLUDE =
            Field.nested(MetricMatch.SPEC, "exclude", "Do not convert these metrics");

    /** What a user writes. */
    public record Config(Duration maxStaleness, InitialValue initialValue, MetricMatch include, MetricMatch exclude) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "cumulative_to_delta",
                    List.of("cumulativetodelta"),
                    ConfigSpec.of(
                            v -> new Config(v.get(MAX_STALENESS), v.get(INITIAL_VALUE), v.get(INCLUDE), v.get(EXCLUDE)),
                            MAX_STALENESS,
                            INITIAL_VALUE,
                            INCLUDE,
                            EXCLUDE)),
            CumulativeToDeltaProcessor::new);

    private final MetricConsumer next;
    private final Duration maxStaleness;
    private final Scheduler scheduler;
    private final Selection selection;
    private final DeltaTracker tracker;
    private Scheduler.Task sweep = () -> {};

    CumulativeToDeltaProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.maxStaleness = config.maxStaleness();
        this.scheduler = context.scheduler();
        this.selection = new Selection(config.include(), config.exclude());
        this.tracker = new DeltaTracker(
                config.initialValue(), unixNano(scheduler.clock().instant()), context);
    }

    private static long unixNano(java.time.Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    @Override
    public void start() {
        if (maxStaleness.isPositive()) {
            sweep = scheduler.every(maxStaleness, maxStaleness, this::forgetStale);
        }
    }

    @Override
    public void shutdown(Duration grace) {
        sweep.cancel();
    }

    private synchronized void forgetStale() {
        tracker.forgetBefore(unixNano(scheduler.clock().instant().minus(maxStaleness)));
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MetricBatch converted = convert(batch);
        return converted.isEmpty() && !batch.isEmpty() ? Outcome.ACCEPTED : next.consume(converted);
    }

    // Batches of one pipeline may come from several receivers at once, and the streams are shared.
    private synchronized MetricBatch convert(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo metric = batch.metric(m);
            // The Collector leaves histograms without points as they are, and drops such sums.
            boolean empty = batch.pointStart(m) == batch.pointEnd(m);
            if (selection.converts(metric) && !(empty && metric.type() != MetricType.SUM)) {
                if (tracker.convert(editor, m)) {
                    editor.setMetric(m, metric.withType(metric.type(), Temporality.DELTA, metric.monotonic()));
                } else {
                    editor.dropMetric(m);
                }
            }
        }
        editor.dropEmptyParents();
        return editor.toBatch();
    }
}
