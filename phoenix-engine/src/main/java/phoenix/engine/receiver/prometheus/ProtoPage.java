package phoenix.engine.receiver.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.WireReader;
import phoenix.metrics.prometheus.GoNumber;
import phoenix.metrics.prometheus.TextBuffer;

/**
 * Reads a page of delimited {@code io.prometheus.client.MetricFamily} messages, and tells of it as if it were text:
 * histograms and summaries are one sample for each of their parts. Start times are passed over, as in the Collector while
 * its feature gate for them is off. Of use once.
 */
final class ProtoPage {
    /** No text that was read holds it. */
    private static final char SEPARATOR = '\ud800';

    private static final Comparator<ScrapedExemplar> EXEMPLARS = Comparator.<ScrapedExemplar>comparingLong(
                    exemplar -> Objects.requireNonNull(exemplar.timeMillis()))
            .thenComparingDouble(ScrapedExemplar::value)
            .thenComparing(ProtoPage::labels, Arrays::compare);

    /**
     * What becomes of histograms.
     *
     * @param ignoreNative reads the classic part only
     * @param keepClassic reads it beside a native one too
     */
    record Histograms(boolean ignoreNative, boolean keepClassic) {}

    private final WireReader families = new WireReader();
    private final WireReader in = new WireReader();
    private final byte[] page;
    private final Histograms histograms;
    private final PageHandler handler;
    private String family = "";
    private PromType type = PromType.COUNTER;
    private int nextExemplar;
    private int nextBucket;

    ProtoPage(byte[] page, Histograms histograms, PageHandler handler) {
        this.page = page;
        this.histograms = histograms;
        this.handler = handler;
    }

    /** Names and values in turn, sorted by name: so Prometheus compares them. */
    private static String[] labels(ScrapedExemplar exemplar) {
        return new TreeMap<>(exemplar.labels())
                .entrySet().stream()
                        .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
                        .toArray(String[]::new);
    }

    void read() throws ParseException {
        families.reset(page, 0, page.length);
        try {
            while (families.hasMore()) {
                int outer = families.enter();
                family();
                families.leave(outer);
            }
        } catch (OtlpFormatException e) {
            throw new ParseException(String.valueOf(e.getMessage()));
        }
    }

    private void family() throws OtlpFormatException, ParseException {
        String help = "";
        String unit = "";
        int typeNumber = 0;
        family = "";
        List<int[]> metrics = new ArrayList<>();
        while (families.hasMore()) {
            int tag = families.tag();
            switch (tag) {
                case 1 << 3 | WireReader.BYTES -> family = families.text();
                case 2 << 3 | WireReader.BYTES -> help = families.text();
                case 3 << 3 | WireReader.VARINT -> typeNumber = families.varint32();
                case 4 << 3 | WireReader.BYTES -> {
                    int outer = families.enter();
                    metrics.add(new int[] {families.position(), families.remaining()});
                    families.leave(outer);
                }
                case 5 << 3 | WireReader.BYTES -> unit = families.text();
                default -> families.skip(tag, 0b111110);
            }
        }
        if (metrics.isEmpty()) {
            return;
        }
        if (family.isEmpty()) {
            throw new ParseException("invalid metric name: a family without one");
        }
        type = type(typeNumber);
        handler.help(family, help);
        if (!unit.isEmpty()) {
            handler.unit(family, unit);
        }
        handler.type(family, type);
        metrics(metrics);
    }

    private PromType type(int number) throws ParseException {
        return switch (number) {
            case 0 -> PromType.COUNTER;
            case 1 -> PromType.GAUGE;
            case 2 -> PromType.SUMMARY;
            case 3 -> PromType.UNKNOWN;
            case 4 -> PromType.HISTOGRAM;
            case 5 -> PromType.GAUGE_HISTOGRAM;
            default -> throw new ParseException("unknown metric type for metric \"" + family + "\": " + number);
        };
    }

    /**
     * Whether a histogram of a family is read as a native one depends on those before it, as in Prometheus' parser: after
     * one that was read as classic, so is the next.
     */
    private void metrics(List<int[]> metrics) throws OtlpFormatException, ParseException {
        boolean isHistogram = type == PromType.HISTOGRAM || type == PromType.GAUGE_HISTOGRAM;
        boolean wasClassic = false;
        boolean wasNative = false;
        nextExemplar = 0;
        nextBucket = 0;
        for (int[] place : metrics) {
            ProtoMetric metric = new ProtoMetric();
            in.reset(page, place[0], place[1]);
            metric.read(in);
            if (!isHistogram) {
                plain(metric);
                continue;
            }
            boolean isNative = !histograms.ignoreNative && metric.histogram.isNative();
            boolean asNative = wasClassic ? wasNative : isNative;
            if (asNative && !isNative) {
                throw new ParseException("histogram \"" + family + "\": a classic one behind native ones");
            }
            if (asNative) {
                nativeHistogram(metric);
            }
            wasClassic = !asNative || (histograms.keepClassic && !metric.histogram.buckets.isEmpty());
            wasNative = isNative;
            if (wasClassic) {
                classic(metric);
                nextExemplar = 0;
                nextBucket = 0;
            }
        }
    }

    private void plain(ProtoMetric metric) throws ParseException {
        switch (type) {
            case COUNTER -> sample(metric, "", null, metric.counter, metric.counterExemplar);
            case GAUGE -> sample(metric, "", null, metric.gauge, null);
            case SUMMARY -> {
                sample(metric, "_count", null, metric.summaryCount, null);
                sample(metric, "_sum", null, metric.summarySum, null);
                for (ProtoMetric.Quantile quantile : metric.quantiles) {
                    sample(metric, "", Map.entry("quantile", text(quantile.quantile())), quantile.value(), null);
                }
            }
            case UNKNOWN, HISTOGRAM, GAUGE_HISTOGRAM, INFO, STATESET -> sample(metric, "", null, metric.untyped, null);
        }
    }

    private void classic(ProtoMetric metric) throws ParseException {
        ProtoHistogram histogram = metric.histogram;
        sample(metric, "_count", null, histogram.count(), null);
        sample(metric, "_sum", null, histogram.sum, null);
        for (ProtoHistogram.Bucket bucket : histogram.buckets) {
            ScrapedExemplar exemplar =
                    bucket.exemplars().isEmpty() ? null : bucket.exemplars().getFirst();
            sample(metric, "_bucket", Map.entry("le", text(bucket.upperBound())), bucket.count(), exemplar);
            if (bucket.upperBound() == Double.POSITIVE_INFINITY) {
                return;
            }
        }
        sample(metric, "_bucket", Map.entry("le", "+Inf"), histogram.count(), null);
    }

    private void nativeHistogram(ProtoMetric metric) throws ParseException {
        NativeHistogram histogram;
        try {
            histogram = metric.histogram.toNative();
        } catch (ParseException e) {
            throw new ParseException("histogram \"" + family + "\": " + e.getMessage());
        }
        List<ScrapedExemplar> exemplars = exemplars(metric.histogram);
        exemplars.sort(EXEMPLARS);
        handler.histogram(series(metric, "", null), () -> labels(metric, "", null), histogram, time(metric), exemplars);
    }

    /** Those with a time. Prometheus goes on counting from one histogram of a family to the next, and so leaves some out. */
    private List<ScrapedExemplar> exemplars(ProtoHistogram histogram) {
        List<ScrapedExemplar> found = new ArrayList<>(0);
        if (!histogram.exemplars.isEmpty()) {
            for (; nextExemplar < histogram.exemplars.size(); nextExemplar++) {
                found.add(histogram.exemplars.get(nextExemplar));
            }
        } else {
            for (; nextBucket < histogram.buckets.size(); nextBucket++) {
                found.addAll(histogram.buckets.get(nextBucket).exemplars());
            }
        }
        found.removeIf(exemplar -> exemplar.timeMillis() == null);
        return found;
    }

    private void sample(
            ProtoMetric metric,
            String suffix,
            Map.@Nullable Entry<String, String> part,
            double value,
            @Nullable ScrapedExemplar exemplar)
            throws ParseException {
        handler.sample(series(metric, suffix, part), () -> labels(metric, suffix, part), value, time(metric), exemplar);
    }

    private static @Nullable Long time(ProtoMetric metric) {
        return metric.timeMillis == 0 ? null : metric.timeMillis;
    }

    private String series(ProtoMetric metric, String suffix, Map.@Nullable Entry<String, String> part) {
        StringBuilder series = new StringBuilder(family).append(suffix);
        metric.labels.forEach((name, value) ->
                series.append(SEPARATOR).append(name).append(SEPARATOR).append(value));
        if (part != null) {
            series.append(SEPARATOR).append(part.getKey()).append(SEPARATOR).append(part.getValue());
        }
        return series.toString();
    }

    private Map<String, String> labels(ProtoMetric metric, String suffix, Map.@Nullable Entry<String, String> part)
            throws ParseException {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.NAME, family + suffix);
        String duplicate = metric.duplicateLabel;
        for (Map.Entry<String, String> label : metric.labels.entrySet()) {
            duplicate = labels.put(label.getKey(), label.getValue()) == null ? duplicate : label.getKey();
        }
        if (part != null) {
            duplicate = labels.put(part.getKey(), part.getValue()) == null ? duplicate : part.getKey();
        }
        if (!duplicate.isEmpty()) {
            throw new ParseException("invalid sample: non-unique label names: \"" + duplicate + "\"");
        }
        return labels;
    }

    private static String text(double number) {
        TextBuffer out = new TextBuffer();
        GoNumber.appendOpenMetrics(out, number);
        return out.toString();
    }
}
