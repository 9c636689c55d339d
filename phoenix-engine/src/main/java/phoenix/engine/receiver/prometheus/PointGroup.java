package phoenix.engine.receiver.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;

/** The samples that make one point: one, or those of a histogram or summary. */
final class PointGroup {
    /** Prometheus' marker for a series that has ended. */
    static final long STALE_BITS = 0x7ff0000000000002L;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NO_RECORDED_VALUE = 1;
    private static final double UNSIGNED_FROM = 0x1p63;

    final long timeMillis;
    final List<Exemplar> exemplars = new ArrayList<>(0);
    double createdSeconds;
    private final MetricType type;
    private final Attributes attributes;
    private final List<Part> parts = new ArrayList<>(0);
    private double value;
    private boolean hasValue;
    private double sum;
    private boolean hasSum;
    private double count;
    private boolean hasCount;
    private @Nullable NativeHistogram histogram;

    /** A bucket or a quantile. */
    private record Part(double boundary, double value) {}

    PointGroup(MetricType type, Attributes attributes, long timeMillis) {
        this.type = type;
        this.attributes = attributes;
        this.timeMillis = timeMillis;
    }

    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }

    void value(double given) {
        value = given;
        hasValue = true;
    }

    void sum(double given) {
        sum = given;
        hasSum = true;
    }

    void count(double given) {
        count = given;
        hasCount = true;
    }

    /** Takes a native histogram; false when one of the other kind of counts is there. */
    boolean histogram(NativeHistogram given) {
        if (histogram != null && histogram.isFloat() != given.isFloat()) {
            return false;
        }
        histogram = given;
        return true;
    }

    /** Adds a bucket or quantile; false when its label is no number. */
    boolean part(String boundary, double given) {
        try {
            parts.add(
                    new Part(boundary.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(boundary), given));
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** Whether several samples make the point. */
    private boolean isMerged() {
        return type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
    }

    boolean isPoint() {
        return type == MetricType.EXPONENTIAL_HISTOGRAM ? histogram != null : isMerged() ? hasCount : hasValue;
    }

    void appendTo(BatchBuilder builder) {
        if (histogram != null) {
            builder.bodyPoint(attributes, start(), timeMillis * NANOS_PER_MILLI, histogram.body())
                    .flags(histogram.isStale() ? NO_RECORDED_VALUE : 0)
                    .exemplars(exemplars);
            return;
        }
        long time = timeMillis * NANOS_PER_MILLI;
        long start = type == MetricType.GAUGE || type == MetricType.NONE ? 0 : start();
        boolean stale = isMerged() ? isStale(sum) || isStale(count) : isStale(value);
        parts.sort(Comparator.comparingDouble(Part::boundary));
        switch (type) {
            case HISTOGRAM -> builder.bodyPoint(attributes, start, time, histogram(stale));
            case SUMMARY -> builder.bodyPoint(attributes, start, time, summary(stale));
            case NONE, GAUGE, SUM, EXPONENTIAL_HISTOGRAM -> {
                if (stale) {
                    builder.emptyPoint(attributes, start, time);
                } else {
                    builder.doublePoint(attributes, start, time, value);
                }
            }
        }
        builder.flags(stale ? NO_RECORDED_VALUE : 0);
        if (type != MetricType.SUMMARY) {
            builder.exemplars(exemplars);
        }
    }

    private long start() {
        if (Double.isNaN(createdSeconds)) {
            return Long.MIN_VALUE; // what Go makes of the marker of a series that has ended
        }
        long seconds = (long) createdSeconds;
        return seconds * NANOS_PER_SECOND + (long) ((createdSeconds - seconds) * NANOS_PER_SECOND);
    }

    private HistogramBody histogram(boolean stale) {
        boolean ends = !parts.isEmpty() && parts.getLast().boundary == Double.POSITIVE_INFINITY;
        int bounds = ends ? parts.size() - 1 : parts.size();
        double[] explicit = new double[bounds];
        long[] counts = new long[bounds + 1];
        double below = 0;
        for (int i = 0; i < bounds; i++) {
            explicit[i] = parts.get(i).boundary;
            counts[i] = stale ? 0 : unsigned(parts.get(i).value - below);
            below = parts.get(i).value;
        }
        counts[bounds] = stale ? 0 : unsigned(count - below);
        return new HistogramBody(
                stale ? 0 : unsigned(count),
                hasSum && !stale ? OptionalNumber.of(sum) : OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                OptionalNumber.UNSET,
                counts,
                explicit);
    }

    private SummaryBody summary(boolean stale) {
        List<Quantile> quantiles = new ArrayList<>(parts.size());
        parts.forEach(part -> quantiles.add(new Quantile(part.boundary, stale ? 0 : part.value)));
        return new SummaryBody(stale ? 0 : unsigned(count), hasSum && !stale ? sum : 0, quantiles);
    }

    /** As Go makes an unsigned number of a float, on the usual machine. */
    static long unsigned(double number) {
        if (Double.isNaN(number)) {
            return Long.MIN_VALUE; // of a bucket that has ended while its histogram goes on
        }
        return number >= UNSIGNED_FROM ? (long) (number - UNSIGNED_FROM) + Long.MIN_VALUE : (long) number;
    }
}
