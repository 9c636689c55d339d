package phoenix.metrics.otlp;

import java.util.List;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.ValueKind;

/**
 * Writes points, and measures them. Fields stand in ascending order; zeros are left out, as the Collector does.
 * Not thread-safe.
 */
final class PointEncoder {
    private final AttributesEncoder attributesEncoder;

    PointEncoder(AttributesEncoder attributesEncoder) {
        this.attributesEncoder = attributesEncoder;
    }

    void write(ReverseWriter out, MetricBatch batch, int p) {
        int before = out.size();
        switch (batch.body(p)) {
            case HistogramBody body -> histogram(out, batch, p, body);
            case ExponentialHistogramBody body -> exponentialHistogram(out, batch, p, body);
            case SummaryBody body -> summary(out, batch, p, body);
            case null -> number(out, batch, p);
        }
        out.message(0x0A, before);
    }

    int size(MetricBatch batch, int p) {
        int attributes = attributesEncoder.size(batch.attributes(p));
        int flags = batch.flags(p) == 0 ? 0 : 1 + ReverseWriter.sizeOfVarint(Integer.toUnsignedLong(batch.flags(p)));
        int shared = attributes + flags + fixed(batch.startTimeUnixNano(p)) + fixed(batch.timeUnixNano(p));
        return ReverseWriter.sizeOfField(shared
                + switch (batch.body(p)) {
                    case HistogramBody body -> size(body) + exemplars(batch.exemplars(p));
                    case ExponentialHistogramBody body -> size(body) + exemplars(batch.exemplars(p));
                    case SummaryBody body -> size(body);
                    case null -> (batch.valueKind(p) == ValueKind.NONE ? 0 : 9) + exemplars(batch.exemplars(p));
                });
    }

    private void number(ReverseWriter out, MetricBatch batch, int p) {
        flags(out, 0x40, batch.flags(p));
        attributesEncoder.write(out, 0x3A, batch.attributes(p));
        ValueKind kind = batch.valueKind(p);
        if (kind == ValueKind.INT) {
            out.fixed64(0x31, batch.intValue(p));
        }
        exemplars(out, 0x2A, batch.exemplars(p));
        if (kind == ValueKind.DOUBLE) {
            out.fixed64(0x21, Double.doubleToRawLongBits(batch.doubleValue(p)));
        }
        times(out, batch, p);
    }

    private static void times(ReverseWriter out, MetricBatch batch, int p) {
        fixed(out, 0x19, batch.timeUnixNano(p));
        fixed(out, 0x11, batch.startTimeUnixNano(p));
    }

    private static void flags(ReverseWriter out, int tag, int flags) {
        if (flags != 0) {
            out.varint(tag, Integer.toUnsignedLong(flags));
        }
    }

    private static void fixed(ReverseWriter out, int tag, long value) {
        if (value != 0) {
            out.fixed64(tag, value);
        }
    }

    private static int fixed(long value) {
        return value == 0 ? 0 : 9;
    }

    private static void optional(ReverseWriter out, int tag, OptionalNumber number) {
        if (number.isSet()) {
            out.fixed64(tag, Double.doubleToRawLongBits(number.value()));
        }
    }

    private static int optional(OptionalNumber number) {
        return number.isSet() ? 9 : 0;
    }

    private void histogram(ReverseWriter out, MetricBatch batch, int p, HistogramBody body) {
        optional(out, 0x61, body.max());
        optional(out, 0x59, body.min());
        flags(out, 0x50, batch.flags(p));
        attributesEncoder.write(out, 0x4A, batch.attributes(p));
        exemplars(out, 0x42, batch.exemplars(p));
        int before = out.size();
        double[] bounds = body.bounds();
        if (bounds.length > 0) {
            for (int i = bounds.length - 1; i >= 0; i--) {
                out.packedElement(Double.doubleToRawLongBits(bounds[i]));
            }
            out.message(0x3A, before);
        }
        before = out.size();
        long[] counts = body.bucketCounts();
        if (counts.length > 0) {
            for (int i = counts.length - 1; i >= 0; i--) {
                out.packedElement(counts[i]);
            }
            out.message(0x32, before);
        }
        optional(out, 0x29, body.sum());
        fixed(out, 0x21, body.count());
        times(out, batch, p);
    }

    private static int size(HistogramBody body) {
        int counts = body.bucketCounts().length == 0 ? 0 : ReverseWriter.sizeOfField(body.bucketCounts().length * 8);
        int bounds = body.bounds().length == 0 ? 0 : ReverseWriter.sizeOfField(body.bounds().length * 8);
        return counts
                + bounds
                + fixed(body.count())
                + optional(body.sum())
                + optional(body.min())
                + optional(body.max());
    }

    private void exponentialHistogram(ReverseWriter out, MetricBatch batch, int p, ExponentialHistogramBody body) {
        fixed(out, 0x71, Double.doubleToRawLongBits(body.zeroThreshold()));
        optional(out, 0x69, body.max());
        optional(out, 0x61, body.min());
        exemplars(out, 0x5A, batch.exemplars(p));
        flags(out, 0x50, batch.flags(p));
        buckets(out, 0x4A, body.negative());
        buckets(out, 0x42, body.positive());
        fixed(out, 0x39, body.zeroCount());
        if (body.scale() != 0) {
            out.zigzag32(0x30, body.scale());
        }
        optional(out, 0x29, body.sum());
        fixed(out, 0x21, body.count());
        times(out, batch, p);
        attributesEncoder.write(out, 0x0A, batch.attributes(p));
    }

    private static int size(ExponentialHistogramBody body) {
        int scale = body.scale() == 0 ? 0 : 1 + sizeOfZigzag(body.scale());
        return fixed(body.count())
                + optional(body.sum())
                + scale
                + fixed(body.zeroCount())
                + ReverseWriter.sizeOfField(sizeOfBuckets(body.positive()))
                + ReverseWriter.sizeOfField(sizeOfBuckets(body.negative()))
                + optional(body.min())
                + optional(body.max())
                + fixed(Double.doubleToRawLongBits(body.zeroThreshold()));
    }

    private static int sizeOfZigzag(int value) {
        return ReverseWriter.sizeOfVarint(Integer.toUnsignedLong(value << 1 ^ value >> 31));
    }

    private static void buckets(ReverseWriter out, int tag, Buckets buckets) {
        int outer = out.size();
        long[] counts = buckets.counts();
        if (counts.length > 0) {
            for (int i = counts.length - 1; i >= 0; i--) {
                out.varint(counts[i]);
            }
            out.message(0x12, outer);
        }
        if (buckets.offset() != 0) {
            out.zigzag32(0x08, buckets.offset());
        }
        out.message(tag, outer);
    }

    private static int sizeOfBuckets(Buckets buckets) {
        int counts = 0;
        for (long count : buckets.counts()) {
            counts += ReverseWriter.sizeOfVarint(count);
        }
        return (counts == 0 ? 0 : ReverseWriter.sizeOfField(counts))
                + (buckets.offset() == 0 ? 0 : 1 + sizeOfZigzag(buckets.offset()));
    }

    private void summary(ReverseWriter out, MetricBatch batch, int p, SummaryBody body) {
        flags(out, 0x40, batch.flags(p));
        attributesEncoder.write(out, 0x3A, batch.attributes(p));
        List<Quantile> quantiles = body.quantiles();
        for (int i = quantiles.size() - 1; i >= 0; i--) {
            int before = out.size();
            fixed(out, 0x11, Double.doubleToRawLongBits(quantiles.get(i).value()));
            fixed(out, 0x09, Double.doubleToRawLongBits(quantiles.get(i).quantile()));
            out.message(0x32, before);
        }
        fixed(out, 0x29, Double.doubleToRawLongBits(body.sum()));
        fixed(out, 0x21, body.count());
        times(out, batch, p);
    }

    private static int size(SummaryBody body) {
        int quantiles = 0;
        for (Quantile quantile : body.quantiles()) {
            quantiles += ReverseWriter.sizeOfField(fixed(Double.doubleToRawLongBits(quantile.quantile()))
                    + fixed(Double.doubleToRawLongBits(quantile.value())));
        }
        return quantiles + fixed(body.count()) + fixed(Double.doubleToRawLongBits(body.sum()));
    }

    private void exemplars(ReverseWriter out, int tag, List<Exemplar> exemplars) {
        for (int i = exemplars.size() - 1; i >= 0; i--) {
            Exemplar exemplar = exemplars.get(i);
            int before = out.size();
            attributesEncoder.write(out, 0x3A, exemplar.filteredAttributes());
            if (exemplar.kind() == ValueKind.INT) {
                out.fixed64(0x31, exemplar.valueBits());
            }
            id(out, 0x2A, exemplar.traceId());
            id(out, 0x22, exemplar.spanId());
            if (exemplar.kind() == ValueKind.DOUBLE) {
                out.fixed64(0x19, exemplar.valueBits());
            }
            fixed(out, 0x11, exemplar.timeUnixNano());
            out.message(tag, before);
        }
    }

    private static void id(ReverseWriter out, int tag, byte[] id) {
        if (id.length > 0) {
            out.bytes(tag, id);
        }
    }

    private int exemplars(List<Exemplar> exemplars) {
        int size = 0;
        for (Exemplar exemplar : exemplars) {
            size += ReverseWriter.sizeOfField(attributesEncoder.size(exemplar.filteredAttributes())
                    + (exemplar.kind() == ValueKind.NONE ? 0 : 9)
                    + sizeOfId(exemplar.traceId())
                    + sizeOfId(exemplar.spanId())
                    + fixed(exemplar.timeUnixNano()));
        }
        return size;
    }

    private static int sizeOfId(byte[] id) {
        return id.length == 0 ? 0 : ReverseWriter.sizeOfField(id.length);
    }
}
