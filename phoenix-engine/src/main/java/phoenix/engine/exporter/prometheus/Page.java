package phoenix.engine.exporter.prometheus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Exemplar;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.prometheus.Exposition;
import phoenix.metrics.prometheus.FamilyType;
import phoenix.metrics.prometheus.LabelSet;

/**
 * Writes all series as a page. Takes the accumulator's lock for a few hundred series at a time, so that data does not
 * wait for a large page; the page is then consistent within each series, not across them.
 */
final class Page {
    private static final int SERIES_PER_LOCK = 256;
    private static final int SCALE_MIN = -4;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Accumulator accumulator;
    private final Problems problems;
    private final String targetInfoName;
    private final boolean sendTimestamps;

    Page(Accumulator accumulator, Problems problems, String targetInfoName, boolean sendTimestamps) {
        this.accumulator = accumulator;
        this.problems = problems;
        this.targetInfoName = targetInfoName;
        this.sendTimestamps = sendTimestamps;
    }

    void write(Exposition text, long nowMillis) {
        boolean targetsDue = true;
        for (Family family : accumulator.families()) {
            if (targetsDue && LabelSet.nameOrder().compare(targetInfoName, family.name) < 0) {
                targetInfo(text, nowMillis);
                targetsDue = false;
            }
            family(text, family, nowMillis);
        }
        if (targetsDue) {
            targetInfo(text, nowMillis);
        }
        text.end();
    }

    private void targetInfo(Exposition text, long nowMillis) {
        List<LabelSet> targets = accumulator.targetInfo(nowMillis);
        if (!targets.isEmpty()) {
            text.family(targetInfoName, "Target metadata", FamilyType.GAUGE);
            targets.forEach(labels -> text.sample("", labels, 1, null));
        }
    }

    private void family(Exposition text, Family family, long nowMillis) {
        Series[] series;
        synchronized (accumulator) {
            series = family.sorted();
        }
        boolean started = false;
        for (int from = 0; from < series.length; from += SERIES_PER_LOCK) {
            synchronized (accumulator) {
                for (int i = from; i < Math.min(series.length, from + SERIES_PER_LOCK); i++) {
                    Series one = series[i];
                    if (one.isRemoved || one.labels == null || accumulator.isExpired(one, nowMillis) || !isShown(one)) {
                        continue;
                    }
                    if (!started) {
                        text.family(family.name, family.help, family.type);
                        started = true;
                    }
                    series(text, one, one.labels);
                }
            }
        }
    }

    private boolean isShown(Series one) {
        if (!(one.body instanceof ExponentialHistogramBody body)) {
            return true;
        }
        if (body.scale() < SCALE_MIN) {
            problems.say("an exponential histogram is not shown: its scale is below " + SCALE_MIN);
            return false;
        }
        long inBuckets = total(body.positive()) + total(body.negative()) + body.zeroCount();
        boolean adds = Double.isNaN(body.sum().value()) ? inBuckets <= body.count() : inBuckets == body.count();
        if (!adds) {
            problems.say("an exponential histogram is not shown: its buckets do not add up to its count");
        }
        return adds;
    }

    private static long total(Buckets buckets) {
        long total = 0;
        for (long count : buckets.counts()) {
            total += count;
        }
        return total;
    }

    private void series(Exposition text, Series one, LabelSet labels) {
        Long time = sendTimestamps ? one.time / NANOS_PER_MILLI : null;
        switch (one.body) {
            case HistogramBody body -> histogram(text, one, labels, body, time);
            case ExponentialHistogramBody body -> {
                // Text has no native histograms: as in the Collector only their sum and count can be seen.
                text.bucket(labels, Double.POSITIVE_INFINITY, body.count(), time, null);
                text.sample("_sum", labels, body.sum().value(), time);
                text.count("_count", labels, body.count(), time);
            }
            case SummaryBody body -> {
                TreeMap<Double, Double> quantiles = new TreeMap<>();
                for (Quantile quantile : body.quantiles()) {
                    quantiles.put(quantile.quantile(), quantile.value());
                }
                quantiles.forEach((quantile, value) -> text.quantile(labels, quantile, value, time));
                text.sample("_sum", labels, body.sum(), time);
                text.count("_count", labels, body.count(), time);
            }
            case null -> text.counter(labels, one.value(), time, counterExemplar(one));
        }
    }

    /** Prometheus knows no exemplars of gauges. */
    private static @Nullable Exemplar counterExemplar(Series one) {
        boolean counter = one.family != null && one.family.type == FamilyType.COUNTER;
        return counter && !one.exemplars.isEmpty() ? one.exemplars.getLast() : null;
    }

    private static void histogram(
            Exposition text, Series one, LabelSet labels, HistogramBody body, @Nullable Long time) {
        double[] bounds = body.bounds();
        long[] counts = body.bucketCounts();
        Integer[] order = new Integer[bounds.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> bounds[i])); // stable: of equal bounds the first counts
        long cumulative = 0;
        double below = Double.NEGATIVE_INFINITY;
        boolean isFirst = true;
        boolean infinite = false;
        for (int i : order) {
            double bound = bounds[i];
            if (!isFirst && bound == below) {
                continue;
            }
            cumulative += i < counts.length ? counts[i] : 0;
            text.bucket(labels, bound, cumulative, time, exemplar(one.exemplars, isFirst, below, bound));
            infinite |= bound == Double.POSITIVE_INFINITY;
            below = bound;
            isFirst = false;
        }
        if (!infinite) {
            Exemplar above = exemplar(one.exemplars, isFirst, below, Double.POSITIVE_INFINITY);
            text.bucket(labels, Double.POSITIVE_INFINITY, body.count(), time, above);
        }
        text.sample("_sum", labels, body.sum().value(), time);
        text.count("_count", labels, body.count(), time);
    }

    /** The last measurement that lies in the bucket. */
    private static @Nullable Exemplar exemplar(List<Exemplar> exemplars, boolean isFirst, double below, double bound) {
        for (int i = exemplars.size() - 1; i >= 0; i--) {
            double value = Exposition.value(exemplars.get(i));
            if (value <= bound && (isFirst || value > below)) {
                return exemplars.get(i);
            }
        }
        return null;
    }
}
