package phoenix.engine.receiver.hostmetrics;

import java.util.StringJoiner;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;

/** A batch as text, for golden files: one line for each resource, metric and point. */
final class BatchText {
    private BatchText() {}

    static String of(MetricBatch batch) {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < batch.resourceCount(); r++) {
            text.append("resource ").append(of(batch.resource(r).attributes())).append('\n');
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                String scope = batch.scope(s).name();
                text.append("scope ")
                        .append(scope.substring(scope.lastIndexOf('/') + 1))
                        .append('\n');
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    append(batch, m, text);
                }
            }
        }
        return text.toString();
    }

    private static void append(MetricBatch batch, int m, StringBuilder text) {
        MetricInfo metric = batch.metric(m);
        String type =
                metric.temporality() == Temporality.CUMULATIVE ? (metric.monotonic() ? "counter" : "level") : "gauge";
        text.append("  ")
                .append(metric.name())
                .append(' ')
                .append(type)
                .append(' ')
                .append(metric.unit())
                .append('\n');
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            String value = batch.valueKind(p) == ValueKind.INT
                    ? Long.toString(batch.intValue(p))
                    : Double.toString(batch.doubleValue(p));
            text.append("    ").append(of(batch.attributes(p))).append(' ').append(value);
            text.append(" from ").append(batch.startTimeUnixNano(p)).append('\n');
        }
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 20) + "... (" + text.length() + " characters)";
    }

    static String of(Attributes attributes) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < attributes.size(); i++) {
            String value = attributes.value(i) instanceof Value.StringValue(String string)
                    ? "\"" + shortened(string.replace("\n", "\\n")) + "\""
                    : attributes.value(i) instanceof Value.IntValue(long number) ? Long.toString(number) : "?";
            text.add(attributes.key(i) + ": " + value);
        }
        return text.toString();
    }
}
