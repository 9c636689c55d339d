package phoenix.app.comparison;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Counts the series of a variant by metric, to say where too many come from. Thread-safe. */
final class SeriesCounts {
    /** So many values of one label are looked at: enough to tell a time from a state. */
    private static final int VALUES_MAX = 200;

    private static final int KEYS_MAX = 100;
    private static final int METRICS_MAX = 500;
    private static final String OTHERS = "other metrics";

    private final Map<String, ByLabel> metrics = new HashMap<>();

    private static final class ByLabel {
        private int series;
        private final Map<String, Set<Value>> values = new HashMap<>();

        void add(Attributes attributes) {
            series++;
            for (int i = 0; i < attributes.size(); i++) {
                Set<Value> known = values.get(attributes.key(i));
                if (known == null && values.size() < KEYS_MAX) {
                    known = new HashSet<>();
                    values.put(attributes.key(i), known);
                }
                if (known != null && known.size() < VALUES_MAX) {
                    known.add(attributes.value(i));
                }
            }
        }
    }

    synchronized void add(String metric, Attributes attributes) {
        boolean known = metrics.size() < METRICS_MAX || metrics.containsKey(metric);
        metrics.computeIfAbsent(known ? metric : OTHERS, _ -> new ByLabel()).add(attributes);
    }

    /** {@code most of them of METRIC, whose label LABEL has the most values}; empty when there are none. */
    synchronized String most() {
        return metrics.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().series))
                .map(entry -> "most of them of " + entry.getKey() + label(entry.getValue()))
                .orElse("");
    }

    private static String label(ByLabel metric) {
        return metric.values.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(entry -> ", whose label " + entry.getKey() + " has the most values")
                .orElse("");
    }
}
