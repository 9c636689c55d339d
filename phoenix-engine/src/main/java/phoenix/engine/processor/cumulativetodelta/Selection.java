package phoenix.engine.processor.cumulativetodelta;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** Which metrics are converted. Remembers the answer for each name; not thread-safe. */
final class Selection {
    private static final int NAMES_MAX = 10_000;

    private final Predicate<String> names;
    private final Set<MetricType> types =
            EnumSet.of(MetricType.SUM, MetricType.HISTOGRAM, MetricType.EXPONENTIAL_HISTOGRAM);
    private final Map<String, Boolean> known = new LinkedHashMap<>();

    Selection(MetricMatch include, MetricMatch exclude) {
        Predicate<String> included = include.metrics().isEmpty() ? _ -> true : include.names();
        Predicate<String> excluded = exclude.metrics().isEmpty() ? _ -> false : exclude.names();
        names = name -> included.test(name) && !excluded.test(name);
        if (!include.metricTypes().isEmpty()) {
            types.retainAll(include.types());
        }
        types.removeAll(exclude.types());
    }

    boolean converts(MetricInfo metric) {
        return metric.temporality() == Temporality.CUMULATIVE
                && types.contains(metric.type())
                && (metric.type() != MetricType.SUM || metric.monotonic())
                && matches(metric.name());
    }

    private boolean matches(String name) {
        Boolean answer = known.get(name);
        if (answer == null) {
            answer = names.test(name);
            if (known.size() >= NAMES_MAX) {
                known.clear();
            }
            known.put(name, answer);
        }
        return answer;
    }
}
