package phoenix.engine.processor.metricstransform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.aggregation.PointAggregation;
import phoenix.engine.ottl.EvalException;
import phoenix.engine.processor.metricstransform.OperationConfig.AggregationType;
import phoenix.engine.processor.metricstransform.TransformConfig.Action;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Value;

/** One transform, run over the metrics of one scope. */
final class Transform {
    private final TransformConfig config;
    private final MetricFilter filter;
    private final PointAggregation aggregation;
    private final List<Operation> operations = new ArrayList<>();

    Transform(TransformConfig config) throws EvalException {
        this.config = config;
        this.filter = config.filter();
        this.aggregation = AggregationType.aggregation(config.aggregationType());
        config.operations().forEach(operation -> operations.add(Operation.of(operation, filter)));
    }

    boolean isGroup() {
        return config.action() == Action.GROUP;
    }

    /** The resource that a group goes to. */
    Attributes groupResource(Attributes resource) {
        Attributes[] result = {resource};
        config.groupResourceLabels()
                .ifPresent(labels -> labels.forEach((key, value) -> result[0] = result[0].with(key, Value.of(value))));
        return result[0];
    }

    /**
     * Changes the list.
     *
     * @return why nothing was done where something should have been; usually null
     */
    @Nullable
    String run(List<WorkMetric> metrics) {
        switch (config.action()) {
            case UPDATE -> metrics.removeIf(metric -> matches(metric) && !apply(metric));
            case INSERT -> insert(metrics);
            case COMBINE -> {
                return combine(metrics);
            }
            case GROUP -> throw new IllegalStateException("a group leaves its scope: call extract");
        }
        return null;
    }

    private boolean matches(WorkMetric metric) {
        return filter.matchesName(metric.info.name())
                && (metric.pointCount() == 0 || metric.any(filter::matchesLabels));
    }

    private void insert(List<WorkMetric> metrics) {
        for (WorkMetric metric : List.copyOf(metrics)) {
            if (matches(metric)) {
                WorkMetric inserted = extracted(metric.copy());
                if (apply(inserted)) {
                    metrics.add(inserted);
                }
            }
        }
    }

    /** Takes the metrics that match out of the list, with those of their points that do. */
    List<WorkMetric> extract(List<WorkMetric> metrics) {
        List<WorkMetric> extracted = new ArrayList<>();
        metrics.removeIf(metric -> {
            if (!matches(metric)) {
                return false;
            }
            extracted.add(extracted(metric));
            return true;
        });
        return extracted;
    }

    /** Metadata goes with the points that do not match, as in the Collector. */
    private WorkMetric extracted(WorkMetric metric) {
        if (!metric.all(filter::matchesLabels)) {
            metric.keepPoints(filter::matchesLabels);
            metric.info = metric.info.withMetadata(Attributes.EMPTY);
        }
        return metric;
    }

    private @Nullable String combine(List<WorkMetric> metrics) {
        List<WorkMetric> matched = metrics.stream().filter(this::matches).toList();
        String obstacle = Combination.obstacle(matched);
        if (matched.isEmpty() || obstacle != null) {
            return obstacle;
        }
        MetricInfo first = matched.getFirst().info;
        WorkMetric combined = WorkMetric.empty(first.withName(config.newName()).withMetadata(Attributes.EMPTY));
        SubmatchCase submatchCase = config.submatchCase().orElse(SubmatchCase.AS_IS);
        for (WorkMetric metric : extract(metrics)) {
            String name = metric.info.name();
            metric.changeAttributes(_ -> true, attributes -> filter.withGroups(name, submatchCase, attributes));
            combined.append(metric);
        }
        combined.aggregate(aggregation);
        if (apply(combined)) {
            metrics.add(combined);
        }
        return null;
    }

    /** Renames the metric and runs the operations; false when it has lost its last point by them. */
    private boolean apply(WorkMetric metric) {
        boolean wasEmpty = metric.pointCount() == 0;
        boolean whole = config.action() != Action.UPDATE || metric.all(filter::matchesLabels);
        if (!config.newName().isEmpty() && whole) {
            metric.info = metric.info.withName(filter.expand(config.newName(), metric.info.name()));
        }
        for (Operation operation : operations) {
            if (!operation.run(metric, whole)) {
                return true;
            }
        }
        return wasEmpty || metric.pointCount() > 0;
    }
}
