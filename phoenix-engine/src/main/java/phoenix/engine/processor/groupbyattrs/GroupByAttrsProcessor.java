package phoenix.engine.processor.groupbyattrs;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Value;

/**
 * The Collector's {@code groupbyattrs} processor: moves attributes of points to their resource, and brings points of
 * equal resources, scopes and metrics together. Without keys it only does the latter.
 */
public final class GroupByAttrsProcessor implements Processor {
    private static final Field<List<String>> KEYS =
            Field.list(FieldType.string(), "keys", "Attributes that move to the resource; none only brings together");

    /** What a user writes. */
    public record Config(List<String> keys) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "groupbyattrs",
                    List.of(),
                    ConfigSpec.of(v -> new Config(v.get(KEYS)), KEYS)),
            GroupByAttrsProcessor::new);

    private final MetricConsumer next;
    private final List<String> keys;
    private final AtomicLong grouped;
    private final AtomicLong notGrouped;

    GroupByAttrsProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.keys = distinct(config.keys());
        this.grouped = context.telemetry().value("otelcol_processor_groupbyattrs_num_grouped_metrics");
        this.notGrouped = context.telemetry().value("otelcol_processor_groupbyattrs_num_non_grouped_metrics");
    }

    /** Empty and repeated keys count for nothing. */
    private static List<String> distinct(List<String> keys) {
        Set<String> distinct = new LinkedHashSet<>(keys);
        distinct.remove("");
        return List.copyOf(distinct);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        Regrouping regrouping = new Regrouping(batch);
        Map<Attributes, Split> splits = new LinkedHashMap<>();
        long moved = 0;
        for (int m = 0; m < batch.metricCount(); m++) {
            Attributes resource = batch.resource(batch.resourceOfMetric(m)).attributes();
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                Split split = splits.computeIfAbsent(batch.attributes(p), this::split);
                moved += split.moved.isEmpty() ? 0 : 1;
                regrouping.add(resource, split.moved, m, p, split.rest);
            }
        }
        grouped.addAndGet(moved);
        notGrouped.addAndGet(batch.pointCount() - moved);
        return next.consume(regrouping.toBatch());
    }

    /** What of a point's attributes moves to the resource, and what stays. */
    private record Split(Attributes moved, Attributes rest) {}

    private Split split(Attributes attributes) {
        Attributes moved = Attributes.EMPTY;
        Attributes rest = attributes;
        for (String key : keys) {
            Value value = attributes.get(key);
            if (value != null) {
                moved = moved.with(key, value);
                rest = rest.without(key);
            }
        }
        return new Split(moved, rest);
    }
}
