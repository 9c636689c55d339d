package phoenix.engine.backend;

import java.time.Duration;
import java.time.Instant;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;

/**
 * What New Relic documents of its limits on OTLP metrics. It answers 2xx before it looks at the content: what breaks a
 * limit is dropped or cut later, and only an {@code NrIntegrationError} tells.
 *
 * @see <a href="https://docs.newrelic.com/docs/opentelemetry/best-practices/opentelemetry-otlp/">New Relic OTLP</a>
 * @see <a href="https://docs.newrelic.com/docs/data-apis/ingest-apis/metric-api/metric-api-limits-restricted-attributes/">Metric API limits</a>
 */
public final class NewRelicLimits {
    /** Bytes of a request body after compression. */
    public static final int PAYLOAD_BYTES_MAX = 1_000_000;

    private static final int NAME_CHARS_MAX = 255;
    private static final int VALUE_CHARS_MAX = 4095;
    private static final int ARRAY_ENTRIES_MAX = 64;
    private static final int ATTRIBUTES_MAX = 100;
    private static final Duration AGE_MAX = Duration.ofDays(2);
    private static final Duration FUTURE_MAX = Duration.ofDays(1);

    /** What is done about a fault. */
    public enum Category {
        /** The data point is not stored. */
        DROPPED,
        /** The data point is stored; what breaks the limit is cut or left out. */
        TRUNCATED
    }

    /** Is told of each fault. */
    @FunctionalInterface
    public interface Faults {
        /** Messages are few: they name limits, never the data. */
        void fault(Category category, String message);
    }

    private NewRelicLimits() {}

    public static boolean appliesTo(String host) {
        return host.endsWith(".nr-data.net");
    }

    /** Reports every fault of a batch that arrives now. */
    public static void check(MetricBatch batch, Instant now, Faults faults) {
        long oldest = unixNano(now.minus(AGE_MAX));
        long newest = unixNano(now.plus(FUTURE_MAX));
        int resourceChecked = -1;
        for (int m = 0; m < batch.metricCount(); m++) {
            int r = batch.resourceOfMetric(m);
            if (r != resourceChecked) {
                attributes(batch.resource(r).attributes(), faults);
                resourceChecked = r;
            }
            MetricInfo metric = batch.metric(m);
            boolean unusable = metric(metric, faults);
            int shared = batch.resource(r).attributes().size()
                    + batch.scope(batch.scopeOfMetric(m)).attributes().size();
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                if (unusable) {
                    faults.fault(Category.DROPPED, "a non-monotonic sum of delta temporality");
                }
                attributes(batch.attributes(p), faults);
                if (shared + batch.attributes(p).size() > ATTRIBUTES_MAX) {
                    faults.fault(Category.TRUNCATED, "more than " + ATTRIBUTES_MAX + " attributes on a data point");
                }
                time(batch.timeUnixNano(p), oldest, newest, faults);
                value(batch, p, faults);
            }
        }
    }

    /** True when no point of the metric can be stored. */
    private static boolean metric(MetricInfo metric, Faults faults) {
        if (metric.name().length() > NAME_CHARS_MAX) {
            faults.fault(Category.TRUNCATED, "a metric name of more than " + NAME_CHARS_MAX + " characters");
        }
        return metric.type() == MetricType.SUM && !metric.monotonic() && metric.temporality() == Temporality.DELTA;
    }

    private static void time(long unixNano, long oldest, long newest, Faults faults) {
        if (Long.compareUnsigned(unixNano, oldest) < 0) {
            faults.fault(Category.DROPPED, "a timestamp more than 48 hours old");
        } else if (Long.compareUnsigned(unixNano, newest) > 0) {
            faults.fault(Category.DROPPED, "a timestamp more than 24 hours in the future");
        }
    }

    private static void value(MetricBatch batch, int p, Faults faults) {
        if (batch.valueKind(p) == ValueKind.DOUBLE && !Double.isFinite(batch.doubleValue(p))) {
            faults.fault(Category.DROPPED, "a value that is NaN or infinite");
        }
    }

    private static void attributes(Attributes attributes, Faults faults) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.key(i).length() > NAME_CHARS_MAX) {
                faults.fault(Category.TRUNCATED, "an attribute name of more than " + NAME_CHARS_MAX + " characters");
            }
            switch (attributes.value(i)) {
                case Value.StringValue(String text)
                when text.length() > VALUE_CHARS_MAX ->
                    faults.fault(
                            Category.TRUNCATED, "an attribute value of more than " + VALUE_CHARS_MAX + " characters");
                case Value.ListValue list
                when list.values().size() > ARRAY_ENTRIES_MAX ->
                    faults.fault(
                            Category.TRUNCATED, "an array attribute of more than " + ARRAY_ENTRIES_MAX + " entries");
                case Value.MapValue _ -> faults.fault(Category.TRUNCATED, "an attribute whose value is a map");
                default -> {}
            }
        }
    }

    private static long unixNano(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
