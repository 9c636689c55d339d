package phoenix.engine.processor.deltatocumulative;

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
import phoenix.metrics.Temporality;

/**
 * The Collector's {@code delta_to_cumulative} processor: delta sums, histograms and exponential histograms become
 * cumulative ones, whether monotonic or not; everything else passes. Points that come out of order are dropped, and
 * metrics that lose their last point go; when nothing is left of a batch the rest of the pipeline does not see it.
 * Thread-safe.
 */
public final class DeltaToCumulativeProcessor implements Processor {
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final Field<Duration> MAX_STALE = Field.duration(
            "max_stale", Duration.ofMinutes(5), "How long a stream is remembered after its last point came; above 0");
    private static final Field<Long> MAX_STREAMS = Field.int64(
                    "max_streams", Long.MAX_VALUE, "Streams remembered at a time; points of further ones are dropped")
            .atLeast(0L);

    /** What a user writes. */
    public record Config(Duration maxStale, long maxStreams) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "delta_to_cumulative",
                    List.of("deltatocumulative"),
                    ConfigSpec.of(v -> new Config(v.get(MAX_STALE), v.get(MAX_STREAMS)), MAX_STALE, MAX_STREAMS)
                            .check((config, context) -> {
                                if (!config.maxStale().isPositive()) {
                                    context.error(MAX_STALE, "must be a positive duration");
                                }
                            })),
            DeltaToCumulativeProcessor::new);

    private final MetricConsumer next;
    private final Duration maxStale;
    private final Scheduler scheduler;
    private final RunningTotals totals;
    private Scheduler.Task sweep = () -> {};

    DeltaToCumulativeProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.maxStale = config.maxStale();
        this.scheduler = context.scheduler();
        this.totals = new RunningTotals(config.maxStreams(), context);
        context.telemetry().value("otelcol_deltatocumulative_streams_limit").set(config.maxStreams());
        context.telemetry().value("otelcol_deltatocumulative_streams_max_stale").set(maxStale.toSeconds());
    }

    @Override
    public void start() {
        sweep = scheduler.every(SWEEP, SWEEP, this::forgetStale);
    }

    @Override
    public void shutdown(Duration grace) {
        sweep.cancel();
    }

    private synchronized void forgetStale() {
        totals.forgetSilent(scheduler.nanoTime(), maxStale.toNanos());
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MetricBatch converted = convert(batch);
        return converted.metricCount() == 0 ? Outcome.ACCEPTED : next.consume(converted);
    }

    // Batches of one pipeline may come from several receivers at once, and the streams are shared.
    private synchronized MetricBatch convert(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        long now = scheduler.nanoTime();
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo metric = batch.metric(m);
            if (metric.temporality() == Temporality.DELTA) {
                if (totals.convert(editor, m, now)) {
                    editor.setMetric(m, metric.withType(metric.type(), Temporality.CUMULATIVE, metric.monotonic()));
                } else {
                    editor.dropMetric(m);
                }
            }
        }
        editor.dropEmptyParents();
        return editor.toBatch();
    }
}
