package phoenix.engine.processor.deltatorate;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueKind;

/**
 * The Collector's {@code delta_to_rate} processor: the named delta sums become gauges of their value per second between
 * start and time, or 0 without such a time. Thread-safe; nothing is remembered.
 */
public final class DeltaToRateProcessor implements Processor {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final Field<List<String>> METRICS =
            Field.list(FieldType.string(), "metrics", "Names of the delta sums that become rates; at least one");

    /** What a user writes. */
    public record Config(List<String> metrics) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "delta_to_rate",
                    List.of("deltatorate"),
                    ConfigSpec.of(v -> new Config(v.get(METRICS)), METRICS).check((config, context) -> {
                        if (config.metrics().isEmpty()) {
                            context.missing(METRICS, "there is nothing to do without a name");
                        }
                    })),
            DeltaToRateProcessor::new);

    private final MetricConsumer next;
    private final Set<String> names;

    DeltaToRateProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.names = Set.copyOf(config.metrics());
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo metric = batch.metric(m);
            if (metric.type() == MetricType.SUM
                    && metric.temporality() == Temporality.DELTA
                    && names.contains(metric.name())) {
                editor.setMetric(
                        m,
                        metric.withType(MetricType.GAUGE, Temporality.UNSPECIFIED, false)
                                .withUnit(metric.unit().isEmpty() ? "" : metric.unit() + "/s"));
                for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                    if (batch.valueKind(p) == ValueKind.NONE) {
                        return Outcome.permanent("a point of " + metric.name() + " has no value");
                    }
                    rate(editor, p);
                }
            }
        }
        return next.consume(editor.toBatch());
    }

    private static void rate(BatchEditor editor, int p) {
        long nanos = editor.timeUnixNano(p) - editor.startTimeUnixNano(p);
        long whole = nanos / NANOS_PER_SECOND; // in two parts, as Go does
        double seconds = whole + nanos % NANOS_PER_SECOND / (double) NANOS_PER_SECOND;
        double value = editor.valueKind(p) == ValueKind.INT ? (double) editor.intValue(p) : editor.doubleValue(p);
        editor.setDouble(p, seconds > 0 ? value / seconds : 0);
    }
}
