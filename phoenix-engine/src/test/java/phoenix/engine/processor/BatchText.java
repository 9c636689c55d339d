package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.PointBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Value;

/** Shows all of a batch as text: attributes sorted by key, and the points of each metric sorted, as no order is promised. */
final class BatchText {
    private BatchText() {}

    static String of(MetricBatch batch) {
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < batch.resourceCount(); r++) {
            Resource resource = batch.resource(r);
            out.append("resource ")
                    .append(attributes(resource.attributes()))
                    .append(" dropped=" + resource.droppedAttributesCount() + " schema=" + resource.schemaUrl() + "\n");
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                Scope scope = batch.scope(s);
                out.append("  scope " + scope.name() + " " + scope.version() + " " + attributes(scope.attributes())
                        + " dropped=" + scope.droppedAttributesCount() + " schema=" + scope.schemaUrl() + "\n");
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    metric(batch, m, out);
                }
            }
        }
        return out.toString();
    }

    private static void metric(MetricBatch batch, int m, StringBuilder out) {
        MetricInfo info = batch.metric(m);
        out.append("    " + info.type() + " \"" + info.name() + "\" \"" + info.description() + "\" [" + info.unit()
                + "] " + info.temporality() + (info.monotonic() ? " monotonic " : " ") + attributes(info.metadata())
                + "\n");
        List<String> points = new ArrayList<>();
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            points.add("      " + attributes(batch.attributes(p)) + " " + batch.startTimeUnixNano(p) + ".."
                    + batch.timeUnixNano(p) + " " + value(batch, p) + " flags=" + batch.flags(p)
                    + batch.exemplars(p).stream().map(BatchText::exemplar).toList() + "\n");
        }
        points.sort(null);
        points.forEach(out::append);
    }

    private static String value(MetricBatch batch, int p) {
        return switch (batch.valueKind(p)) {
            case INT -> "int " + batch.intValue(p);
            case DOUBLE -> "double " + batch.doubleValue(p);
            case NONE -> body(batch.body(p));
        };
    }

    private static String body(@org.jspecify.annotations.Nullable PointBody body) {
        return switch (body) {
            case null -> "none";
            case PointBody.HistogramBody h ->
                "count=" + h.count() + " sum=" + number(h.sum()) + " min=" + number(h.min()) + " max=" + number(h.max())
                        + " " + Arrays.toString(h.bucketCounts()) + Arrays.toString(h.bounds());
            case PointBody.ExponentialHistogramBody e ->
                "count=" + e.count() + " sum=" + number(e.sum()) + " min=" + number(e.min()) + " max=" + number(e.max())
                        + " scale=" + e.scale() + " zero=" + e.zeroCount() + "/" + e.zeroThreshold() + " +"
                        + buckets(e.positive()) + " -" + buckets(e.negative());
            case PointBody.SummaryBody s -> "count=" + s.count() + " sum=" + s.sum() + " " + s.quantiles();
        };
    }

    private static String buckets(PointBody.Buckets buckets) {
        return buckets.offset() + Arrays.toString(buckets.counts());
    }

    private static String number(PointBody.OptionalNumber number) {
        return number.isSet() ? String.valueOf(number.value()) : "unset";
    }

    private static String exemplar(Exemplar exemplar) {
        String value = switch (exemplar.kind()) {
            case INT -> "int " + exemplar.valueBits();
            case DOUBLE -> "double " + Double.longBitsToDouble(exemplar.valueBits());
            case NONE -> "none";
        };
        return attributes(exemplar.filteredAttributes()) + " " + exemplar.timeUnixNano() + " " + value + " "
                + HexFormat.of().formatHex(exemplar.traceId()) + "/"
                + HexFormat.of().formatHex(exemplar.spanId());
    }

    private static String attributes(Attributes attributes) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            sorted.put(attributes.key(i), value(attributes.value(i)));
        }
        return sorted.toString();
    }

    private static String value(Value value) {
        return switch (value) {
            case Value.StringValue(String s) -> "\"" + s + "\"";
            case Value.IntValue(long i) -> "int " + i;
            case Value.DoubleValue(double d) -> "double " + d;
            case Value.BoolValue(boolean b) -> String.valueOf(b);
            case Value.BytesValue bytes -> bytes.toString();
            case Value.EmptyValue _ -> "empty";
            case Value.ListValue(List<Value> list) ->
                list.stream().map(BatchText::value).toList().toString();
            case Value.MapValue(Attributes map) -> attributes(map);
        };
    }
}
