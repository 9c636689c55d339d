package phoenix.engine.processor.metricstransform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.ottl.EvalException;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/**
 * The Collector's {@code metrics_transform} processor: its transforms run, in order, over the metrics of each scope of a
 * batch, and see what the earlier ones made. Nothing is remembered from batch to batch.
 */
public final class MetricsTransformProcessor implements Processor {
    private static final System.Logger LOG = System.getLogger(MetricsTransformProcessor.class.getName());

    private static final Field<List<TransformConfig>> TRANSFORMS =
            Field.list(TransformConfig.SPEC, "transforms", "What to do with which metrics, in order");

    /** What a user writes. */
    public static final class Config {
        private final List<TransformConfig> transforms;

        Config(List<TransformConfig> transforms) {
            this.transforms = transforms;
        }
    }

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "metrics_transform",
                    List.of("metricstransform"),
                    ConfigSpec.of(v -> new Config(v.get(TRANSFORMS)), TRANSFORMS)),
            MetricsTransformProcessor::new);

    private final MetricConsumer next;
    private final String id;
    private final List<Transform> transforms = new ArrayList<>();
    private final AtomicLong skipped;

    MetricsTransformProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.id = context.id();
        this.skipped = context.telemetry().value("phoenix_processor_metrics_transform_combinations_skipped");
        for (TransformConfig transform : config.transforms) {
            try {
                transforms.add(new Transform(transform));
            } catch (EvalException e) {
                throw new IllegalArgumentException(e); // the check has let it pass: our bug
            }
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        if (transforms.isEmpty()) {
            return next.consume(batch);
        }
        BatchBuilder builder = new BatchBuilder(batch.pointCount());
        List<Group> groups = new ArrayList<>();
        for (int r = 0; r < batch.resourceCount(); r++) {
            boolean begun = false;
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                List<WorkMetric> metrics = transform(batch, s, groups);
                if (!metrics.isEmpty()) {
                    if (!begun) {
                        builder.resource(batch.resource(r));
                        begun = true;
                    }
                    builder.scope(batch.scope(s));
                    metrics.forEach(metric -> metric.appendTo(builder));
                }
            }
        }
        groups.forEach(group -> group.appendTo(builder));
        MetricBatch transformed = builder.build();
        return transformed.isEmpty() && !batch.isEmpty() ? Outcome.ACCEPTED : next.consume(transformed);
    }

    /** Metrics that got a resource of their own. */
    private record Group(Resource resource, Scope scope, List<WorkMetric> metrics) {
        void appendTo(BatchBuilder builder) {
            builder.resource(resource).scope(scope);
            metrics.forEach(metric -> metric.appendTo(builder));
        }
    }

    private List<WorkMetric> transform(MetricBatch batch, int s, List<Group> groups) {
        List<WorkMetric> metrics = new ArrayList<>();
        for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
            metrics.add(WorkMetric.of(batch, m));
        }
        for (Transform transform : transforms) {
            if (transform.isGroup()) {
                groups.add(group(batch, s, transform, metrics));
                continue;
            }
            String obstacle = transform.run(metrics);
            if (obstacle != null && Long.bitCount(skipped.incrementAndGet()) == 1) {
                LOG.log(System.Logger.Level.WARNING, id + ": " + obstacle + " (" + skipped.get() + " times so far)");
            }
        }
        return metrics;
    }

    private static Group group(MetricBatch batch, int s, Transform transform, List<WorkMetric> metrics) {
        Resource resource = batch.resource(batch.resourceOfScope(s));
        Scope scope = batch.scope(s);
        // Schema URLs stay behind, as in the Collector.
        return new Group(
                new Resource(
                        transform.groupResource(resource.attributes()),
                        resource.droppedAttributesCount(),
                        "",
                        resource.entityRefs()),
                new Scope(scope.name(), scope.version(), scope.attributes(), scope.droppedAttributesCount(), ""),
                transform.extract(metrics));
    }
}
