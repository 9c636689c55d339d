package phoenix.engine.processor.metricsgeneration;

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
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code metricsgeneration} processor: makes new gauges and sums of old ones, rule by rule, within one
 * resource. The Collector's feature gate {@code metricsgeneration.MatchAttributes}, off unless switched on, does not
 * exist here. Thread-safe; nothing is remembered.
 */
public final class MetricsGenerationProcessor implements Processor {
    private static final Field<List<Rule>> RULES = Field.list(Rule.SPEC, "rules", "New metrics, one a rule, in order");

    /** What a user writes. */
    public record Config(List<Rule> rules) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "metricsgeneration",
                    List.of(),
                    ConfigSpec.of(v -> new Config(v.get(RULES)), RULES)),
            MetricsGenerationProcessor::new);

    private final MetricConsumer next;
    private final List<Rule> rules;

    MetricsGenerationProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.rules = config.rules();
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return next.consume(new Generation(batch).apply(rules));
    }
}
