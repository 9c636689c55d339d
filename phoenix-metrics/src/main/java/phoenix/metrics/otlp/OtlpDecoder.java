package phoenix.metrics.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Reads OTLP's {@code ExportMetricsServiceRequest} (and {@code MetricsData}, which has the same encoding) from its
 * protobuf bytes, straight into columns.
 *
 * <p>Attribute maps are interned by their bytes in a bounded table that lives as long as the decoder, so keep one
 * decoder for each connection or worker. Not thread-safe. After an exception it is as good as new.
 *
 * <p>Fields may come in any order, unknown ones are passed over, and repeated occurrences of a message merge, as
 * protobuf defines. Differences from protobuf-java, which takes more: see {@link OtlpFormatException.Reason}. Of
 * attributes with the same key the first is kept; an unknown temporality counts as unspecified.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto 1.11</a>
 */
public final class OtlpDecoder {
    private static final int REMEMBERED_DEFAULT = 65_536;
    private static final int BYTES_PER_POINT = 128;
    private static final long REQUEST_FIELDS = 0b10;
    private static final long GROUP_FIELDS = 0b1110;
    private static final long RESOURCE_FIELDS = 0b1110;
    private static final long SCOPE_FIELDS = 0b1_1110;
    private static final long ENTITY_FIELDS = 0b1_1110;
    private static final long METRIC_FIELDS = 0b1_1110_1010_1110;
    private static final long DATA_FIELDS = 0b110;
    private static final long SUM_FIELDS = 0b1110;
    private static final long POINTS_ONLY = 0b10;

    private final WireReader in = new WireReader();
    private final DecodeLimits limits;
    private final AttributesDecoder attributesDecoder;
    private final PointDecoder points;
    private final BodyDecoder bodies;
    private final MetricHeadings headings = new MetricHeadings();
    private BatchBuilder batch = new BatchBuilder(0);
    private int parents;

    public OtlpDecoder() {
        this(DecodeLimits.DEFAULT, REMEMBERED_DEFAULT);
    }

    /** @param attributesRememberedMax how many attribute maps the decoder interns, each at most 4 KiB on the wire */
    public OtlpDecoder(DecodeLimits limits, int attributesRememberedMax) {
        this.limits = limits;
        this.attributesDecoder = new AttributesDecoder(in, limits, attributesRememberedMax);
        this.points = new PointDecoder(in, limits, attributesDecoder);
        this.bodies = new BodyDecoder(in, attributesDecoder, points);
    }

    public MetricBatch decode(byte[] bytes) throws OtlpFormatException {
        return decode(bytes, 0, bytes.length);
    }

    /** Reads the message in the given part of the array; the array is not kept. */
    public MetricBatch decode(byte[] bytes, int offset, int length) throws OtlpFormatException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        in.reset(bytes, offset, length);
        points.reset();
        parents = 0;
        batch = new BatchBuilder(Math.min(length / BYTES_PER_POINT, limits.pointsMax()) + 1);
        try {
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag == 0x0A) {
                    resourceMetrics();
                } else {
                    in.skip(tag, REQUEST_FIELDS);
                }
            }
            return batch.build();
        } finally {
            in.reset(new byte[0], 0, 0);
            batch = new BatchBuilder(0);
        }
    }

    private void countParent() throws OtlpFormatException {
        if (++parents > limits.pointsMax()) {
            throw in.error(
                    Reason.TOO_MANY, "more than " + limits.pointsMax() + " resources, scopes and metrics in a request");
        }
    }

    private void resourceMetrics() throws OtlpFormatException {
        countParent();
        int outer = in.enter();
        int start = in.position;
        // The resource may follow its scopes, and the batch is built top down: look it up first.
        ResourceFields fields = new ResourceFields();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> resource(fields);
                case 0x12 -> in.skipBytes();
                case 0x1A -> fields.schemaUrl = text();
                default -> in.skip(tag, GROUP_FIELDS);
            }
        }
        batch.resource(new Resource(fields.attributes, fields.droppedAttributes, fields.schemaUrl, fields.entityRefs));
        in.position = start;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == 0x12) {
                scopeMetrics();
            } else {
                in.skip(tag, 0);
            }
        }
        in.leave(outer);
    }

    private String text() throws OtlpFormatException {
        return attributesDecoder.keyTexts().read(in);
    }

    private void resource(ResourceFields fields) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> fields.attributes = attributesDecoder.read(tag, fields.attributes);
                case 0x10 -> fields.droppedAttributes = in.varint32();
                case 0x1A -> fields.entityRefs = entityRef(fields.entityRefs);
                default -> in.skip(tag, RESOURCE_FIELDS);
            }
        }
        in.leave(outer);
    }

    private List<Resource.EntityRef> entityRef(List<Resource.EntityRef> before) throws OtlpFormatException {
        int outer = in.enter();
        String schemaUrl = "";
        String type = "";
        List<String> idKeys = new ArrayList<>(2);
        List<String> descriptionKeys = new ArrayList<>(2);
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> schemaUrl = text();
                case 0x12 -> type = text();
                case 0x1A -> idKeys.add(text());
                case 0x22 -> descriptionKeys.add(text());
                default -> in.skip(tag, ENTITY_FIELDS);
            }
        }
        in.leave(outer);
        List<Resource.EntityRef> refs = before.isEmpty() ? new ArrayList<>(2) : before;
        refs.add(new Resource.EntityRef(schemaUrl, type, idKeys, descriptionKeys));
        if (refs.size() > limits.attributesMax() || idKeys.size() + descriptionKeys.size() > limits.attributesMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.attributesMax() + " entity references or keys");
        }
        return refs;
    }

    private void scopeMetrics() throws OtlpFormatException {
        countParent();
        int outer = in.enter();
        int start = in.position;
        ScopeFields fields = new ScopeFields();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> scope(fields);
                case 0x12 -> in.skipBytes();
                case 0x1A -> fields.schemaUrl = text();
                default -> in.skip(tag, GROUP_FIELDS);
            }
        }
        batch.scope(
                new Scope(fields.name, fields.version, fields.attributes, fields.droppedAttributes, fields.schemaUrl));
        in.position = start;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == 0x12) {
                metric();
            } else {
                in.skip(tag, 0);
            }
        }
        in.leave(outer);
    }

    private void scope(ScopeFields fields) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> fields.name = text();
                case 0x12 -> fields.version = text();
                case 0x1A -> fields.attributes = attributesDecoder.read(tag, fields.attributes);
                case 0x20 -> fields.droppedAttributes = in.varint32();
                default -> in.skip(tag, SCOPE_FIELDS);
            }
        }
        in.leave(outer);
    }

    private void metric() throws OtlpFormatException {
        countParent();
        int outer = in.enter();
        int start = in.position;
        MetricFields fields = new MetricFields();
        fields.heading = headings.read(in);
        if (fields.heading != null) {
            fields.name = fields.heading.name();
            fields.description = fields.heading.description();
            fields.unit = fields.heading.unit();
        }
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> fields.setName(text());
                case 0x12 -> fields.setDescription(text());
                case 0x1A -> fields.setUnit(text());
                case 0x2A, 0x3A, 0x4A, 0x52, 0x5A -> data(tag, fields);
                case 0x62 -> fields.metadata = attributesDecoder.read(tag, fields.metadata);
                default -> in.skip(tag, METRIC_FIELDS);
            }
        }
        batch.metric(fields.info());
        if (fields.replaced) {
            in.position = start;
            points(new BatchBuilder(), 0, 0); // only to find out whether what was replaced is well-formed
        }
        if (fields.dataTag != 0) {
            in.position = start;
            points(batch, fields.dataTag, fields.dataStart);
        }
        in.leave(outer);
    }

    /** Reads what a metric's data says of all its points, which stands after them on the wire. */
    private void data(int tag, MetricFields fields) throws OtlpFormatException {
        if (fields.dataTag != tag) {
            fields.startData(tag, in.position);
        }
        int outer = in.enter();
        long known = tag == 0x3A ? SUM_FIELDS : tag == 0x2A || tag == 0x5A ? POINTS_ONLY : DATA_FIELDS;
        while (in.hasMore()) {
            int field = in.tag();
            if (field == 0x0A) {
                in.skipBytes();
            } else if (field == 0x10 && known != POINTS_ONLY) {
                fields.temporality = temporality(in.varint32());
            } else if (field == 0x18 && known == SUM_FIELDS) {
                fields.monotonic = in.varint() != 0;
            } else {
                in.skip(field, known);
            }
        }
        in.leave(outer);
    }

    private static Temporality temporality(int number) {
        return switch (number) {
            case 1 -> Temporality.DELTA;
            case 2 -> Temporality.CUMULATIVE;
            default -> Temporality.UNSPECIFIED;
        };
    }

    /**
     * Goes over the metric again, now for the points: data of one kind may come in several pieces.
     *
     * @param dataTag which kind to read; 0 for every kind
     * @param dataStart data before this position was replaced by data of another kind
     */
    private void points(BatchBuilder target, int dataTag, int dataStart) throws OtlpFormatException {
        while (in.hasMore()) {
            int tag = in.tag();
            boolean wanted = dataTag == 0 ? MetricFields.type(tag) != MetricType.NONE : tag == dataTag;
            if (!wanted || in.position < dataStart) {
                in.skip(tag, 0);
                continue;
            }
            MetricType type = MetricFields.type(tag);
            int outer = in.enter();
            while (in.hasMore()) {
                int field = in.tag();
                if (field == 0x0A) {
                    point(target, type);
                } else {
                    in.skip(field, 0);
                }
            }
            in.leave(outer);
        }
    }

    private void point(BatchBuilder target, MetricType type) throws OtlpFormatException {
        switch (type) {
            case HISTOGRAM -> bodies.histogram(target);
            case EXPONENTIAL_HISTOGRAM -> bodies.exponentialHistogram(target);
            case SUMMARY -> bodies.summary(target);
            default -> points.number(target);
        }
    }

    private static final class ResourceFields {
        Attributes attributes = Attributes.EMPTY;
        int droppedAttributes;
        String schemaUrl = "";
        List<Resource.EntityRef> entityRefs = List.of();
    }

    private static final class ScopeFields {
        String name = "";
        String version = "";
        Attributes attributes = Attributes.EMPTY;
        int droppedAttributes;
        String schemaUrl = "";
    }

    private static final class MetricFields {
        /** Null when a text came outside of it. */
        @Nullable
        MetricHeading heading;

        String name = "";
        String description = "";
        String unit = "";
        MetricType type = MetricType.NONE;
        Temporality temporality = Temporality.UNSPECIFIED;
        boolean monotonic;
        Attributes metadata = Attributes.EMPTY;
        int dataTag;
        int dataStart;
        boolean replaced;

        void setName(String text) {
            name = text;
            heading = null;
        }

        void setDescription(String text) {
            description = text;
            heading = null;
        }

        void setUnit(String text) {
            unit = text;
            heading = null;
        }

        MetricInfo info() {
            return heading != null && metadata.isEmpty()
                    ? heading.info(type, temporality, monotonic)
                    : new MetricInfo(name, description, unit, type, temporality, monotonic, metadata);
        }

        /** Data of another kind replaces what came before: the data is a {@code oneof}. */
        void startData(int tag, int position) {
            replaced |= dataTag != 0;
            dataTag = tag;
            dataStart = position;
            temporality = Temporality.UNSPECIFIED;
            monotonic = false;
            type = type(tag);
        }

        static MetricType type(int tag) {
            return switch (tag) {
                case 0x2A -> MetricType.GAUGE;
                case 0x3A -> MetricType.SUM;
                case 0x4A -> MetricType.HISTOGRAM;
                case 0x52 -> MetricType.EXPONENTIAL_HISTOGRAM;
                case 0x5A -> MetricType.SUMMARY;
                default -> MetricType.NONE;
            };
        }
    }
}
