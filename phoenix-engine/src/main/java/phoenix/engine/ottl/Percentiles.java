package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_FLOAT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;

import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.ottl.FunctionSpec;

/**
 * {@code extract_percentile_metric}: a gauge with one percentile of each point of a histogram, interpolated inside its
 * bucket: linearly, or by the logarithm in exponential histograms. Points that tell nothing are left out; one that
 * contradicts itself ends the statement. Counts are unsigned.
 */
final class Percentiles {
    /** What a point gives that has no percentile. */
    private static final double NOTHING = Double.NaN;

    private Percentiles() {}

    static Function function() {
        return Function.editor(
                FunctionSpec.of("extract_percentile_metric")
                        .takes("percentile", LITERAL_FLOAT)
                        .mayTake("suffix", LITERAL_STRING),
                Percentiles::build);
    }

    private static Editor build(Arguments arguments) throws CompileException {
        double percentile = arguments.floating("percentile");
        if (!(percentile > 0 && percentile < 100)) {
            throw arguments.refuse("percentile", "the percentile must be greater than 0 and less than 100");
        }
        String shown = "p" + GoNumbers.shortest(percentile);
        String given = arguments.text("suffix");
        String suffix = given.isEmpty() ? "_" + shown : given;
        return row -> {
            MetricInfo metric = row.metric();
            boolean histogram =
                    metric.type() == MetricType.HISTOGRAM || metric.type() == MetricType.EXPONENTIAL_HISTOGRAM;
            if (!histogram || row.pointStart() == row.pointEnd()) {
                return;
            }
            String description = metric.description().isEmpty() ? shown : metric.description() + " (" + shown + ")";
            MetricInfo gauge = MetricInfo.gauge(metric.name() + suffix, description, metric.unit());
            MetricBatch points = points(row, gauge, percentile);
            if (points.pointCount() > 0) {
                row.add(gauge, points);
            }
        };
    }

    private static MetricBatch points(Row row, MetricInfo gauge, double percentile) throws EvalException {
        MetricBatch from = row.pointsBatch();
        BatchBuilder builder = PointCopies.of(gauge, row.pointEnd() - row.pointStart());
        for (int p = row.pointStart(); p < row.pointEnd(); p++) {
            boolean told = true;
            double value = 0;
            if (from.body(p) instanceof HistogramBody body) {
                told = tells(body);
                value = told ? ofHistogram(body, percentile) : NOTHING;
            } else if (from.body(p) instanceof ExponentialHistogramBody body) {
                told = tells(body);
                value = told ? ofExponential(body, percentile) : NOTHING;
            }
            if (told) {
                builder.doublePoint(from.attributes(p), from.startTimeUnixNano(p), from.timeUnixNano(p), value);
            }
        }
        return builder.build();
    }

    private static boolean tells(HistogramBody body) {
        boolean oneBucket = body.bucketCounts().length == 1 && body.bounds().length == 0;
        return body.count() != 0
                && body.bucketCounts().length > 0
                && (!oneBucket || (body.min().isSet() && body.max().isSet()));
    }

    private static boolean tells(ExponentialHistogramBody body) {
        return body.count() != 0
                && (body.negative().counts().length > 0
                        || body.positive().counts().length > 0
                        || body.zeroCount() != 0);
    }

    private static long target(long count, double percentile) {
        return GoNumbers.toUnsigned(Math.ceil(GoNumbers.ofUnsigned(count) * (percentile / 100)));
    }

    private static double ofHistogram(HistogramBody body, double percentile) throws EvalException {
        long[] counts = body.bucketCounts();
        double[] bounds = body.bounds();
        long target = target(body.count(), percentile);
        if (counts.length != bounds.length + 1) {
            throw new EvalException("calculating histogram percentile: " + counts.length + " buckets and "
                    + bounds.length + " bounds do not fit together");
        }
        if (bounds.length == 0) {
            return linear(body.min().value(), body.max().value(), ratio(target, counts[0]));
        }
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            long before = seen;
            seen += counts[i];
            if (Long.compareUnsigned(seen, target) >= 0) {
                return inBucket(body, i, ratio(target - before, counts[i]));
            }
        }
        throw tooFew(target, seen);
    }

    private static double inBucket(HistogramBody body, int bucket, double ratio) throws EvalException {
        double[] bounds = body.bounds();
        if (bucket == 0) {
            double upper = bounds[0];
            if (body.min().isSet() && body.min().value() < upper) {
                return linear(body.min().value(), upper, ratio);
            }
            return upper < 0 ? upper : linear(0, upper, ratio);
        }
        double lower = bounds[bucket - 1];
        if (bucket < bounds.length) {
            return linear(lower, bounds[bucket], ratio);
        }
        // Nothing is above the last bound but the maximum.
        return body.max().isSet() && body.max().value() > lower
                ? linear(lower, body.max().value(), ratio)
                : lower;
    }

    private static double ofExponential(ExponentialHistogramBody body, double percentile) throws EvalException {
        long target = target(body.count(), percentile);
        long seen = 0;
        Buckets negative = body.negative();
        for (int i = negative.counts().length - 1; i >= 0; i--) {
            long before = seen;
            seen += negative.counts()[i];
            if (Long.compareUnsigned(seen, target) >= 0) {
                double ratio = ratio(target - before, negative.counts()[i]);
                return -inBucket(negative.offset() + (long) i, body.scale(), 1 - ratio, true);
            }
        }
        if (Long.compareUnsigned(seen + body.zeroCount(), target) >= 0) {
            return inZeroBucket(body, ratio(target - seen, body.zeroCount()));
        }
        seen += body.zeroCount();
        Buckets positive = body.positive();
        for (int i = 0; i < positive.counts().length; i++) {
            long before = seen;
            seen += positive.counts()[i];
            if (Long.compareUnsigned(seen, target) >= 0) {
                double ratio = ratio(target - before, positive.counts()[i]);
                return inBucket(positive.offset() + (long) i, body.scale(), ratio, false);
            }
        }
        throw tooFew(target, seen);
    }

    private static double inZeroBucket(ExponentialHistogramBody body, double ratio) throws EvalException {
        boolean negative = body.negative().counts().length > 0;
        boolean positive = body.positive().counts().length > 0;
        double lower = !negative && positive ? 0 : -body.zeroThreshold();
        double upper = !positive && negative ? 0 : body.zeroThreshold();
        return linear(lower, upper, ratio);
    }

    /** Between the bounds of an exponential bucket, by the logarithm. */
    private static double inBucket(long index, int scale, double ratio, boolean mustWiden) throws EvalException {
        double lower = bound(index, scale);
        double upper = bound(index + 1, scale);
        if (mustWiden && lower >= upper) {
            throw new EvalException("calculating exponential histogram percentile: bucket " + index + " of scale "
                    + scale + " has no width");
        }
        check(ratio);
        if (lower <= 0 || upper <= 0) {
            throw new EvalException("logarithmic interpolation: bounds must be positive");
        }
        double logLower = log2(lower);
        // Go computes powers otherwise: the last digits may differ from the Collector's.
        return Math.pow(2, logLower + (log2(upper) - logLower) * ratio);
    }

    /** The Collector shifts the index by the scale in 64 bits, so that far ones run over. */
    private static double bound(long index, int scale) {
        if (scale > 0) {
            return Math.exp(index * Math.scalb(Math.log(2), -scale));
        }
        long exponent = -(long) scale >= Long.SIZE ? 0 : index << -scale;
        return Math.scalb(1.0, (int) Math.max(-5000, Math.min(5000, exponent)));
    }

    private static double log2(double number) {
        if (Double.isInfinite(number)) {
            return number;
        }
        int exponent = Math.getExponent(number);
        double fraction = Math.scalb(number, -exponent);
        return fraction == 1 ? exponent : Math.log(fraction / 2) / Math.log(2) + exponent + 1;
    }

    private static double ratio(long part, long of) {
        return GoNumbers.ofUnsigned(part) / GoNumbers.ofUnsigned(of);
    }

    private static double linear(double lower, double upper, double ratio) throws EvalException {
        check(ratio);
        return lower + ratio * (upper - lower);
    }

    private static void check(double ratio) throws EvalException {
        if (ratio < 0 || ratio > 1) {
            throw new EvalException("interpolation: the ratio " + ratio + " is not between 0 and 1");
        }
    }

    private static EvalException tooFew(long target, long seen) {
        return new EvalException("calculating histogram percentile: the buckets hold " + Long.toUnsignedString(seen)
                + ", and the count calls for " + Long.toUnsignedString(target));
    }
}
