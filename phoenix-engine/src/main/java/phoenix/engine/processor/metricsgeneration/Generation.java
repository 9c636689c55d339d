package phoenix.engine.processor.metricsgeneration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** The metrics that rules make of one batch. Not thread-safe. */
final class Generation {
    private final MetricBatch batch;
    private final Map<Integer, List<NewMetric>> ofScope = new HashMap<>();

    Generation(MetricBatch batch) {
        this.batch = batch;
    }

    /** Points of the batch with values of their own. */
    private record NewMetric(MetricInfo info, int[] points, double[] values) {}

    MetricBatch apply(List<Rule> rules) {
        for (int r = 0; r < batch.resourceCount(); r++) {
            Map<String, Integer> metrics = metricsOf(r);
            for (Rule rule : rules) {
                apply(rule, r, metrics);
            }
        }
        return ofScope.isEmpty() ? batch : toBatch();
    }

    /** By name; of several, the last. New metrics are not among them. */
    private Map<String, Integer> metricsOf(int r) {
        Map<String, Integer> metrics = new HashMap<>();
        for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
            for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                metrics.put(batch.metric(m).name(), m);
            }
        }
        return metrics;
    }

    private void apply(Rule rule, int r, Map<String, Integer> metrics) {
        if (!metrics.containsKey(rule.metric1()) || rule.operation().isEmpty()) {
            return;
        }
        Rule.Operation operation = rule.operation().get();
        double second = rule.scaleBy();
        if (rule.calculates()) {
            Integer metric2 = metrics.get(rule.metric2());
            if (metric2 == null) {
                return;
            }
            second = firstValue(metric2);
        }
        if (operation.isDefined(second)) {
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                apply(rule, operation, second, s);
            }
        }
    }

    private double firstValue(int m) {
        boolean isNumber =
                batch.metric(m).type() == MetricType.GAUGE || batch.metric(m).type() == MetricType.SUM;
        return isNumber && batch.pointStart(m) < batch.pointEnd(m) ? batch.numberValue(batch.pointStart(m)) : 0;
    }

    private void apply(Rule rule, Rule.Operation operation, double second, int s) {
        List<NewMetric> made = new ArrayList<>();
        for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
            if (batch.metric(m).name().equals(rule.metric1()) && batch.pointStart(m) < batch.pointEnd(m)) {
                add(made, rule, operation, second, original(m));
            }
        }
        List<NewMetric> before = ofScope.getOrDefault(s, List.of());
        for (NewMetric metric : before) {
            if (metric.info.name().equals(rule.metric1())) {
                add(made, rule, operation, second, metric);
            }
        }
        if (!made.isEmpty()) {
            ofScope.computeIfAbsent(s, _ -> new ArrayList<>()).addAll(made);
        }
    }

    private NewMetric original(int m) {
        int start = batch.pointStart(m);
        int[] points = new int[batch.pointEnd(m) - start];
        double[] values = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = start + i;
            values[i] = batch.numberValue(start + i);
        }
        return new NewMetric(batch.metric(m), points, values);
    }

    private static void add(List<NewMetric> made, Rule rule, Rule.Operation operation, double second, NewMetric from) {
        MetricType type = from.info.type();
        if (type != MetricType.GAUGE && type != MetricType.SUM) {
            return;
        }
        // A new sum has neither temporality nor monotonicity in the Collector.
        MetricInfo info =
                new MetricInfo(rule.name(), "", rule.unit(), type, Temporality.UNSPECIFIED, false, Attributes.EMPTY);
        double[] values = Arrays.stream(from.values)
                .map(first -> operation.apply(first, second))
                .toArray();
        made.add(new NewMetric(info, from.points, values));
    }

    private MetricBatch toBatch() {
        BatchBuilder builder = new BatchBuilder(batch.pointCount() * 2);
        for (int r = 0; r < batch.resourceCount(); r++) {
            builder.resource(batch.resource(r));
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                builder.scope(batch.scope(s));
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    builder.metric(batch.metric(m)).points(batch, batch.pointStart(m), batch.pointEnd(m));
                }
                append(builder, ofScope.get(s));
            }
        }
        return builder.build();
    }

    private void append(BatchBuilder builder, @Nullable List<NewMetric> metrics) {
        if (metrics == null) {
            return;
        }
        for (NewMetric metric : metrics) {
            builder.metric(metric.info);
            for (int i = 0; i < metric.points.length; i++) {
                int p = metric.points[i];
                builder.doublePoint(
                                batch.attributes(p),
                                batch.startTimeUnixNano(p),
                                batch.timeUnixNano(p),
                                metric.values[i])
                        .flags(batch.flags(p))
                        .exemplars(batch.exemplars(p));
            }
        }
    }
}
