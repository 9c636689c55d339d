package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueKind;

/**
 * Merges the points of a metric that have the same attributes and time (and start, where they are deltas; and shape,
 * where they are histograms). The first point of each group gives everything that is not aggregated.
 */
final class Aggregation {
    /** How numbers are merged; histograms are always added up. */
    enum Kind {
        SUM,
        MEAN,
        MIN,
        MAX,
        MEDIAN,
        COUNT
    }

    private final Kind kind;

    Aggregation(Kind kind) {
        this.kind = kind;
    }

    /** What makes points belong together. */
    private record Group(
            Attributes attributes,
            long time,
            long start,
            @Nullable Object shape) {}

    void run(Row row, AttributesMemo.Change attributes) throws EvalException {
        MetricInfo metric = row.metric();
        if (metric.type() == MetricType.SUMMARY) {
            throw new EvalException("summaries cannot be aggregated");
        }
        boolean delta = metric.temporality() == Temporality.DELTA;
        MetricBatch from = row.pointsBatch();
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int p = row.pointStart(); p < row.pointEnd(); p++) {
            Group group = new Group(
                    attributes.apply(from.attributes(p)),
                    from.timeUnixNano(p),
                    delta ? from.startTimeUnixNano(p) : 0,
                    shape(from, p));
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(p);
        }
        BatchBuilder builder = PointCopies.of(metric, groups.size());
        groups.forEach((group, points) -> merge(from, group, points, builder));
        row.replacePoints(builder.build());
    }

    private static @Nullable Object shape(MetricBatch from, int p) {
        return switch (from.body(p)) {
            case HistogramBody h ->
                List.of(
                        Arrays.stream(h.bounds()).boxed().toList(),
                        h.min().isSet(),
                        h.max().isSet(),
                        from.flags(p));
            case ExponentialHistogramBody e ->
                List.of(
                        e.scale(),
                        e.min().isSet(),
                        e.max().isSet(),
                        from.flags(p),
                        e.negative().offset(),
                        e.positive().offset());
            case null, default -> null;
        };
    }

    private void merge(MetricBatch from, Group group, List<Integer> points, BatchBuilder builder) {
        int first = points.getFirst();
        PointBody body = from.body(first);
        long start = from.startTimeUnixNano(first);
        for (int p : points) {
            boolean counts =
                    body == null || p == first || Extraction.count(java.util.Objects.requireNonNull(from.body(p))) != 0;
            if (counts && Long.compareUnsigned(from.startTimeUnixNano(p), start) < 0) {
                start = from.startTimeUnixNano(p);
            }
        }
        List<Exemplar> exemplars = new ArrayList<>(from.exemplars(first));
        if (body != null) {
            PointBody merged = HistogramMerge.merge(from, points, exemplars);
            builder.bodyPoint(group.attributes(), start, group.time(), merged);
        } else if (from.valueKind(first) == ValueKind.DOUBLE) {
            builder.doublePoint(group.attributes(), start, group.time(), doubles(from, points));
        } else if (from.valueKind(first) == ValueKind.INT) {
            builder.intPoint(group.attributes(), start, group.time(), integers(from, points));
        } else {
            builder.emptyPoint(group.attributes(), start, group.time());
        }
        builder.flags(from.flags(first)).exemplars(exemplars);
    }

    private double doubles(MetricBatch from, List<Integer> points) {
        double[] values = points.stream().mapToDouble(from::numberValue).toArray();
        if (values.length == 1 && kind != Kind.COUNT) {
            return values[0];
        }
        return switch (kind) {
            case SUM -> sum(values);
            case MEAN -> sum(values) / values.length;
            case MIN -> Arrays.stream(values).min().orElse(0);
            case MAX -> Arrays.stream(values).max().orElse(0);
            case MEDIAN -> {
                Arrays.sort(values);
                int middle = values.length / 2;
                yield values.length % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
            }
            // The Collector counts only where there is something to merge.
            case COUNT -> values.length == 1 ? values[0] : values.length;
        };
    }

    /** From left to right, as the Collector adds: a stream's sum would compensate errors and so differ in the last bit. */
    private static double sum(double[] values) {
        double sum = values[0];
        for (int i = 1; i < values.length; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** In a sum a float among integers counts as 0, in the other functions it is cut off; as in the Collector. */
    private long integers(MetricBatch from, List<Integer> points) {
        long[] values =
                points.stream().mapToLong(p -> (long) from.numberValue(p)).toArray();
        for (int i = 0; i < values.length; i++) {
            int p = points.get(i);
            boolean integer = from.valueKind(p) == ValueKind.INT;
            values[i] = integer ? from.intValue(p) : kind == Kind.SUM || kind == Kind.MEAN ? 0 : values[i];
        }
        return switch (kind) {
            case SUM -> Arrays.stream(values).sum();
            case MEAN -> Arrays.stream(values).sum() / values.length;
            case MIN -> Arrays.stream(values).min().orElse(0);
            case MAX -> Arrays.stream(values).max().orElse(0);
            case MEDIAN -> {
                Arrays.sort(values);
                int middle = values.length / 2;
                yield values.length % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
            }
            case COUNT -> values.length == 1 ? values[0] : values.length;
        };
    }
}
