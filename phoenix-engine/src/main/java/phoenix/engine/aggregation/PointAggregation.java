package phoenix.engine.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.ValueKind;

/**
 * Merges the points of a metric that have the same attributes and time (and start, where they are deltas; and shape,
 * where they are histograms). The first point of each group gives everything that is not aggregated.
 */
public final class PointAggregation {
    /** How numbers are merged; histograms are always added up. */
    public enum Kind {
        /** The first point of a group stands for all. */
        FIRST,
        SUM,
        MEAN,
        MIN,
        MAX,
        MEDIAN,
        COUNT
    }

    private final Kind kind;

    public PointAggregation(Kind kind) {
        this.kind = kind;
    }

    /** What makes points belong together. */
    private record Group(
            Attributes attributes,
            long time,
            long start,
            @Nullable Object shape) {}

    /**
     * Merges the points {@code start .. end-1} of a batch, which are of one metric, and appends the results to the metric
     * that was added last to {@code out}, in the order of the first point of each group.
     *
     * @param delta whether the points are deltas, which only merge when they start together
     * @param attributes gives the attributes by which points are grouped, and that their merged point has
     */
    public void merge(
            MetricBatch from,
            int start,
            int end,
            boolean delta,
            UnaryOperator<Attributes> attributes,
            BatchBuilder out) {
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int p = start; p < end; p++) {
            Group group = new Group(
                    attributes.apply(from.attributes(p)),
                    from.timeUnixNano(p),
                    delta ? from.startTimeUnixNano(p) : 0,
                    shape(from, p));
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(p);
        }
        groups.forEach((group, points) -> merge(from, group, points, out));
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
                List.of(e.scale(), e.min().isSet(), e.max().isSet(), from.flags(p));
            case null, default -> null;
        };
    }

    private void merge(MetricBatch from, Group group, List<Integer> points, BatchBuilder builder) {
        int first = points.getFirst();
        PointBody body = from.body(first);
        long start = from.startTimeUnixNano(first);
        // A first point without a value stays as it is, start included.
        boolean merges = body != null || from.valueKind(first) != ValueKind.NONE;
        for (int p : points) {
            PointBody other = from.body(p);
            boolean counts = merges && (other == null || p == first || HistogramMerge.count(other) != 0);
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
            case FIRST -> values[0];
            case SUM -> sum(values);
            case MEAN -> sum(values) / values.length;
            case MIN -> Arrays.stream(values).min().orElse(0);
            case MAX -> Arrays.stream(values).max().orElse(0);
            case MEDIAN -> median(values);
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

    private static double median(double[] values) {
        // What is no number sorts before all numbers in Go, and behind them here.
        double[] sorted = DoubleStream.concat(
                        Arrays.stream(values).filter(Double::isNaN),
                        Arrays.stream(values)
                                .filter(value -> !Double.isNaN(value))
                                .sorted())
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** As the Collector does on x86: what does not fit, or is no number, is the smallest integer. */
    private static long cutOff(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    /** In a sum a float among integers counts as 0, in the other functions it is cut off; as in the Collector. */
    private long integers(MetricBatch from, List<Integer> points) {
        long[] values =
                points.stream().mapToLong(p -> cutOff(from.numberValue(p))).toArray();
        for (int i = 0; i < values.length; i++) {
            int p = points.get(i);
            boolean integer = from.valueKind(p) == ValueKind.INT;
            values[i] = integer ? from.intValue(p) : kind == Kind.SUM || kind == Kind.MEAN ? 0 : values[i];
        }
        return switch (kind) {
            case FIRST -> values[0];
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
