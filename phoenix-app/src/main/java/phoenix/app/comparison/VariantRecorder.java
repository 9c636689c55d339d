package phoenix.app.comparison;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.backend.NewRelicRecord;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;
import phoenix.experiment.store.StaleMarker;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueText;

/**
 * Writes the points of one variant to the store, as samples of its series. Batches come on one thread; the counts may
 * be read from any.
 */
final class VariantRecorder {
    private final Variant variant;
    private final RunWriter writer;
    private final Map<StreamKey, Integer> known = new HashMap<>();
    private final NewRelicRecord stored = new NewRelicRecord();
    private final Map<Long, Tally> tallies = new ConcurrentHashMap<>();
    private final AtomicLong points = new AtomicLong();
    private Tally tally = new Tally(Long.MIN_VALUE);
    private final SeriesCounts counts = new SeriesCounts();
    private final MetricShares shares = new MetricShares();
    private final AtomicInteger series = new AtomicInteger();
    private volatile boolean overflow;
    private volatile long firstMillis = Long.MAX_VALUE;
    private volatile long lastMillis = Long.MIN_VALUE;

    /** Equal streams have equal keys; the parts are interned by the receivers, so that equality is quick. */
    private record StreamKey(
            MetricInfo metric, Resource resource, Scope scope, Attributes attributes, SeriesPart part, String detail) {}

    VariantRecorder(Variant variant, RunWriter writer) {
        this.variant = variant;
        this.writer = writer;
    }

    void record(MetricBatch batch, boolean reachesProduction) {
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo metric = batch.metric(m);
            Scope scope = batch.scope(batch.scopeOfMetric(m));
            Resource resource = batch.resource(batch.resourceOfMetric(m));
            stored.metric(batch, m);
            long bytes = 0;
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                long timeMillis = Long.divideUnsigned(batch.timeUnixNano(p), 1_000_000);
                Stream stream = new Stream(metric, resource, scope, batch.attributes(p), timeMillis);
                point(stream, batch, p);
                note(timeMillis);
                if (reachesProduction) {
                    long pointBytes = stored.point(p);
                    tally(timeMillis).add(pointBytes);
                    bytes += pointBytes;
                }
            }
            if (reachesProduction) {
                shares.addPoints(metric.name(), batch.pointEnd(m) - batch.pointStart(m), bytes);
            }
        }
        points.addAndGet(batch.pointCount());
        writer.commit();
    }

    private record Stream(MetricInfo metric, Resource resource, Scope scope, Attributes attributes, long timeMillis) {
        StreamKey key(SeriesPart part, String detail) {
            return new StreamKey(metric, resource, scope, attributes, part, detail);
        }

        /** The same a moment before. */
        Stream earlier() {
            return new Stream(metric, resource, scope, attributes, timeMillis - 1);
        }
    }

    private void note(long timeMillis) {
        firstMillis = Math.min(firstMillis, timeMillis);
        lastMillis = Math.max(lastMillis, timeMillis);
    }

    /** Most points of a batch have one time: the last tally is most often the right one. */
    private Tally tally(long timeMillis) {
        if (tally.timeMillis != timeMillis) {
            tally = tallies.computeIfAbsent(timeMillis, Tally::new);
        }
        return tally;
    }

    /** What went to production with points of one time. Written by the recorder's thread, read by another. */
    private static final class Tally {
        private final long timeMillis;
        private final AtomicLong points = new AtomicLong();
        private final AtomicLong billedBytes = new AtomicLong();

        Tally(long timeMillis) {
            this.timeMillis = timeMillis;
        }

        void add(long bytes) {
            points.incrementAndGet();
            billedBytes.addAndGet(bytes);
        }
    }

    private void point(Stream stream, MetricBatch batch, int p) {
        PointBody body = batch.body(p);
        if (batch.hasNoRecordedValue(p)) {
            append(
                    stream,
                    stream.metric().type() == MetricType.NONE || body == null ? SeriesPart.VALUE : SeriesPart.COUNT,
                    StaleMarker.VALUE);
        } else {
            switch (body) {
                case null -> append(stream, SeriesPart.VALUE, batch.numberValue(p));
                case HistogramBody histogram -> histogram(stream, histogram);
                case ExponentialHistogramBody histogram -> exponential(stream, histogram);
                case SummaryBody summary -> {
                    append(stream, SeriesPart.COUNT, (double) summary.count());
                    append(stream, SeriesPart.SUM, summary.sum());
                    summary.quantiles()
                            .forEach(q -> append(
                                    stream,
                                    SeriesPart.QUANTILE,
                                    "quantile",
                                    ValueText.ofDouble(q.quantile()),
                                    q.value()));
                }
            }
        }
    }

    private void exponential(Stream stream, ExponentialHistogramBody histogram) {
        boolean risesFromZero = stream.metric().temporality() == Temporality.CUMULATIVE
                && known.containsKey(stream.key(SeriesPart.COUNT, ""));
        append(stream, SeriesPart.COUNT, (double) histogram.count());
        append(stream, SeriesPart.SUM, histogram.sum());
        append(stream, SeriesPart.MIN, histogram.min());
        append(stream, SeriesPart.MAX, histogram.max());
        ExponentialBuckets.each(histogram, (label, count) -> {
            if (risesFromZero && !known.containsKey(stream.key(SeriesPart.EXPONENTIAL_BUCKET, label))) {
                // A bucket is not sent before its first observation: without a zero before it that one would not count.
                append(stream.earlier(), SeriesPart.EXPONENTIAL_BUCKET, "bucket", label, 0);
            }
            append(stream, SeriesPart.EXPONENTIAL_BUCKET, "bucket", label, (double) count);
        });
    }

    private void histogram(Stream stream, HistogramBody histogram) {
        append(stream, SeriesPart.COUNT, (double) histogram.count());
        append(stream, SeriesPart.SUM, histogram.sum());
        append(stream, SeriesPart.MIN, histogram.min());
        append(stream, SeriesPart.MAX, histogram.max());
        long cumulative = 0;
        int finite = Math.min(histogram.bounds().length, histogram.bucketCounts().length);
        for (int i = 0; i < finite; i++) {
            cumulative += histogram.bucketCounts()[i];
            append(stream, SeriesPart.BUCKET, "le", ValueText.ofDouble(histogram.bounds()[i]), (double) cumulative);
        }
        append(stream, SeriesPart.BUCKET, "le", "+Inf", (double) histogram.count());
    }

    private void append(Stream stream, SeriesPart part, OptionalNumber value) {
        if (value.isSet()) {
            append(stream, part, value.value());
        }
    }

    private void append(Stream stream, SeriesPart part, double value) {
        append(stream, part, "", "", value);
    }

    /** @param key name of the extra attribute that the part needs, or empty */
    private void append(Stream stream, SeriesPart part, String key, String detail, double value) {
        StreamKey streamKey = stream.key(part, detail);
        Integer id = known.get(streamKey);
        if (id == null) {
            id = register(stream, part, key, detail);
            if (id != RunWriter.REFUSED) { // what is refused must not fill the memory here instead
                known.put(streamKey, id);
                series.incrementAndGet();
                counts.add(stream.metric().name(), stream.attributes());
                if (part == SeriesPart.VALUE || part == SeriesPart.COUNT) { // one of them for each stream
                    shares.addSeries(stream.metric().name());
                }
            } else if (!overflow) {
                overflow = writer.status().problem() == null;
            }
        }
        writer.append(id, stream.timeMillis(), value);
    }

    private int register(Stream stream, SeriesPart part, String key, String detail) {
        Labels attributes = key.isEmpty()
                ? SeriesNames.labels(stream.attributes())
                : SeriesNames.with(stream.attributes(), key, detail);
        return writer.series(
                variant, SeriesNames.identity(stream.metric(), part, stream.resource(), stream.scope(), attributes));
    }

    /** Writes a figure of the variant itself for one bucket. */
    void telemetry(String name, String unit, long timeMillis, double value) {
        SeriesIdentity identity = SeriesIdentity.of(MetricDescriptor.gauge(name, unit), SeriesSource.NONE, Labels.NONE);
        writer.append(writer.series(variant, SeriesOrigin.TELEMETRY, identity), timeMillis, value);
    }

    /** Distinct series so far. */
    int series() {
        return series.get();
    }

    /** Where most series come from, in words; empty when there are none. */
    String mostSeries() {
        return counts.most();
    }

    Map<String, MetricShare> shares() {
        return shares.toMap();
    }

    /** Whether a series was refused because there are too many. */
    boolean overflow() {
        return overflow;
    }

    /** What went to production and whose time lies in the window; each point is given once. */
    ProductionShare takeShare(long fromMillis, long toMillis) {
        long pointSum = 0;
        long byteSum = 0;
        Iterator<Tally> all = tallies.values().iterator();
        while (all.hasNext()) {
            Tally one = all.next();
            if (one.timeMillis < toMillis) {
                pointSum += one.timeMillis < fromMillis ? 0 : one.points.get();
                byteSum += one.timeMillis < fromMillis ? 0 : one.billedBytes.get();
                all.remove();
            }
        }
        return new ProductionShare(pointSum, byteSum);
    }

    long points() {
        return points.get();
    }

    /** Time of the oldest point so far; {@link Long#MAX_VALUE} before there is one. */
    long firstMillis() {
        return firstMillis;
    }

    /** Time of the newest point so far; {@link Long#MIN_VALUE} before there is one. */
    long lastMillis() {
        return lastMillis;
    }
}
