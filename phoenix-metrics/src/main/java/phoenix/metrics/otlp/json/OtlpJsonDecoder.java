package phoenix.metrics.otlp.json;

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
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Reads OTLP's JSON (an {@code ExportMetricsServiceRequest}, or {@code MetricsData} as the Collector's {@code file}
 * exporter writes it) straight into columns, without a tree.
 *
 * <p>Takes what the Collector takes: names in lowerCamelCase or snake_case in any order, 64 bit numbers as strings or
 * numbers, doubles also as strings, enums by number or name, ids in hexadecimal; null is absent and unknown fields are
 * passed over. Differences: something after the value, and a text that is not UTF-8, are errors, and {@link DecodeLimits}
 * hold. Of attributes with the same key the first is kept.
 *
 * <p>Keep one decoder for each worker; not thread-safe. After an exception it is as good as new.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP: JSON encoding</a>
 */
public final class OtlpJsonDecoder {
    private static final int REMEMBERED_DEFAULT = 65_536;
    private static final int BYTES_PER_POINT = 256;
    /** A value inside a list or map of attributes is four levels of JSON deeper; the rest is for what is around it. */
    private static final int JSON_PER_VALUE_DEPTH = 4;

    private static final int JSON_AROUND_VALUES = 32;

    private final JsonReader in;
    private final JsonValues values;
    private final DecodeLimits limits;
    private final JsonAttributesDecoder attributesDecoder;
    private final JsonPointDecoder points;
    private BatchBuilder batch = new BatchBuilder(0);
    private int parents;

    public OtlpJsonDecoder() {
        this(DecodeLimits.DEFAULT, REMEMBERED_DEFAULT);
    }

    /** With other limits; {@code attributesRememberedMax} attribute maps are interned, small ones only. */
    public OtlpJsonDecoder(DecodeLimits limits, int attributesRememberedMax) {
        this.limits = limits;
        this.in = new JsonReader(limits.depthMax() * JSON_PER_VALUE_DEPTH + JSON_AROUND_VALUES);
        this.values = new JsonValues(in);
        this.attributesDecoder = new JsonAttributesDecoder(in, values, limits, attributesRememberedMax);
        this.points = new JsonPointDecoder(in, values, limits, attributesDecoder);
    }

    public MetricBatch decode(byte[] bytes) throws OtlpFormatException {
        return decode(bytes, 0, bytes.length);
    }

    /** Reads the text in the given part of the array; the array is not kept. */
    public MetricBatch decode(byte[] bytes, int offset, int length) throws OtlpFormatException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        in.reset(bytes, offset, length);
        points.reset();
        parents = 0;
        batch = new BatchBuilder(Math.min(length / BYTES_PER_POINT, limits.pointsMax()) + 1);
        try {
            if (!in.isNull()) {
                for (String name = in.object(); name != null; name = in.next()) {
                    if (name.equals("resourceMetrics") || name.equals("resource_metrics")) {
                        for (boolean more = items(); more; more = in.more()) {
                            resourceMetrics();
                        }
                    } else {
                        in.skip();
                    }
                }
            }
            in.end();
            return batch.build();
        } finally {
            in.reset(new byte[0], 0, 0);
            batch = new BatchBuilder(0);
        }
    }

    private boolean items() throws OtlpFormatException {
        return !in.isNull() && in.array();
    }

    /** As {@link JsonReader#object}; null counts as an empty object. */
    private @Nullable String fields() throws OtlpFormatException {
        return in.isNull() ? null : in.object();
    }

    private void countParent() throws OtlpFormatException {
        if (++parents > limits.pointsMax()) {
            throw in.error(
                    Reason.TOO_MANY, "more than " + limits.pointsMax() + " resources, scopes and metrics in a request");
        }
    }

    private void resourceMetrics() throws OtlpFormatException {
        countParent();
        JsonReader.Mark start = in.mark();
        // The resource may follow its scopes, and the batch is built top down: look it up first.
        Resource resource = Resource.EMPTY;
        String schemaUrl = "";
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "resource" -> resource = resource();
                case "schemaUrl", "schema_url" -> schemaUrl = values.text();
                default -> in.skip();
            }
        }
        batch.resource(new Resource(
                resource.attributes(), resource.droppedAttributesCount(), schemaUrl, resource.entityRefs()));
        in.goBack(start);
        for (String name = fields(); name != null; name = in.next()) {
            if (name.equals("scopeMetrics") || name.equals("scope_metrics")) {
                for (boolean more = items(); more; more = in.more()) {
                    scopeMetrics();
                }
            } else {
                in.skip();
            }
        }
    }

    private Resource resource() throws OtlpFormatException {
        Attributes attributes = Attributes.EMPTY;
        int dropped = 0;
        List<Resource.EntityRef> refs = new ArrayList<>(0);
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "attributes" -> attributes = attributesDecoder.read(attributes);
                case "droppedAttributesCount", "dropped_attributes_count" -> dropped = values.uint32();
                case "entityRefs", "entity_refs" -> {
                    for (boolean more = items(); more; more = in.more()) {
                        refs.add(entityRef());
                        checkCount(refs.size());
                    }
                }
                default -> in.skip();
            }
        }
        return new Resource(attributes, dropped, "", refs);
    }

    private void checkCount(int count) throws OtlpFormatException {
        if (count > limits.attributesMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.attributesMax() + " entity references or keys");
        }
    }

    private Resource.EntityRef entityRef() throws OtlpFormatException {
        String schemaUrl = "";
        String type = "";
        List<String> idKeys = new ArrayList<>(2);
        List<String> descriptionKeys = new ArrayList<>(2);
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "schemaUrl", "schema_url" -> schemaUrl = values.text();
                case "type" -> type = values.text();
                case "idKeys", "id_keys" -> texts(idKeys);
                case "descriptionKeys", "description_keys" -> texts(descriptionKeys);
                default -> in.skip();
            }
        }
        return new Resource.EntityRef(schemaUrl, type, idKeys, descriptionKeys);
    }

    private void texts(List<String> into) throws OtlpFormatException {
        for (boolean more = items(); more; more = in.more()) {
            into.add(values.text());
            checkCount(into.size());
        }
    }

    private void scopeMetrics() throws OtlpFormatException {
        countParent();
        JsonReader.Mark start = in.mark();
        Scope scope = Scope.EMPTY;
        String schemaUrl = "";
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "scope" -> scope = scope();
                case "schemaUrl", "schema_url" -> schemaUrl = values.text();
                default -> in.skip();
            }
        }
        batch.scope(new Scope(
                scope.name(), scope.version(), scope.attributes(), scope.droppedAttributesCount(), schemaUrl));
        in.goBack(start);
        for (String name = fields(); name != null; name = in.next()) {
            if (name.equals("metrics")) {
                for (boolean more = items(); more; more = in.more()) {
                    metric();
                }
            } else {
                in.skip();
            }
        }
    }

    private Scope scope() throws OtlpFormatException {
        String scopeName = "";
        String version = "";
        Attributes attributes = Attributes.EMPTY;
        int dropped = 0;
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "name" -> scopeName = values.text();
                case "version" -> version = values.text();
                case "attributes" -> attributes = attributesDecoder.read(attributes);
                case "droppedAttributesCount", "dropped_attributes_count" -> dropped = values.uint32();
                default -> in.skip();
            }
        }
        return new Scope(scopeName, version, attributes, dropped, "");
    }

    private void metric() throws OtlpFormatException {
        countParent();
        String metricName = "";
        String description = "";
        String unit = "";
        Attributes metadata = Attributes.EMPTY;
        Data data = Data.NONE;
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "name" -> metricName = values.text();
                case "description" -> description = values.text();
                case "unit" -> unit = values.text();
                case "metadata" -> metadata = attributesDecoder.read(metadata);
                // Data of another kind, or given again, replaces what came before.
                case "gauge" -> data = data(MetricType.GAUGE);
                case "sum" -> data = data(MetricType.SUM);
                case "histogram" -> data = data(MetricType.HISTOGRAM);
                case "exponentialHistogram", "exponential_histogram" -> data = data(MetricType.EXPONENTIAL_HISTOGRAM);
                case "summary" -> data = data(MetricType.SUMMARY);
                default -> in.skip();
            }
        }
        batch.metric(
                new MetricInfo(metricName, description, unit, data.type, data.temporality, data.monotonic, metadata));
        if (data.start != null) {
            JsonReader.Mark end = in.mark();
            in.goBack(data.start);
            points(data.type);
            in.goBack(end);
        }
    }

    /** What a metric's data says of all its points, and where it stands: the points are read later. */
    private record Data(MetricType type, Temporality temporality, boolean monotonic, JsonReader.@Nullable Mark start) {
        static final Data NONE = new Data(MetricType.NONE, Temporality.UNSPECIFIED, false, null);
    }

    private Data data(MetricType type) throws OtlpFormatException {
        JsonReader.Mark start = in.mark();
        Temporality temporality = Temporality.UNSPECIFIED;
        boolean monotonic = false;
        boolean hasTemporality = type != MetricType.GAUGE && type != MetricType.SUMMARY;
        for (String name = fields(); name != null; name = in.next()) {
            switch (name) {
                case "aggregationTemporality", "aggregation_temporality" -> {
                    Temporality read = temporality();
                    temporality = hasTemporality ? read : temporality;
                }
                case "isMonotonic", "is_monotonic" -> {
                    boolean read = !in.isNull() && in.bool();
                    monotonic = type == MetricType.SUM && read;
                }
                default -> in.skip();
            }
        }
        return new Data(type, temporality, monotonic, start);
    }

    private Temporality temporality() throws OtlpFormatException {
        if (in.peek() == '"') {
            String name = in.string();
            return switch (name) {
                case "AGGREGATION_TEMPORALITY_UNSPECIFIED" -> Temporality.UNSPECIFIED;
                case "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
                case "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
                default -> throw in.error(Reason.MALFORMED_JSON, "an unknown aggregationTemporality");
            };
        }
        return switch (values.int32()) {
            case 1 -> Temporality.DELTA;
            case 2 -> Temporality.CUMULATIVE;
            default -> Temporality.UNSPECIFIED;
        };
    }

    private void points(MetricType type) throws OtlpFormatException {
        for (String name = fields(); name != null; name = in.next()) {
            if (name.equals("dataPoints") || name.equals("data_points")) {
                for (boolean more = items(); more; more = in.more()) {
                    point(type);
                }
            } else {
                in.skip();
            }
        }
    }

    private void point(MetricType type) throws OtlpFormatException {
        switch (type) {
            case HISTOGRAM -> points.histogram(batch);
            case EXPONENTIAL_HISTOGRAM -> points.exponentialHistogram(batch);
            case SUMMARY -> points.summary(batch);
            case GAUGE, SUM, NONE -> points.number(batch);
        }
    }
}
