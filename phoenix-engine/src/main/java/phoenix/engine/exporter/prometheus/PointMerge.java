package phoenix.engine.exporter.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.PointBody;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueKind;

/**
 * Brings a point into its series. The last by timestamp counts; a delta is added where it starts when the one before
 * ended, and else replaces it, which Prometheus reads as a counter reset.
 */
final class PointMerge {
    private PointMerge() {}

    /** Whether the series has changed; false when the point is left out. */
    static boolean apply(Series one, MetricInfo metric, MetricBatch batch, int p, Problems problems) {
        PointBody body = batch.body(p);
        boolean taken = switch (metric.type()) {
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> histogram(one, metric, batch, p, problems);
            case SUMMARY -> isNewest(one, batch, p) && replace(one, batch, p, body);
            default -> number(one, metric, batch, p);
        };
        if (taken) {
            one.time = batch.timeUnixNano(p);
            // The Collector adds up the counts of histograms and forgets what was measured.
            boolean isSummed = body != null && one.body != body;
            one.exemplars = isSummed ? List.of() : batch.exemplars(p);
            one.isEmpty = false;
        }
        return taken;
    }

    private static boolean isNewest(Series one, MetricBatch batch, int p) {
        return one.isEmpty || batch.timeUnixNano(p) >= one.time;
    }

    private static boolean replace(Series one, MetricBatch batch, int p, @Nullable PointBody body) {
        one.startTime = batch.startTimeUnixNano(p);
        one.body = body;
        return body != null;
    }

    private static boolean number(Series one, MetricInfo metric, MetricBatch batch, int p) {
        if (!isNewest(one, batch, p)) {
            return false;
        }
        ValueKind kind = batch.valueKind(p);
        boolean adds =
                metric.temporality() == Temporality.DELTA && !one.isEmpty && batch.startTimeUnixNano(p) == one.time;
        // The Collector adds a value of the other kind as 0.
        long bits = switch (kind) {
            case INT -> batch.intValue(p) + (adds && one.kind == ValueKind.INT ? one.bits : 0);
            case DOUBLE ->
                Double.doubleToRawLongBits(
                        batch.doubleValue(p) + (adds && one.kind == ValueKind.DOUBLE ? one.value() : 0));
            case NONE -> 0;
        };
        one.kind = kind;
        one.bits = bits;
        if (!adds) {
            one.startTime = batch.startTimeUnixNano(p);
        }
        return true;
    }

    private static boolean histogram(Series one, MetricInfo metric, MetricBatch batch, int p, Problems problems) {
        PointBody before = one.body;
        PointBody body = batch.body(p);
        if (before == null || body == null || one.isEmpty) {
            return replace(one, batch, p, body);
        }
        if (metric.temporality() == Temporality.CUMULATIVE) {
            return isNewest(one, batch, p) && replace(one, batch, p, body);
        }
        if (metric.temporality() == Temporality.UNSPECIFIED) {
            return false;
        }
        long start = batch.startTimeUnixNano(p);
        if (start == one.time) {
            one.body = HistogramSum.of(before, body);
            return true;
        }
        boolean reset = start > one.time;
        problems.say("metric " + metric.name() + ": a delta histogram does not start where the one before ended; it "
                + (reset ? "replaces that one" : "is left out"));
        return reset && replace(one, batch, p, body);
    }
}
