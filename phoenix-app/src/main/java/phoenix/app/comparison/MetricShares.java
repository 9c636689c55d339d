package phoenix.app.comparison;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Sums by metric over the whole run, up to a number of metrics. One thread writes, any reads. */
final class MetricShares {
    /** The metrics that come after so many, together. */
    static final String OTHERS = "(other metrics)";

    private static final int METRICS_MAX = 2_000;

    private final Map<String, Sums> metrics = new ConcurrentHashMap<>();

    private static final class Sums {
        private final AtomicLong series = new AtomicLong();
        private final AtomicLong points = new AtomicLong();
        private final AtomicLong billedBytes = new AtomicLong();
    }

    void addSeries(String metric) {
        of(metric).series.incrementAndGet();
    }

    void addPoints(String metric, long points, long billedBytes) {
        Sums sums = of(metric);
        sums.points.addAndGet(points);
        sums.billedBytes.addAndGet(billedBytes);
    }

    private Sums of(String metric) {
        Sums known = metrics.get(metric);
        return known != null
                ? known
                : metrics.computeIfAbsent(metrics.size() < METRICS_MAX ? metric : OTHERS, _ -> new Sums());
    }

    /** By name, in the order of names. */
    Map<String, MetricShare> toMap() {
        Map<String, MetricShare> shares = new TreeMap<>();
        metrics.forEach((name, sums) ->
                shares.put(name, new MetricShare(sums.series.get(), sums.points.get(), sums.billedBytes.get())));
        return shares;
    }
}
