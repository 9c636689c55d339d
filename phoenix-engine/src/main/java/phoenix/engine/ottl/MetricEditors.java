package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_BOOL;
import static phoenix.ottl.ParameterType.LITERAL_FLOAT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.STRING;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.engine.aggregation.PointAggregation;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;
import phoenix.ottl.FunctionSpec;

/** The editors that change a metric as a whole; they run in the metric context. */
final class MetricEditors {
    private MetricEditors() {}

    static List<Function> all() {
        return List.of(
                ExplicitHistograms.function(),
                Percentiles.function(),
                Function.editor(FunctionSpec.of("convert_sum_to_gauge"), arguments -> MetricEditors::sumToGauge),
                Function.editor(
                        FunctionSpec.of("convert_gauge_to_sum")
                                .takes("aggregation_temporality", LITERAL_STRING)
                                .takes("monotonic", LITERAL_BOOL),
                        MetricEditors::gaugeToSum),
                Function.editor(
                        FunctionSpec.of("copy_metric")
                                .mayTake("name", STRING)
                                .mayTake("description", STRING)
                                .mayTake("unit", STRING),
                        MetricEditors::copyMetric),
                Function.editor(
                        FunctionSpec.of("scale_metric")
                                .takes("multiplier", LITERAL_FLOAT)
                                .mayTake("unit", STRING),
                        MetricEditors::scale),
                Function.editor(
                        FunctionSpec.of("extract_sum_metric")
                                .takes("monotonic", LITERAL_BOOL)
                                .mayTake("suffix", LITERAL_STRING),
                        arguments -> extract(arguments, false)),
                Function.editor(
                        FunctionSpec.of("extract_count_metric")
                                .takes("monotonic", LITERAL_BOOL)
                                .mayTake("suffix", LITERAL_STRING),
                        arguments -> extract(arguments, true)),
                Function.editor(
                        FunctionSpec.of("convert_summary_quantile_val_to_gauge")
                                .mayTake("attribute_key", LITERAL_STRING)
                                .mayTake("suffix", LITERAL_STRING),
                        MetricEditors::quantilesToGauge),
                Function.editor(
                        FunctionSpec.of("aggregate_on_attributes")
                                .takes("aggregation_function", LITERAL_STRING)
                                .mayTakeList("attributes", LITERAL_STRING),
                        MetricEditors::aggregateOnAttributes),
                Function.editor(
                        FunctionSpec.of("aggregate_on_attribute_value")
                                .takes("aggregation_function", LITERAL_STRING)
                                .takes("attribute", LITERAL_STRING)
                                .takesList("values", LITERAL_STRING)
                                .takes("new_value", LITERAL_STRING),
                        MetricEditors::aggregateOnValue));
    }

    private static void sumToGauge(Row row) {
        MetricInfo metric = row.metric();
        if (metric.type() == MetricType.SUM) {
            row.setMetric(metric.withType(MetricType.GAUGE, Temporality.UNSPECIFIED, false));
        }
    }

    private static Editor gaugeToSum(Arguments arguments) throws CompileException {
        Temporality temporality = temporality(arguments);
        boolean monotonic = arguments.bool("monotonic");
        return row -> {
            MetricInfo metric = row.metric();
            if (metric.type() == MetricType.GAUGE) {
                row.setMetric(metric.withType(MetricType.SUM, temporality, monotonic));
            }
        };
    }

    static Temporality temporality(Arguments arguments) throws CompileException {
        return switch (arguments.text("aggregation_temporality")) {
            case "delta" -> Temporality.DELTA;
            case "cumulative" -> Temporality.CUMULATIVE;
            default ->
                throw arguments.refuse(
                        "aggregation_temporality", "the aggregation temporality must be delta or cumulative");
        };
    }

    private static Editor copyMetric(Arguments arguments) {
        Getter name = arguments.getterOrNull("name");
        Getter description = arguments.getterOrNull("description");
        Getter unit = arguments.getterOrNull("unit");
        return row -> {
            MetricInfo copy = row.metric();
            copy = name == null ? copy : copy.withName(Values.string(name.get(row)));
            copy = description == null ? copy : copy.withDescription(Values.string(description.get(row)));
            copy = unit == null ? copy : copy.withUnit(Values.string(unit.get(row)));
            row.add(
                    copy,
                    PointCopies.of(copy, row.pointEnd() - row.pointStart())
                            .points(row.pointsBatch(), row.pointStart(), row.pointEnd())
                            .build());
        };
    }

    private static Editor scale(Arguments arguments) {
        double factor = arguments.floating("multiplier");
        Getter unit = arguments.getterOrNull("unit");
        return row -> {
            String newUnit = unit == null ? null : Values.string(unit.get(row));
            MetricType type = row.metric().type();
            if (type == MetricType.EXPONENTIAL_HISTOGRAM || type == MetricType.NONE) {
                throw new EvalException("scale_metric does not support metrics of the type " + type);
            }
            row.replacePoints(Scaling.scaled(row, factor));
            if (newUnit != null) {
                row.setMetric(row.metric().withUnit(newUnit));
            }
        };
    }

    private static Editor extract(Arguments arguments, boolean count) {
        boolean monotonic = arguments.bool("monotonic");
        String given = arguments.textOrNull("suffix");
        String suffix = given == null ? (count ? "_count" : "_sum") : given;
        return row -> {
            MetricInfo metric = row.metric();
            Temporality temporality = extractable(metric);
            MetricInfo sum = MetricInfo.sum(
                    metric.name() + suffix, metric.description(), count ? "1" : metric.unit(), temporality, monotonic);
            phoenix.metrics.MetricBatch points = Extraction.sumOrCount(row, sum, count);
            if (points.pointCount() > 0) {
                row.add(sum, points);
            }
        };
    }

    private static Temporality extractable(MetricInfo metric) throws EvalException {
        Temporality temporality = switch (metric.type()) {
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> metric.temporality();
            case SUMMARY -> Temporality.CUMULATIVE;
            case NONE, GAUGE, SUM -> Temporality.UNSPECIFIED;
        };
        if (temporality == Temporality.UNSPECIFIED) {
            throw new EvalException("a histogram or summary is needed, not a " + metric.type());
        }
        return temporality;
    }

    private static Editor quantilesToGauge(Arguments arguments) {
        String key = orElse(arguments.textOrNull("attribute_key"), "quantile");
        String suffix = orElse(arguments.textOrNull("suffix"), ".quantiles");
        return row -> {
            MetricInfo metric = row.metric();
            if (metric.type() == MetricType.SUMMARY) {
                MetricInfo gauge = MetricInfo.gauge(metric.name() + suffix, metric.description(), metric.unit());
                row.add(gauge, Extraction.quantiles(row, gauge, key));
            }
        };
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static Editor aggregateOnAttributes(Arguments arguments) throws CompileException {
        Aggregation aggregation = aggregation(arguments);
        if (!arguments.has("attributes")) {
            return row -> aggregation.run(row, attributes -> attributes);
        }
        Set<String> kept = Set.copyOf(arguments.texts("attributes"));
        AttributesMemo memo = new AttributesMemo(attributes -> MapChange.retain(attributes, kept::contains));
        return row -> aggregation.run(row, memo::apply);
    }

    private static Editor aggregateOnValue(Arguments arguments) throws CompileException {
        Aggregation aggregation = aggregation(arguments);
        String key = arguments.text("attribute");
        Set<String> values = Set.copyOf(arguments.texts("values"));
        phoenix.metrics.Value replacement = phoenix.metrics.Value.of(arguments.text("new_value"));
        AttributesMemo memo = new AttributesMemo(attributes -> {
            String found = attributes.getString(key);
            return found != null && values.contains(found) ? attributes.with(key, replacement) : attributes;
        });
        return row -> {
            if (row.metric().type() == MetricType.SUMMARY) {
                // The Collector says nothing here and leaves a summary without points.
                row.setMetric(row.metric().withMetadata(Attributes.EMPTY));
                row.replacePoints(PointCopies.of(row.metric(), 0).build());
            } else {
                aggregation.run(row, memo::apply);
            }
        };
    }

    private static Aggregation aggregation(Arguments arguments) throws CompileException {
        return switch (arguments.text("aggregation_function")) {
            case "sum" -> new Aggregation(PointAggregation.Kind.SUM);
            case "mean" -> new Aggregation(PointAggregation.Kind.MEAN);
            case "min" -> new Aggregation(PointAggregation.Kind.MIN);
            case "max" -> new Aggregation(PointAggregation.Kind.MAX);
            case "median" -> new Aggregation(PointAggregation.Kind.MEDIAN);
            case "count" -> new Aggregation(PointAggregation.Kind.COUNT);
            default ->
                throw arguments.refuse(
                        "aggregation_function",
                        "the aggregation function must be sum, mean, min, max, median or count");
        };
    }
}
