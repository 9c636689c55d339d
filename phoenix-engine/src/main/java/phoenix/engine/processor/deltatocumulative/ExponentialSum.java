package phoenix.engine.processor.deltatocumulative;

import phoenix.metrics.PointBody.ExponentialHistogramBody;

/**
 * The sum of two exponential histograms, at the lower of their scales or one so low that it has no more than about 160
 * buckets, and with the wider of their zero buckets.
 */
final class ExponentialSum {
    static final int BUCKETS_MAX = 160;

    private ExponentialSum() {}

    static ExponentialHistogramBody of(ExponentialHistogramBody a, ExponentialHistogramBody b) {
        Side total = new Side(a);
        Side added = new Side(b);
        int scale = Math.min(total.scale, added.scale);
        total.coarsen(scale);
        added.coarsen(scale);
        scale = Math.min(
                scaleFor(scale, total.positive, added.positive), scaleFor(scale, total.negative, added.negative));
        total.coarsen(scale);
        added.coarsen(scale);
        if (total.zeroThreshold > added.zeroThreshold) {
            added.widenZero(total.zeroThreshold);
        } else if (total.zeroThreshold != added.zeroThreshold) {
            total.widenZero(added.zeroThreshold);
        }
        total.positive.add(added.positive);
        total.negative.add(added.negative);
        return new ExponentialHistogramBody(
                a.count() + b.count(),
                BodySum.sum(a.sum(), b.sum()),
                BodySum.min(a.min(), b.min()),
                BodySum.max(a.max(), b.max()),
                scale,
                total.zeroCount + added.zeroCount,
                total.zeroThreshold,
                total.positive.toBuckets(),
                total.negative.toBuckets());
    }

    /** The scale at which both together have few enough buckets; as the Collector counts them, rounding towards 0. */
    private static int scaleFor(int scale, BucketRow a, BucketRow b) {
        long from = BucketRow.firstOf(a, b);
        long to = BucketRow.endOf(a, b);
        int fitting = scale;
        while (to - from > BUCKETS_MAX) {
            from /= 2;
            to /= 2;
            fitting--;
        }
        return fitting;
    }

    /** One of the two, while it is adapted to the other. */
    private static final class Side {
        private final BucketRow positive;
        private final BucketRow negative;
        private int scale;
        private long zeroCount;
        private double zeroThreshold;

        Side(ExponentialHistogramBody body) {
            positive = new BucketRow(body.positive());
            negative = new BucketRow(body.negative());
            scale = body.scale();
            zeroCount = body.zeroCount();
            zeroThreshold = body.zeroThreshold();
        }

        void coarsen(int target) {
            long steps = (long) scale - target;
            positive.coarsen(steps);
            negative.coarsen(steps);
            scale = target;
        }

        /** Puts into the zero bucket what lies below the width; a bucket that holds the width goes there whole. */
        void widenZero(double width) {
            long last = indexOf(width, scale);
            zeroCount += positive.removeUpTo(last) + negative.removeUpTo(last);
            zeroThreshold = Math.exp((last + 1) * Math.scalb(Math.log(2), -scale));
        }
    }

    /** The index of the bucket that the value falls into; upper bounds belong to their bucket. */
    static long indexOf(double value, int scale) {
        if (!Double.isFinite(value)) {
            return Long.MIN_VALUE; // what Go makes of it; nothing lies below
        }
        double power = Math.scalb(1.0, Math.getExponent(value));
        if (power == value) { // exact where a logarithm may not be
            long exponent = Math.getExponent(value);
            return scale >= 0 ? (exponent << Math.min(scale, 40)) - 1 : (exponent - 1) >> Math.min(-(long) scale, 40);
        }
        return (long) Math.floor(Math.log(value) * Math.scalb(1 / Math.log(2), scale));
    }
}
