package phoenix.metrics.otlp.json;

import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;

/** Writes points. The order of fields is the Collector's, which is that of their numbers in the protocol. */
final class PointJson {
    private PointJson() {}

    static void point(JsonText out, MetricBatch batch, int p) {
        out.beginObject();
        ValueJson.attributes(out, "attributes", batch.attributes(p));
        unsigned(out, "startTimeUnixNano", batch.startTimeUnixNano(p));
        unsigned(out, "timeUnixNano", batch.timeUnixNano(p));
        switch (batch.body(p)) {
            case null -> {
                switch (batch.valueKind(p)) {
                    case NONE -> {}
                    case INT -> out.name("asInt").signed(batch.intValue(p));
                    case DOUBLE -> out.name("asDouble").decimal(batch.doubleValue(p));
                }
                exemplars(out, batch.exemplars(p));
                flags(out, batch.flags(p));
            }
            case HistogramBody body -> {
                summed(out, body.count(), body.sum());
                counts(out, body.bucketCounts());
                if (body.bounds().length > 0) {
                    out.beginArray("explicitBounds");
                    for (double bound : body.bounds()) {
                        out.decimal(bound);
                    }
                    out.endArray();
                }
                exemplars(out, batch.exemplars(p));
                flags(out, batch.flags(p));
                optional(out, "min", body.min());
                optional(out, "max", body.max());
            }
            case ExponentialHistogramBody body -> exponential(out, batch, p, body);
            case SummaryBody body -> summary(out, batch, p, body);
        }
        out.endObject();
    }

    private static void exponential(JsonText out, MetricBatch batch, int p, ExponentialHistogramBody body) {
        summed(out, body.count(), body.sum());
        if (body.scale() != 0) {
            out.name("scale").number(body.scale());
        }
        unsigned(out, "zeroCount", body.zeroCount());
        out.name("positive");
        buckets(out, body.positive());
        out.name("negative");
        buckets(out, body.negative());
        flags(out, batch.flags(p));
        exemplars(out, batch.exemplars(p));
        optional(out, "min", body.min());
        optional(out, "max", body.max());
        nonZero(out, "zeroThreshold", body.zeroThreshold());
    }

    private static void summary(JsonText out, MetricBatch batch, int p, SummaryBody body) {
        unsigned(out, "count", body.count());
        nonZero(out, "sum", body.sum());
        if (!body.quantiles().isEmpty()) {
            out.beginArray("quantileValues");
            for (Quantile quantile : body.quantiles()) {
                out.beginObject();
                nonZero(out, "quantile", quantile.quantile());
                nonZero(out, "value", quantile.value());
                out.endObject();
            }
            out.endArray();
        }
        flags(out, batch.flags(p));
    }

    private static void summed(JsonText out, long count, OptionalNumber sum) {
        unsigned(out, "count", count);
        optional(out, "sum", sum);
    }

    private static void buckets(JsonText out, Buckets buckets) {
        out.beginObject();
        if (buckets.offset() != 0) {
            out.name("offset").number(buckets.offset());
        }
        counts(out, buckets.counts());
        out.endObject();
    }

    private static void counts(JsonText out, long[] counts) {
        if (counts.length > 0) {
            out.beginArray("bucketCounts");
            for (long count : counts) {
                out.unsigned(count);
            }
            out.endArray();
        }
    }

    /** A time or a count: unsigned, and left out when it is 0. */
    private static void unsigned(JsonText out, String name, long value) {
        if (value != 0) {
            out.name(name).unsigned(value);
        }
    }

    private static void nonZero(JsonText out, String name, double value) {
        if (value != 0) {
            out.name(name).decimal(value);
        }
    }

    private static void optional(JsonText out, String name, OptionalNumber number) {
        if (number.isSet()) {
            out.name(name).decimal(number.value());
        }
    }

    private static void flags(JsonText out, int flags) {
        if (flags != 0) {
            out.name("flags").number(Integer.toUnsignedLong(flags));
        }
    }

    private static void exemplars(JsonText out, List<Exemplar> exemplars) {
        if (exemplars.isEmpty()) {
            return;
        }
        out.beginArray("exemplars");
        for (Exemplar exemplar : exemplars) {
            out.beginObject();
            ValueJson.attributes(out, "filteredAttributes", exemplar.filteredAttributes());
            unsigned(out, "timeUnixNano", exemplar.timeUnixNano());
            switch (exemplar.kind()) {
                case NONE -> {}
                case INT -> out.name("asInt").signed(exemplar.valueBits());
                case DOUBLE -> out.name("asDouble").decimal(Double.longBitsToDouble(exemplar.valueBits()));
            }
            id(out, "traceId", exemplar.traceId());
            id(out, "spanId", exemplar.spanId());
            out.endObject();
        }
        out.endArray();
    }

    /** Left out when it is absent or all zeros, as the Collector takes both for the same. */
    private static void id(JsonText out, String name, byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                out.name(name).text(HexFormat.of().formatHex(id));
                return;
            }
        }
    }
}
