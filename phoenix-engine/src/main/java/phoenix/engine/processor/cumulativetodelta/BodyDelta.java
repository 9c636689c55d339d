package phoenix.engine.processor.cumulativetodelta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/**
 * The difference of two histogram points of one stream.
 *
 * @param difference null when the point has to go
 * @param remembered what the next point is compared with
 * @param remembersTime whether the next delta starts at the time of this point, and not where this one would have
 */
record BodyDelta(@Nullable PointBody difference, PointBody remembered, boolean remembersTime) {

    static BodyDelta of(PointBody previous, PointBody body) {
        if (body instanceof HistogramBody now && previous instanceof HistogramBody then) {
            return histogram(then, now);
        }
        if (body instanceof ExponentialHistogramBody now && previous instanceof ExponentialHistogramBody then) {
            return ExponentialDelta.of(then, now);
        }
        throw new IllegalArgumentException(previous.getClass() + " and " + body.getClass() + " in one stream");
    }

    /** A first point: minimum and maximum of a stream since its start say nothing about a delta. */
    static PointBody withoutExtremes(PointBody body) {
        return switch (body) {
            case HistogramBody h ->
                new HistogramBody(
                        h.count(), h.sum(), OptionalNumber.UNSET, OptionalNumber.UNSET, h.bucketCounts(), h.bounds());
            case ExponentialHistogramBody e ->
                new ExponentialHistogramBody(
                        e.count(),
                        e.sum(),
                        OptionalNumber.UNSET,
                        OptionalNumber.UNSET,
                        e.scale(),
                        e.zeroCount(),
                        e.zeroThreshold(),
                        e.positive(),
                        e.negative());
            case PointBody.SummaryBody summary -> summary;
        };
    }

    private static BodyDelta histogram(HistogramBody then, HistogramBody now) {
        // A sum that is not a number leaves the sum where it was.
        HistogramBody remembered = Double.isNaN(now.sum().value())
                ? new HistogramBody(now.count(), then.sum(), now.min(), now.max(), now.bucketCounts(), now.bounds())
                : now;
        if (now.bucketCounts().length != then.bucketCounts().length || !Arrays.equals(now.bounds(), then.bounds())) {
            return new BodyDelta(null, remembered, true);
        }
        if (Long.compareUnsigned(now.count(), then.count()) < 0) {
            return new BodyDelta(null, then, false); // a reset
        }
        long[] counts = now.bucketCounts().clone();
        for (int i = 0; i < counts.length; i++) {
            if (Long.compareUnsigned(counts[i], then.bucketCounts()[i]) < 0) {
                return new BodyDelta(null, then, false);
            }
            counts[i] -= then.bucketCounts()[i];
        }
        HistogramBody difference = new HistogramBody(
                now.count() - then.count(),
                minus(now.sum(), then.sum()),
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                counts,
                now.bounds());
        return new BodyDelta(difference, remembered, true);
    }

    /** A sum that is absent or no number stays as it is; an absent one before counts as 0. */
    static OptionalNumber minus(OptionalNumber now, OptionalNumber then) {
        return now.isSet() && !Double.isNaN(now.value()) ? OptionalNumber.of(now.value() - then.value()) : now;
    }
}
