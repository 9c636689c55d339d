package phoenix.engine.receiver.prometheus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;

/** What came of one scrape, as sorted lines; times near the scrape are told from it, and what it took is left out. */
final class ScrapeText {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private ScrapeText() {}

    static String of(MetricBatch batch, int port) {
        List<String> lines = new ArrayList<>();
        long now = 0;
        for (int m = 0; m < batch.metricCount(); m++) {
            if (batch.metric(m).name().equals("up")) {
                now = batch.timeUnixNano(batch.pointStart(m));
            }
        }
        for (int m = 0; m < batch.metricCount(); m++) {
            MetricInfo info = batch.metric(m);
            int s = batch.scopeOfMetric(m);
            String head = attributes(batch.resource(batch.resourceOfScope(s)).attributes())
                    + " | " + batch.scope(s).name().replaceFirst(".*/", "") + "@"
                    + batch.scope(s).version() + " "
                    + batch.scope(s).schemaUrl() + attributes(batch.scope(s).attributes()) + " | "
                    + info.name() + " " + info.type() + " \"" + info.unit() + "\" \"" + info.description() + "\" "
                    + info.temporality() + (info.monotonic() ? " monotonic" : "") + attributes(info.metadata());
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                String value = info.name().equals("scrape_duration_seconds") ? "*" : value(batch, p);
                lines.add(head + " | " + attributes(batch.attributes(p)) + " start=" + batch.startTimeUnixNano(p)
                        + " time=" + time(batch.timeUnixNano(p), now) + " flags=" + batch.flags(p) + " " + value
                        + exemplars(batch, p, now));
            }
        }
        Collections.sort(lines);
        return String.join("\n", lines).replace(Integer.toString(port), "PORT") + "\n";
    }

    private static String time(long time, long now) {
        return Math.abs(time - now) < DAY_NANOS ? "scrape" + (time == now ? "" : (time - now)) : Long.toString(time);
    }

    private static String value(MetricBatch batch, int p) {
        return switch (batch.body(p)) {
            case null -> batch.valueKind(p) + " " + batch.doubleValue(p);
            case HistogramBody h ->
                "count=" + h.count() + " sum=" + h.sum() + " counts=" + java.util.Arrays.toString(h.bucketCounts())
                        + " bounds=" + java.util.Arrays.toString(h.bounds());
            case ExponentialHistogramBody e ->
                "count=" + e.count() + " sum=" + e.sum() + " scale=" + e.scale() + " zero=" + e.zeroCount() + "/"
                        + e.zeroThreshold() + " +" + buckets(e.positive()) + " -" + buckets(e.negative());
            case PointBody other -> other.toString();
        };
    }

    private static String buckets(Buckets buckets) {
        return buckets.offset() + java.util.Arrays.toString(buckets.counts());
    }

    private static String exemplars(MetricBatch batch, int p, long now) {
        StringBuilder text = new StringBuilder();
        for (Exemplar exemplar : batch.exemplars(p)) {
            text.append(" exemplar ")
                    .append(attributes(exemplar.filteredAttributes()))
                    .append(' ')
                    .append(time(exemplar.timeUnixNano(), now))
                    .append(' ')
                    .append(Double.longBitsToDouble(exemplar.valueBits()))
                    .append(' ')
                    .append(HexFormat.of().formatHex(exemplar.traceId()))
                    .append(' ')
                    .append(HexFormat.of().formatHex(exemplar.spanId()));
        }
        return text.toString();
    }

    private static String attributes(Attributes attributes) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            entries.add(attributes.key(i) + "="
                    + phoenix.metrics.ValueText.of(attributes.value(i)).replace("\n", "\\n"));
        }
        Collections.sort(entries);
        return entries.toString();
    }
}
