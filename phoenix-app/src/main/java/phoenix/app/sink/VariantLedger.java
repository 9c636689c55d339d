package phoenix.app.sink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;

/** Counts the points of one variant. Not thread-safe. */
final class VariantLedger {
    /** Each takes up to 1 KiB; beside a whole experiment they may have an eighth of the heap. */
    private static final long SERIES_MAX = Math.clamp(Runtime.getRuntime().maxMemory() / 8192, 10_000L, 200_000L);

    private static final int METRICS_MAX = 10_000;
    private static final int FAULTS_MAX = 100;
    private static final String OTHER = "(others)";

    private record Series(Attributes resource, String scope, String metric, Attributes point) {}

    private record Point(Series series, long timeUnixNano) {}

    private final boolean accountPoints;
    private final Set<Series> series = new HashSet<>();
    private final Set<Point> seen = new HashSet<>();
    private final Map<String, Long> pointsByMetric = new HashMap<>();
    private final Map<String, Long> faults = new HashMap<>();
    private boolean seriesOverflow;
    private long requests;
    private long points;
    private long wireBytes;
    private long uncompressedBytes;
    private long duplicatePoints;

    VariantLedger(boolean accountPoints) {
        this.accountPoints = accountPoints;
    }

    void request(long requestWireBytes, long requestUncompressedBytes) {
        requests++;
        wireBytes += requestWireBytes;
        uncompressedBytes += requestUncompressedBytes;
    }

    void metric(MetricBatch batch, int m) {
        int from = batch.pointStart(m);
        int to = batch.pointEnd(m);
        String name = batch.metric(m).name();
        boolean known = pointsByMetric.size() < METRICS_MAX || pointsByMetric.containsKey(name);
        pointsByMetric.merge(known ? name : OTHER, (long) (to - from), Long::sum);
        points += to - from;
        Attributes resource = batch.resource(batch.resourceOfMetric(m)).attributes();
        String scope = batch.scope(batch.scopeOfMetric(m)).name();
        for (int p = from; p < to; p++) {
            Series key = new Series(resource, scope, name, batch.attributes(p));
            if (series.size() < SERIES_MAX) {
                series.add(key);
            } else {
                seriesOverflow |= !series.contains(key);
            }
            if (accountPoints && !seen.add(new Point(key, batch.timeUnixNano(p)))) {
                duplicatePoints++;
            }
        }
    }

    void fault(String fault) {
        boolean known = faults.size() < FAULTS_MAX || faults.containsKey(fault);
        faults.merge(known ? fault : OTHER, 1L, Long::sum);
    }

    SinkSnapshot.VariantCounts counts() {
        return new SinkSnapshot.VariantCounts(
                requests,
                points,
                wireBytes,
                uncompressedBytes,
                series.size(),
                seriesOverflow,
                duplicatePoints,
                new TreeMap<>(pointsByMetric),
                new TreeMap<>(faults));
    }
}
