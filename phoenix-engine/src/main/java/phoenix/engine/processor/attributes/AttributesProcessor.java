package phoenix.engine.processor.attributes;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.engine.attributes.ActionConfig;
import phoenix.engine.attributes.AttributeRewriter;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code attributes} processor: applies its actions, in order, to the attributes of every data point
 * whose metric passes {@code include} and {@code exclude}. Points that become alike are not merged, as there.
 */
public final class AttributesProcessor implements Processor {
    private static final Field<List<ActionConfig>> ACTIONS =
            Field.list(ActionConfig.SPEC, "actions", "What to do, in order");
    private static final Field<Optional<MetricMatch>> INCLUDE =
            Field.pointer(MetricMatch.SPEC, "include", "Only these metrics; checked before exclude");
    private static final Field<Optional<MetricMatch>> EXCLUDE =
            Field.pointer(MetricMatch.SPEC, "exclude", "All metrics but these");

    /** What a user writes. */
    public record Config(List<ActionConfig> actions, Optional<MetricMatch> include, Optional<MetricMatch> exclude) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "attributes",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(v.get(ACTIONS), v.get(INCLUDE), v.get(EXCLUDE)),
                                    ACTIONS,
                                    INCLUDE,
                                    EXCLUDE)
                            .check((config, context) -> {
                                if (config.actions().isEmpty()) {
                                    context.missing(ACTIONS, "there is nothing to do without an action");
                                }
                            })),
            AttributesProcessor::new);

    private final MetricConsumer next;
    private final AttributeRewriter rewriter;
    private final Optional<Selector> include;
    private final Optional<Selector> exclude;

    AttributesProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.rewriter = new AttributeRewriter(ActionConfig.toActions(config.actions()));
        this.include = config.include().map(Selector::new);
        this.exclude = config.exclude().map(Selector::new);
    }

    /** A match with its patterns compiled. */
    private record Selector(MetricMatch match, List<Predicate<String>> names) {
        Selector(MetricMatch match) {
            this(match, match.nameTests());
        }

        boolean selects(MetricBatch batch, int m) {
            String name = batch.metric(m).name();
            return (names.isEmpty() || names.stream().anyMatch(test -> test.test(name)))
                    && match.matchesResource(batch.resource(batch.resourceOfMetric(m)));
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return next.consume(rewrite(batch));
    }

    // Batches of one pipeline may come from several receivers at once; the rewriter is for one at a time.
    private synchronized MetricBatch rewrite(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int m = 0; m < batch.metricCount(); m++) {
            if (isSelected(batch, m)) {
                for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                    editor.setAttributes(p, rewriter.rewrite(batch.attributes(p)));
                }
            }
        }
        return editor.toBatch();
    }

    private boolean isSelected(MetricBatch batch, int m) {
        return (include.isEmpty() || include.get().selects(batch, m))
                && (exclude.isEmpty() || !exclude.get().selects(batch, m));
    }
}
