package phoenix.metrics.otlp.json;

import java.util.ArrayList;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.ValueKind;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.LongList;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** Reads points of all kinds from JSON. Not thread-safe. */
final class JsonPointDecoder {
    private static final byte[] NO_ID = {};

    private final JsonReader in;
    private final JsonValues values;
    private final DecodeLimits limits;
    private final JsonAttributesDecoder attributesDecoder;
    private final LongList counts = new LongList();
    private final LongList others = new LongList();
    private int points;
    private int parts;

    // What all kinds of points have, of the one being read.
    private Attributes attributes = Attributes.EMPTY;
    private List<Exemplar> exemplars = List.of();
    private long start;
    private long time;
    private int flags;

    JsonPointDecoder(JsonReader in, JsonValues values, DecodeLimits limits, JsonAttributesDecoder attributesDecoder) {
        this.in = in;
        this.values = values;
        this.limits = limits;
        this.attributesDecoder = attributesDecoder;
    }

    void reset() {
        points = 0;
        parts = 0;
    }

    private void begin() throws OtlpFormatException {
        if (++points > limits.pointsMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.pointsMax() + " points in a request");
        }
        attributes = Attributes.EMPTY;
        exemplars = List.of();
        start = 0;
        time = 0;
        flags = 0;
        counts.clear();
        others.clear();
    }

    private void countPart() throws OtlpFormatException {
        if (++parts > limits.bucketsMax()) {
            throw in.error(
                    Reason.TOO_MANY,
                    "more than " + limits.bucketsMax() + " buckets, quantiles and exemplars in a request");
        }
    }

    /** Reads a field that all kinds of points have; passes over an unknown one. */
    private void common(String name) throws OtlpFormatException {
        switch (name) {
            case "attributes" -> attributes = attributesDecoder.read(attributes);
            case "startTimeUnixNano", "start_time_unix_nano" -> start = values.uint64();
            case "timeUnixNano", "time_unix_nano" -> time = values.uint64();
            case "flags" -> flags = values.uint32();
            case "exemplars" -> readExemplars();
            default -> in.skip();
        }
    }

    private void finish(BatchBuilder batch) {
        if (flags != 0) {
            batch.flags(flags);
        }
        batch.exemplars(exemplars);
        exemplars = List.of();
    }

    void number(BatchBuilder batch) throws OtlpFormatException {
        begin();
        long bits = 0;
        ValueKind kind = ValueKind.NONE;
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "asInt", "as_int" -> {
                    bits = values.int64();
                    kind = ValueKind.INT;
                }
                case "asDouble", "as_double" -> {
                    bits = Double.doubleToRawLongBits(values.number());
                    kind = ValueKind.DOUBLE;
                }
                default -> common(name);
            }
        }
        switch (kind) {
            case INT -> batch.intPoint(attributes, start, time, bits);
            case DOUBLE -> batch.doublePoint(attributes, start, time, Double.longBitsToDouble(bits));
            case NONE -> batch.emptyPoint(attributes, start, time);
        }
        finish(batch);
    }

    void histogram(BatchBuilder batch) throws OtlpFormatException {
        begin();
        long count = 0;
        OptionalNumber sum = OptionalNumber.UNSET;
        OptionalNumber min = OptionalNumber.UNSET;
        OptionalNumber max = OptionalNumber.UNSET;
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "count" -> count = values.uint64();
                case "sum" -> sum = OptionalNumber.of(values.number());
                case "min" -> min = OptionalNumber.of(values.number());
                case "max" -> max = OptionalNumber.of(values.number());
                case "bucketCounts", "bucket_counts" -> uint64s(counts);
                case "explicitBounds", "explicit_bounds" -> {
                    for (boolean more = items(); more; more = in.more()) {
                        countPart();
                        others.add(Double.doubleToRawLongBits(values.number()));
                    }
                }
                default -> common(name);
            }
        }
        batch.bodyPoint(
                attributes, start, time, new HistogramBody(count, sum, min, max, counts.toLongs(), others.toDoubles()));
        finish(batch);
    }

    void exponentialHistogram(BatchBuilder batch) throws OtlpFormatException {
        begin();
        long count = 0;
        int scale = 0;
        long zeroCount = 0;
        double zeroThreshold = 0;
        int positiveOffset = 0;
        int negativeOffset = 0;
        OptionalNumber sum = OptionalNumber.UNSET;
        OptionalNumber min = OptionalNumber.UNSET;
        OptionalNumber max = OptionalNumber.UNSET;
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "count" -> count = values.uint64();
                case "sum" -> sum = OptionalNumber.of(values.number());
                case "min" -> min = OptionalNumber.of(values.number());
                case "max" -> max = OptionalNumber.of(values.number());
                case "scale" -> scale = values.int32();
                case "zeroCount", "zero_count" -> zeroCount = values.uint64();
                case "zeroThreshold", "zero_threshold" -> zeroThreshold = values.number();
                case "positive" -> positiveOffset = buckets(positiveOffset, counts);
                case "negative" -> negativeOffset = buckets(negativeOffset, others);
                default -> common(name);
            }
        }
        batch.bodyPoint(
                attributes,
                start,
                time,
                new ExponentialHistogramBody(
                        count,
                        sum,
                        min,
                        max,
                        scale,
                        zeroCount,
                        zeroThreshold,
                        new Buckets(positiveOffset, counts.toLongs()),
                        new Buckets(negativeOffset, others.toLongs())));
        finish(batch);
    }

    void summary(BatchBuilder batch) throws OtlpFormatException {
        begin();
        List<Quantile> quantiles = new ArrayList<>(8);
        long count = 0;
        double sum = 0;
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "count" -> count = values.uint64();
                case "sum" -> sum = values.number();
                case "quantileValues", "quantile_values" -> {
                    for (boolean more = items(); more; more = in.more()) {
                        countPart();
                        quantiles.add(quantile());
                    }
                }
                case "exemplars" -> in.skip();
                default -> common(name);
            }
        }
        batch.bodyPoint(attributes, start, time, new SummaryBody(count, sum, quantiles));
        finish(batch);
    }

    private Quantile quantile() throws OtlpFormatException {
        double quantile = 0;
        double value = 0;
        if (!in.isNull()) {
            for (String name = in.object(); name != null; name = in.next()) {
                switch (name) {
                    case "quantile" -> quantile = values.number();
                    case "value" -> value = values.number();
                    default -> in.skip();
                }
            }
        }
        return new Quantile(quantile, value);
    }

    /** As {@link JsonReader#array}; null counts as an empty list. */
    private boolean items() throws OtlpFormatException {
        return !in.isNull() && in.array();
    }

    private void uint64s(LongList into) throws OtlpFormatException {
        for (boolean more = items(); more; more = in.more()) {
            countPart();
            into.add(values.uint64());
        }
    }

    private int buckets(int offsetBefore, LongList into) throws OtlpFormatException {
        int offset = offsetBefore;
        if (in.isNull()) {
            return offset;
        }
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "offset" -> offset = values.int32();
                case "bucketCounts", "bucket_counts" -> uint64s(into);
                default -> in.skip();
            }
        }
        return offset;
    }

    private void readExemplars() throws OtlpFormatException {
        for (boolean more = items(); more; more = in.more()) {
            countPart();
            if (exemplars.isEmpty()) {
                exemplars = new ArrayList<>(2);
            }
            exemplars.add(exemplar());
        }
    }

    private Exemplar exemplar() throws OtlpFormatException {
        Attributes filtered = Attributes.EMPTY;
        long exemplarTime = 0;
        long bits = 0;
        ValueKind kind = ValueKind.NONE;
        byte[] traceId = NO_ID;
        byte[] spanId = NO_ID;
        if (in.isNull()) {
            return new Exemplar(filtered, exemplarTime, kind, bits, traceId, spanId);
        }
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "filteredAttributes", "filtered_attributes" -> filtered = attributesDecoder.read(filtered);
                case "timeUnixNano", "time_unix_nano" -> exemplarTime = values.uint64();
                case "asInt", "as_int" -> {
                    bits = values.int64();
                    kind = ValueKind.INT;
                }
                case "asDouble", "as_double" -> {
                    bits = Double.doubleToRawLongBits(values.number());
                    kind = ValueKind.DOUBLE;
                }
                case "traceId", "trace_id" -> traceId = values.id(16);
                case "spanId", "span_id" -> spanId = values.id(8);
                default -> in.skip();
            }
        }
        return new Exemplar(filtered, exemplarTime, kind, bits, traceId, spanId);
    }
}
