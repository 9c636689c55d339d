package phoenix.engine.processor.metricstransform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import phoenix.engine.aggregation.PointAggregation;
import phoenix.engine.ottl.AttributesMemo;
import phoenix.engine.processor.metricstransform.OperationConfig.AggregationType;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricType;
import phoenix.metrics.Value;

/** An operation ready to run. */
interface Operation {
    /**
     * Changes the metric.
     *
     * @param whole whether all its points are meant; some operations change nothing else
     * @return whether the operations behind it run too
     */
    boolean run(WorkMetric metric, boolean whole);

    static Operation of(OperationConfig config, MetricFilter filter) {
        return switch (config.action()) {
            case UPDATE_LABEL -> {
                UnaryOperator<Attributes> change = memo(updateLabel(config));
                yield always(metric -> metric.changeAttributes(filter::matchesLabels, change));
            }
            case ADD_LABEL -> {
                Value value = Value.of(Version.insert(config.newValue()));
                UnaryOperator<Attributes> change = memo(attributes -> attributes.indexOf(config.newLabel()) >= 0
                        ? attributes
                        : attributes.with(config.newLabel(), value));
                yield whole(metric -> metric.changeAttributes(_ -> true, change));
            }
            case DELETE_LABEL_VALUE ->
                whole(metric -> metric.keepPoints(attributes -> !hasLabelValue(attributes, config)));
            case TOGGLE_SCALAR_DATA_TYPE -> always(metric -> Scaling.toggle(metric, filter));
            case EXPERIMENTAL_SCALE_VALUE -> always(metric -> Scaling.scale(metric, filter, config.scale()));
            case AGGREGATE_LABELS -> aggregateLabels(config);
            case AGGREGATE_LABEL_VALUES -> aggregateLabelValues(config);
        };
    }

    private static Operation always(Consumer<WorkMetric> operation) {
        return (metric, _) -> {
            operation.accept(metric);
            return true;
        };
    }

    /** What is done with all points or with none. */
    private static Operation whole(Consumer<WorkMetric> operation) {
        return (metric, whole) -> {
            if (whole) {
                operation.accept(metric);
            }
            return true;
        };
    }

    private static UnaryOperator<Attributes> memo(AttributesMemo.Change change) {
        return new AttributesMemo(change)::apply;
    }

    private static boolean hasLabelValue(Attributes attributes, OperationConfig config) {
        Value value = attributes.get(config.label());
        return value != null && text(value).equals(config.labelValue());
    }

    /** What is no text counts as an empty one. */
    private static String text(Value value) {
        return value instanceof Value.StringValue(String text) ? text : "";
    }

    private static AttributesMemo.Change updateLabel(OperationConfig config) {
        Map<String, Value> newValues = new HashMap<>();
        config.valueActions()
                .forEach(action -> newValues.put(action.value(), Value.of(Version.insert(action.newValue()))));
        return attributes -> {
            Value value = attributes.get(config.label());
            if (value == null) {
                return attributes;
            }
            Attributes changed = attributes;
            String key = config.label();
            // A label renamed to its own name goes, as in the Collector: set under the new name, removed under the old.
            if (!config.newLabel().isEmpty()) {
                changed = attributes.with(config.newLabel(), value).without(key);
                key = config.newLabel();
            }
            Value newValue = newValues.get(text(value));
            boolean isGone = config.newLabel().equals(config.label());
            return newValue == null || isGone ? changed : changed.with(key, newValue);
        };
    }

    private static Operation aggregateLabels(OperationConfig config) {
        PointAggregation aggregation = AggregationType.aggregation(config.aggregationType());
        Set<String> kept = new HashSet<>(config.labelSet().orElse(List.of()));
        UnaryOperator<Attributes> change = memo(attributes -> keep(attributes, kept));
        return aggregate(change, aggregation);
    }

    /** A summary cannot be aggregated; as in the Collector, the operations behind are left out for it too. */
    private static Operation aggregate(UnaryOperator<Attributes> change, PointAggregation aggregation) {
        return (metric, whole) -> {
            if (!whole) {
                return true;
            }
            if (metric.info.type() == MetricType.SUMMARY) {
                return false;
            }
            metric.changeAttributes(_ -> true, change);
            metric.aggregate(aggregation);
            return true;
        };
    }

    private static Attributes keep(Attributes attributes, Set<String> keys) {
        Attributes result = attributes;
        for (int i = 0; i < attributes.size(); i++) {
            if (!keys.contains(attributes.key(i))) {
                result = result.without(attributes.key(i));
            }
        }
        return result;
    }

    private static Operation aggregateLabelValues(OperationConfig config) {
        PointAggregation aggregation = AggregationType.aggregation(config.aggregationType());
        Set<String> aggregated = Set.copyOf(config.aggregatedValues());
        Value newValue = Value.of(Version.insert(config.newValue()));
        UnaryOperator<Attributes> change = memo(attributes -> {
            Value value = attributes.get(config.label());
            return value != null && aggregated.contains(text(value))
                    ? attributes.with(config.label(), newValue)
                    : attributes;
        });
        return aggregate(change, aggregation);
    }
}
