package phoenix.engine.processor.resource;

import java.util.List;
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
import phoenix.metrics.Resource;

/** The Collector's {@code resource} processor: applies its actions, in order, to the attributes of every resource. */
public final class ResourceProcessor implements Processor {
    private static final Field<List<ActionConfig>> ATTRIBUTES =
            Field.list(ActionConfig.SPEC, "attributes", "What to do, in order");

    /** What a user writes. */
    public record Config(List<ActionConfig> attributes) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "resource",
                    List.of(),
                    ConfigSpec.of(v -> new Config(v.get(ATTRIBUTES)), ATTRIBUTES)
                            .check((config, context) -> {
                                if (config.attributes().isEmpty()) {
                                    context.missing(ATTRIBUTES, "there is nothing to do without an action");
                                }
                            })),
            ResourceProcessor::new);

    private final MetricConsumer next;
    private final AttributeRewriter rewriter;

    ResourceProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.rewriter = new AttributeRewriter(ActionConfig.toActions(config.attributes()));
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return next.consume(rewrite(batch));
    }

    private synchronized MetricBatch rewrite(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            Resource resource = batch.resource(r);
            editor.setResource(r, resource.withAttributes(rewriter.rewrite(resource.attributes())));
        }
        return editor.toBatch();
    }
}
