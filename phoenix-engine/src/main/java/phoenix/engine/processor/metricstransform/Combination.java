package phoenix.engine.processor.metricstransform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;

/** What metrics must have in common to become one. */
final class Combination {
    private Combination() {}

    /** Why the metrics cannot be combined; null when they can. */
    static @Nullable String obstacle(List<WorkMetric> metrics) {
        if (metrics.isEmpty()) {
            return null;
        }
        WorkMetric first = metrics.getFirst();
        Set<String> labels = labels(first);
        for (WorkMetric metric : metrics) {
            String difference = difference(first.info, metric.info);
            if (difference == null && !labels(metric).equals(labels)) {
                difference = "labels";
            }
            if (metric.info.type() == MetricType.SUMMARY) {
                return "summaries cannot be combined: " + metric.info.name();
            }
            if (difference != null) {
                return first.info.name() + " and " + metric.info.name() + " cannot be combined: they differ in their "
                        + difference;
            }
        }
        return null;
    }

    private static @Nullable String difference(MetricInfo a, MetricInfo b) {
        if (a.type() != b.type()) {
            return "type";
        }
        if (!a.unit().equals(b.unit())) {
            return "unit";
        }
        if (a.temporality() != b.temporality()) {
            return "aggregation temporality";
        }
        return a.monotonic() == b.monotonic() ? null : "monotonicity";
    }

    private static Set<String> labels(WorkMetric metric) {
        Set<String> labels = new HashSet<>();
        for (int p = metric.start(); p < metric.end(); p++) {
            Attributes attributes = metric.points().attributes(p);
            for (int i = 0; i < attributes.size(); i++) {
                labels.add(attributes.key(i));
            }
        }
        return labels;
    }
}
