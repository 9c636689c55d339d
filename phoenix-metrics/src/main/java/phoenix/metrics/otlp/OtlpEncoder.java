package phoenix.metrics.otlp;

import java.util.Arrays;
import java.util.List;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/**
 * Writes a batch as OTLP's {@code ExportMetricsServiceRequest} in protobuf, with the fields that the Collector writes, so
 * that sizes are equal (absent ids of exemplars apart, which cost the Collector two bytes). The order of fields is
 * ascending; the Collector's is descending.
 *
 * <p>Keeps its buffer from one batch to the next, so keep one encoder for each worker. Not thread-safe.
 */
public final class OtlpEncoder {
    private static final int BUFFER_KEPT_MAX = 4 << 20;

    private final AttributesEncoder attributesEncoder = new AttributesEncoder();
    private final PointEncoder points = new PointEncoder(attributesEncoder);
    private final HeadingEncoder headings = new HeadingEncoder();
    private ReverseWriter out = new ReverseWriter(8192);

    /**
     * The batch as a message of its own.
     *
     * @throws IllegalStateException when the message would be larger than 2 GiB
     */
    public byte[] encode(MetricBatch batch) {
        return encode(batch, Arrays::copyOfRange);
    }

    /**
     * As {@link #encode(MetricBatch)}, without a copy: the bytes are the encoder's own and only shown.
     *
     * @return what the reader made of them
     */
    public <T> T encode(MetricBatch batch, MessageReader<T> reader) {
        write(batch);
        T result = reader.read(out.buffer(), out.start(), out.capacity());
        if (out.capacity() > BUFFER_KEPT_MAX) {
            out = new ReverseWriter(8192);
        }
        return result;
    }

    /** Takes a message from {@code from} to before {@code to} in an array that is not to be kept or changed. */
    @FunctionalInterface
    public interface MessageReader<T> {
        T read(byte[] bytes, int from, int to);
    }

    private void write(MetricBatch batch) {
        out.clear();
        for (int r = batch.resourceCount() - 1; r >= 0; r--) {
            int before = out.size();
            Resource resource = batch.resource(r);
            out.optionalText(0x1A, resource.schemaUrl());
            for (int s = batch.scopeEnd(r) - 1; s >= batch.scopeStart(r); s--) {
                scopeMetrics(batch, s);
            }
            resource(resource);
            out.message(0x0A, before);
        }
    }

    /** The exact length of what {@link #encode} returns, without writing it. */
    public int encodedSize(MetricBatch batch) {
        int total = 0;
        for (int r = 0; r < batch.resourceCount(); r++) {
            Resource resource = batch.resource(r);
            int size =
                    ReverseWriter.sizeOfOptionalText(resource.schemaUrl()) + ReverseWriter.sizeOfField(size(resource));
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                size += ReverseWriter.sizeOfField(scopeMetricsSize(batch, s));
            }
            total = Math.addExact(total, ReverseWriter.sizeOfField(size));
        }
        return total;
    }

    private void resource(Resource resource) {
        int before = out.size();
        List<Resource.EntityRef> refs = resource.entityRefs();
        for (int i = refs.size() - 1; i >= 0; i--) {
            Resource.EntityRef ref = refs.get(i);
            int refBefore = out.size();
            texts(0x22, ref.descriptionKeys());
            texts(0x1A, ref.idKeys());
            out.optionalText(0x12, ref.type());
            out.optionalText(0x0A, ref.schemaUrl());
            out.message(0x1A, refBefore);
        }
        droppedAttributes(0x10, resource.droppedAttributesCount());
        attributesEncoder.write(out, 0x0A, resource.attributes());
        out.message(0x0A, before);
    }

    private void texts(int tag, List<String> texts) {
        for (int i = texts.size() - 1; i >= 0; i--) {
            out.text(tag, texts.get(i));
        }
    }

    private void droppedAttributes(int tag, int count) {
        if (count != 0) {
            out.varint(tag, Integer.toUnsignedLong(count));
        }
    }

    private int size(Resource resource) {
        int size = attributesEncoder.size(resource.attributes()) + sizeOfDropped(resource.droppedAttributesCount());
        for (Resource.EntityRef ref : resource.entityRefs()) {
            size += ReverseWriter.sizeOfField(ReverseWriter.sizeOfOptionalText(ref.schemaUrl())
                    + ReverseWriter.sizeOfOptionalText(ref.type())
                    + sizeOfTexts(ref.idKeys())
                    + sizeOfTexts(ref.descriptionKeys()));
        }
        return size;
    }

    private static int sizeOfTexts(List<String> texts) {
        int size = 0;
        for (String text : texts) {
            size += text.isEmpty() ? 2 : ReverseWriter.sizeOfOptionalText(text);
        }
        return size;
    }

    private static int sizeOfDropped(int count) {
        return count == 0 ? 0 : 1 + ReverseWriter.sizeOfVarint(Integer.toUnsignedLong(count));
    }

    private void scopeMetrics(MetricBatch batch, int s) {
        int before = out.size();
        Scope scope = batch.scope(s);
        out.optionalText(0x1A, scope.schemaUrl());
        for (int m = batch.metricEnd(s) - 1; m >= batch.metricStart(s); m--) {
            metric(batch, m);
        }
        int scopeBefore = out.size();
        droppedAttributes(0x20, scope.droppedAttributesCount());
        attributesEncoder.write(out, 0x1A, scope.attributes());
        out.optionalText(0x12, scope.version());
        out.optionalText(0x0A, scope.name());
        out.message(0x0A, scopeBefore);
        out.message(0x12, before);
    }

    private int scopeMetricsSize(MetricBatch batch, int s) {
        Scope scope = batch.scope(s);
        int scopeSize = sizeOfDropped(scope.droppedAttributesCount())
                + attributesEncoder.size(scope.attributes())
                + ReverseWriter.sizeOfOptionalText(scope.version())
                + ReverseWriter.sizeOfOptionalText(scope.name());
        int size = ReverseWriter.sizeOfOptionalText(scope.schemaUrl()) + ReverseWriter.sizeOfField(scopeSize);
        for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
            size += ReverseWriter.sizeOfField(metricSize(batch, m));
        }
        return size;
    }

    private void metric(MetricBatch batch, int m) {
        int before = out.size();
        MetricInfo metric = batch.metric(m);
        attributesEncoder.write(out, 0x62, metric.metadata());
        int tag = dataTag(metric.type());
        if (tag != 0) {
            int dataBefore = out.size();
            if (metric.type() == MetricType.SUM && metric.monotonic()) {
                out.varint(0x18, 1);
            }
            if (hasTemporality(metric)) {
                out.varint(0x10, metric.temporality() == Temporality.DELTA ? 1 : 2);
            }
            for (int p = batch.pointEnd(m) - 1; p >= batch.pointStart(m); p--) {
                points.write(out, batch, p);
            }
            out.message(tag, dataBefore);
        }
        headings.write(out, metric);
        out.message(0x12, before);
    }

    private int metricSize(MetricBatch batch, int m) {
        MetricInfo metric = batch.metric(m);
        int data = (metric.type() == MetricType.SUM && metric.monotonic() ? 2 : 0) + (hasTemporality(metric) ? 2 : 0);
        if (metric.type() != MetricType.NONE) {
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                data += points.size(batch, p);
            }
        }
        return attributesEncoder.size(metric.metadata())
                + (metric.type() == MetricType.NONE ? 0 : ReverseWriter.sizeOfField(data))
                + ReverseWriter.sizeOfOptionalText(metric.unit())
                + ReverseWriter.sizeOfOptionalText(metric.description())
                + ReverseWriter.sizeOfOptionalText(metric.name());
    }

    private static boolean hasTemporality(MetricInfo metric) {
        return switch (metric.type()) {
            case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> metric.temporality() != Temporality.UNSPECIFIED;
            case NONE, GAUGE, SUMMARY -> false;
        };
    }

    private static int dataTag(MetricType type) {
        return switch (type) {
            case NONE -> 0;
            case GAUGE -> 0x2A;
            case SUM -> 0x3A;
            case HISTOGRAM -> 0x4A;
            case EXPONENTIAL_HISTOGRAM -> 0x52;
            case SUMMARY -> 0x5A;
        };
    }
}
