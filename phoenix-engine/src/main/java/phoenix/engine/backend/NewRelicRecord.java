package phoenix.engine.backend;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;

/**
 * An estimate of the bytes that New Relic stores, and bills, for a data point: one record that repeats every attribute
 * of its resource, scope and point. New Relic says what is counted ("the bytes needed to represent your data in a
 * standard format, like JSON", after its transformations) and gives no formula; {@code docs/billing.md} has this one,
 * its error and how to calibrate it. It depends on names, texts and types, never on the values of numbers, so that
 * equal streams cost the same in every bucket.
 *
 * <p>Call {@link #metric} for a metric of a batch, then {@link #point} for its points. Allocates nothing for a point.
 * Not thread-safe.
 *
 * @see <a href="https://docs.newrelic.com/docs/data-apis/manage-data/manage-data-coming-new-relic/">Data ingest</a>
 */
public final class NewRelicRecord {
    /** Every number, whatever its digits. */
    static final int NUMBER = 8;

    /** What a field takes beside its name and value: the quotes of the name, the colon, the comma. */
    static final int FIELD = 4;

    private static final int QUOTES = 2;
    private static final int BRACES = 2;
    private static final int NAME_CHARS_MAX = 255;
    private static final int VALUE_CHARS_MAX = 4095;
    private static final int ARRAY_ENTRIES_MAX = 64;
    private static final int DEPTH_MAX = 8;

    /** What every record has: its braces, its time, and what New Relic adds to data that came over OTLP. */
    private static final int COMMON = BRACES
            + numberField("timestamp")
            + textField("newrelic.source", "api.metrics.otlp")
            + textField("instrumentation.provider", "opentelemetry");

    private static final int END_TIME = numberField("endTimestamp");
    private static final int COUNT = numberField("count");
    private static final int SUM = numberField("sum");
    private static final int MIN_AND_MAX = numberField("min") + numberField("max");
    private static final int GAUGE = textField("type", "gauge") + COUNT + SUM + MIN_AND_MAX + numberField("latest");
    private static final int DELTA_COUNT = textField("type", "count") + COUNT;
    private static final int CUMULATIVE_COUNT =
            textField("type", "cumulativeCount") + COUNT + numberField("cumulative");
    private static final int DISTRIBUTION =
            textField("type", "distribution") + COUNT + SUM + MIN_AND_MAX + FIELD + "sketch".length() + BRACES;
    private static final int SUMMARY = textField("type", "summary") + COUNT + SUM + MIN_AND_MAX;

    private @Nullable MetricBatch batch;
    private int resource = -1;
    private int scope = -1;
    private Attributes resourceAttributes = Attributes.EMPTY;
    private Attributes scopeAttributes = Attributes.EMPTY;
    private long shared;
    private int ofMetric;
    private boolean isStored;

    /** Turns to a metric; all its points until the next call are taken from it. */
    public void metric(MetricBatch of, int m) {
        int s = of.scopeOfMetric(m);
        int r = of.resourceOfMetric(m);
        if (batch != of || scope != s || resource != r) {
            batch = of;
            scope = s;
            resource = r;
            resourceAttributes = of.resource(r).attributes();
            scopeAttributes = of.scope(s).attributes();
            shared = attributes(resourceAttributes)
                    + attributes(scopeAttributes)
                    - overridden(scopeAttributes, resourceAttributes)
                    + optional("otel.library.name", of.scope(s).name())
                    + optional("otel.library.version", of.scope(s).version());
        }
        MetricInfo metric = of.metric(m);
        int name = text(metric.name(), NAME_CHARS_MAX);
        ofMetric = COMMON
                + FIELD
                + "metricName".length()
                + QUOTES
                + name
                + FIELD
                + name
                + BRACES
                + optional("description", metric.description())
                + optional("unit", metric.unit())
                + valueFields(metric);
        // A non-monotonic sum of delta temporality is refused.
        isStored = metric.type() != MetricType.NONE
                && !(metric.type() == MetricType.SUM
                        && !metric.monotonic()
                        && metric.temporality() == Temporality.DELTA);
    }

    private static int valueFields(MetricInfo metric) {
        return switch (metric.type()) {
            case GAUGE, NONE -> GAUGE;
            case SUM ->
                !metric.monotonic()
                        ? GAUGE
                        : metric.temporality() == Temporality.DELTA ? DELTA_COUNT : CUMULATIVE_COUNT;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> DISTRIBUTION;
            case SUMMARY -> SUMMARY;
        };
    }

    /** Bytes of the record of a point of the present metric; 0 for a point that New Relic does not store. */
    public long point(int p) {
        MetricBatch of = java.util.Objects.requireNonNull(batch, "metric() comes first");
        if (!isStored || of.hasNoRecordedValue(p) || isNotFinite(of, p)) {
            return 0;
        }
        Attributes own = of.attributes(p);
        long overridden = 0;
        for (int i = 0; i < own.size(); i++) {
            String key = own.key(i);
            Value below = scopeAttributes.get(key);
            below = below == null ? resourceAttributes.get(key) : below;
            overridden += below == null ? 0 : attribute(key, below);
        }
        return ofMetric
                + shared
                + attributes(own)
                - overridden
                + (of.startTimeUnixNano(p) == 0 ? 0 : END_TIME)
                + sketch(of.body(p));
    }

    private static boolean isNotFinite(MetricBatch of, int p) {
        return of.valueKind(p) == ValueKind.DOUBLE && !Double.isFinite(of.doubleValue(p));
    }

    /** Two numbers, an index and a count, for each bucket that holds something. */
    private static long sketch(@Nullable PointBody body) {
        return switch (body) {
            case null -> 0;
            case HistogramBody histogram -> buckets(histogram.bucketCounts());
            case ExponentialHistogramBody histogram ->
                buckets(histogram.positive())
                        + buckets(histogram.negative())
                        + (histogram.zeroCount() == 0 ? 0 : 2L * NUMBER);
            case SummaryBody _ -> 0;
        };
    }

    private static long buckets(Buckets buckets) {
        return buckets(buckets.counts());
    }

    private static long buckets(long[] counts) {
        long filled = 0;
        for (long count : counts) {
            filled += count == 0 ? 0 : 1;
        }
        return filled * 2 * NUMBER;
    }

    /** What the lower level's attributes take whose keys the upper level has, too. */
    private static long overridden(Attributes upper, Attributes lower) {
        long bytes = 0;
        for (int i = 0; i < upper.size(); i++) {
            Value below = lower.get(upper.key(i));
            bytes += below == null ? 0 : attribute(upper.key(i), below);
        }
        return bytes;
    }

    private static long attributes(Attributes attributes) {
        long bytes = 0;
        for (int i = 0; i < attributes.size(); i++) {
            bytes += attribute(attributes.key(i), attributes.value(i));
        }
        return bytes;
    }

    private static long attribute(String key, Value value) {
        int bytes = isReserved(key) ? 0 : value(value, 0);
        return bytes == 0 ? 0 : FIELD + text(key, NAME_CHARS_MAX) + bytes;
    }

    /** The record's own fields win over attributes of the same name. */
    private static boolean isReserved(String key) {
        return switch (key) {
            case "metricName",
                    "timestamp",
                    "endTimestamp",
                    "newrelic.source",
                    "description",
                    "unit",
                    "accountId",
                    "appId",
                    "eventType" -> true;
            default -> false;
        };
    }

    /** 0 for what is not stored: nothing, and maps. */
    private static int value(Value value, int depth) {
        return switch (value) {
            case Value.StringValue(String text) -> QUOTES + text(text, VALUE_CHARS_MAX);
            case Value.IntValue _, Value.DoubleValue _ -> NUMBER;
            case Value.BoolValue(boolean bool) -> bool ? 4 : 5;
            case Value.BytesValue(byte[] bytes) -> QUOTES + Math.min((bytes.length + 2) / 3 * 4, VALUE_CHARS_MAX);
            case Value.ListValue(var items) -> {
                int bytes = BRACES;
                for (int i = 0; i < Math.min(items.size(), ARRAY_ENTRIES_MAX) && depth < DEPTH_MAX; i++) {
                    bytes += value(items.get(i), depth + 1) + 1;
                }
                yield bytes;
            }
            case Value.MapValue _, Value.EmptyValue _ -> 0;
        };
    }

    private static int optional(String name, String text) {
        return text.isEmpty() ? 0 : FIELD + name.length() + QUOTES + text(text, VALUE_CHARS_MAX);
    }

    private static int numberField(String name) {
        return FIELD + name.length() + NUMBER;
    }

    private static int textField(String name, String value) {
        return FIELD + name.length() + QUOTES + value.length();
    }

    /** Bytes of a text in UTF-8, as far as it is kept. */
    private static int text(String text, int charsMax) {
        int length = Math.min(text.length(), charsMax);
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of a character of four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
