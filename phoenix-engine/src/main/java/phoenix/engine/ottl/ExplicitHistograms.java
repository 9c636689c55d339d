package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_FLOAT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;

import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.ottl.FunctionSpec;

/**
 * {@code convert_exponential_histogram_to_histogram}: spreads the buckets of exponential histograms over explicit bounds,
 * as the Collector does: negative buckets are left out, there is no bucket above the last bound (its count goes to the
 * last one), the zero bucket counts where the first bound is 0, and sum, min and max are set even where they were not.
 */
final class ExplicitHistograms {
    private ExplicitHistograms() {}

    static Function function() {
        return Function.editor(
                FunctionSpec.of("convert_exponential_histogram_to_histogram")
                        .takes("distribution_fn", LITERAL_STRING)
                        .takesList("explicit_bounds", LITERAL_FLOAT),
                ExplicitHistograms::build);
    }

    private static Editor build(Arguments arguments) throws CompileException {
        Distribution distribution = switch (arguments.text("distribution_fn")) {
            case "upper" -> ExplicitHistograms::byUpperBound;
            case "midpoint" -> ExplicitHistograms::byMidpoint;
            case "uniform" -> ExplicitHistograms::uniformly;
            case "random", "" -> ExplicitHistograms::asExpectedOfChance;
            default ->
                throw arguments.refuse(
                        "distribution_fn", "the distribution must be upper, midpoint, uniform or random");
        };
        double[] bounds = arguments.getters("explicit_bounds").stream()
                .mapToDouble(getter -> getter instanceof Getter.Literal(Object v) && v instanceof Double d ? d : 0)
                .toArray();
        if (bounds.length == 0) {
            throw arguments.refuse("explicit_bounds", "at least one bound is needed");
        }
        return row -> convert(row, bounds, distribution);
    }

    private static void convert(Row row, double[] bounds, Distribution distribution) {
        MetricInfo metric = row.metric();
        if (metric.type() != MetricType.EXPONENTIAL_HISTOGRAM) {
            return;
        }
        MetricInfo converted = new MetricInfo(
                metric.name(),
                metric.description(),
                metric.unit(),
                MetricType.HISTOGRAM,
                metric.temporality(),
                false,
                Attributes.EMPTY);
        MetricBatch from = row.pointsBatch();
        BatchBuilder builder = PointCopies.of(converted, row.pointEnd() - row.pointStart());
        for (int p = row.pointStart(); p < row.pointEnd(); p++) {
            if (from.body(p) instanceof ExponentialHistogramBody body) {
                HistogramBody histogram = new HistogramBody(
                        body.count(),
                        OptionalNumber.of(body.sum().value()),
                        OptionalNumber.of(body.min().value()),
                        OptionalNumber.of(body.max().value()),
                        counts(body, bounds, distribution),
                        bounds);
                builder.bodyPoint(from.attributes(p), from.startTimeUnixNano(p), from.timeUnixNano(p), histogram)
                        .exemplars(from.exemplars(p));
            }
        }
        row.replacePoints(builder.build());
        row.setMetric(converted);
    }

    /** Adds a bucket that lies between no two neighbouring bounds to the counts. */
    private interface Distribution {
        void add(long count, double upper, double lower, double[] bounds, long[] counts);
    }

    private static long[] counts(ExponentialHistogramBody body, double[] bounds, Distribution distribution) {
        double factor = Math.scalb(Math.log(2), -body.scale());
        long[] counts = new long[bounds.length];
        if (bounds[0] == 0) {
            counts[0] += body.zeroCount();
        }
        long[] buckets = body.positive().counts();
        for (int i = 0; i < buckets.length; i++) {
            int index = body.positive().offset() + i;
            double upper = Math.exp((index + 1) * factor);
            double lower = Math.exp(index * factor);
            if (lower > bounds[bounds.length - 1]) {
                counts[bounds.length - 1] += buckets[i];
                continue;
            }
            int inside = between(lower, upper, bounds);
            if (inside >= 0) {
                counts[inside] += buckets[i];
            } else {
                distribution.add(buckets[i], upper, lower, bounds, counts);
            }
        }
        return counts;
    }

    /** The bound below two neighbours that hold the bucket between them, or -1; the bucket counts there, not above. */
    private static int between(double lower, double upper, double[] bounds) {
        for (int i = 1; i < bounds.length; i++) {
            if (lower > bounds[i - 1] && upper <= bounds[i]) {
                return i - 1;
            }
        }
        return -1;
    }

    private static void byUpperBound(long count, double upper, double lower, double[] bounds, long[] counts) {
        counts[firstNotBelow(upper, bounds, 0, counts.length - 1)] += count;
    }

    private static void byMidpoint(long count, double upper, double lower, double[] bounds, long[] counts) {
        double midpoint = (upper + lower) / 2;
        int at = firstNotBelow(midpoint, bounds, 0, bounds.length);
        counts[at == bounds.length ? at - 1 : Math.max(0, at - 1)] += count;
    }

    private static void uniformly(long count, double upper, double lower, double[] bounds, long[] counts) {
        int start = firstNotBelow(lower, bounds, 0, bounds.length - 1);
        int end = firstNotBelow(upper, bounds, start, bounds.length - 1);
        evenly(count, start, end, counts);
    }

    private static void evenly(long count, int start, int end, long[] counts) {
        int parts = end - start + 1;
        long each = Long.divideUnsigned(count, parts);
        long left = Long.remainderUnsigned(count, parts);
        for (int i = start; i <= end; i++) {
            counts[i] += each + (i - start < left ? 1 : 0);
        }
    }

    /**
     * The Collector draws here: for each bound at random up to the bucket's share in it, and what is left over to bounds
     * at random, one by one. Chance would differ between the two sides of a comparison, and one by one takes as long as
     * the count is large; this gives each bound what the draw gives on average.
     */
    private static void asExpectedOfChance(long count, double upper, double lower, double[] bounds, long[] counts) {
        int start = firstNotBelow(lower, bounds, 0, bounds.length - 1);
        int end = firstNotBelow(upper, bounds, start, bounds.length - 1);
        long left = count;
        for (int i = start; i <= end && end > start; i++) {
            double from = i == 0 ? lower : Math.max(bounds[i - 1], lower);
            double share = (Math.min(bounds[i], upper) - from) / (upper - lower);
            long drawn = Math.max(0, Math.min(left, (long) (count * share / 2)));
            counts[i] += drawn;
            left -= drawn;
        }
        evenly(left, start, end, counts);
    }

    /** The first bound from {@code from} on that is not below the value, or {@code otherwise}. */
    private static int firstNotBelow(double value, double[] bounds, int from, int otherwise) {
        for (int i = from; i < bounds.length; i++) {
            if (value <= bounds[i]) {
                return i;
            }
        }
        return otherwise;
    }
}
