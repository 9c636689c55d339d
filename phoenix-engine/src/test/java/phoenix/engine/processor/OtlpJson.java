package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads OTLP JSON, the form in which the Collector's file exporter writes, into batches. */
public final class OtlpJson {
    private final BatchBuilder builder = new BatchBuilder();

    private OtlpJson() {}

    public static MetricBatch read(String json) {
        OtlpJson reader = new OtlpJson();
        for (JsonNode resource : new JsonMapper().readTree(json).path("resourceMetrics")) {
            reader.resource(resource);
        }
        return reader.builder.build();
    }

    private void resource(JsonNode node) {
        JsonNode resource = node.path("resource");
        builder.resource(new Resource(
                attributes(resource.path("attributes")),
                (int) number(resource.path("droppedAttributesCount")),
                node.path("schemaUrl").asString(""),
                entityRefs(resource.path("entityRefs"))));
        for (JsonNode scopeMetrics : node.path("scopeMetrics")) {
            JsonNode scope = scopeMetrics.path("scope");
            builder.scope(new Scope(
                    scope.path("name").asString(""),
                    scope.path("version").asString(""),
                    attributes(scope.path("attributes")),
                    (int) number(scope.path("droppedAttributesCount")),
                    scopeMetrics.path("schemaUrl").asString("")));
            scopeMetrics.path("metrics").forEach(this::metric);
        }
    }

    private static List<Resource.EntityRef> entityRefs(JsonNode list) {
        List<Resource.EntityRef> refs = new ArrayList<>();
        list.forEach(ref -> refs.add(new Resource.EntityRef(
                ref.path("schemaUrl").asString(""),
                ref.path("type").asString(""),
                strings(ref.path("idKeys")),
                strings(ref.path("descriptionKeys")))));
        return refs;
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.asString()));
        return strings;
    }

    private void metric(JsonNode node) {
        for (String data : List.of("gauge", "sum", "histogram", "exponentialHistogram", "summary")) {
            if (node.has(data)) {
                JsonNode content = node.path(data);
                MetricType type = switch (data) {
                    case "gauge" -> MetricType.GAUGE;
                    case "sum" -> MetricType.SUM;
                    case "histogram" -> MetricType.HISTOGRAM;
                    case "exponentialHistogram" -> MetricType.EXPONENTIAL_HISTOGRAM;
                    default -> MetricType.SUMMARY;
                };
                Temporality temporality =
                        switch (content.path("aggregationTemporality").asInt(0)) {
                            case 1 -> Temporality.DELTA;
                            case 2 -> Temporality.CUMULATIVE;
                            default -> Temporality.UNSPECIFIED;
                        };
                info(node, type, temporality, content.path("isMonotonic").asBoolean(false));
                content.path("dataPoints").forEach(point -> point(type, point));
                return;
            }
        }
        info(node, MetricType.NONE, Temporality.UNSPECIFIED, false);
    }

    private void info(JsonNode node, MetricType type, Temporality temporality, boolean monotonic) {
        builder.metric(new MetricInfo(
                node.path("name").asString(""),
                node.path("description").asString(""),
                node.path("unit").asString(""),
                type,
                temporality,
                monotonic,
                attributes(node.path("metadata"))));
    }

    private void point(MetricType type, JsonNode node) {
        Attributes attributes = attributes(node.path("attributes"));
        long start = number(node.path("startTimeUnixNano"));
        long time = number(node.path("timeUnixNano"));
        switch (type) {
            case HISTOGRAM -> builder.bodyPoint(attributes, start, time, histogram(node));
            case EXPONENTIAL_HISTOGRAM -> builder.bodyPoint(attributes, start, time, exponential(node));
            case SUMMARY -> builder.bodyPoint(attributes, start, time, summary(node));
            case GAUGE, SUM, NONE -> {
                if (node.has("asInt")) {
                    builder.intPoint(attributes, start, time, number(node.path("asInt")));
                } else if (node.has("asDouble")) {
                    builder.doublePoint(attributes, start, time, decimal(node.path("asDouble")));
                } else {
                    builder.emptyPoint(attributes, start, time);
                }
            }
        }
        builder.flags((int) number(node.path("flags")));
        List<Exemplar> exemplars = new ArrayList<>();
        node.path("exemplars").forEach(exemplar -> exemplars.add(exemplar(exemplar)));
        builder.exemplars(exemplars);
    }

    private static HistogramBody histogram(JsonNode node) {
        return new HistogramBody(
                number(node.path("count")),
                optional(node.path("sum")),
                optional(node.path("min")),
                optional(node.path("max")),
                counts(node.path("bucketCounts")),
                bounds(node.path("explicitBounds")));
    }

    private static ExponentialHistogramBody exponential(JsonNode node) {
        return new ExponentialHistogramBody(
                number(node.path("count")),
                optional(node.path("sum")),
                optional(node.path("min")),
                optional(node.path("max")),
                (int) number(node.path("scale")),
                number(node.path("zeroCount")),
                decimal(node.path("zeroThreshold")),
                buckets(node.path("positive")),
                buckets(node.path("negative")));
    }

    private static SummaryBody summary(JsonNode node) {
        List<Quantile> quantiles = new ArrayList<>();
        node.path("quantileValues")
                .forEach(q -> quantiles.add(new Quantile(decimal(q.path("quantile")), decimal(q.path("value")))));
        return new SummaryBody(number(node.path("count")), decimal(node.path("sum")), quantiles);
    }

    private static Buckets buckets(JsonNode node) {
        return new Buckets((int) number(node.path("offset")), counts(node.path("bucketCounts")));
    }

    private static Exemplar exemplar(JsonNode node) {
        boolean integer = node.has("asInt");
        return new Exemplar(
                attributes(node.path("filteredAttributes")),
                number(node.path("timeUnixNano")),
                integer ? ValueKind.INT : ValueKind.DOUBLE,
                integer ? number(node.path("asInt")) : Double.doubleToRawLongBits(decimal(node.path("asDouble"))),
                HexFormat.of().parseHex(node.path("traceId").asString("")),
                HexFormat.of().parseHex(node.path("spanId").asString("")));
    }

    private static long[] counts(JsonNode node) {
        long[] counts = new long[node.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = number(node.get(i));
        }
        return counts;
    }

    private static double[] bounds(JsonNode node) {
        double[] bounds = new double[node.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = decimal(node.get(i));
        }
        return bounds;
    }

    private static OptionalNumber optional(JsonNode node) {
        return node.isMissingNode() ? OptionalNumber.UNSET : OptionalNumber.of(decimal(node));
    }

    private static long number(JsonNode node) {
        return node.isMissingNode()
                ? 0
                : Long.parseUnsignedLong(node.asString().replace("-", ""))
                        * (node.asString().startsWith("-") ? -1 : 1);
    }

    private static double decimal(JsonNode node) {
        if (node.isMissingNode()) {
            return 0;
        }
        return node.isNumber() ? node.asDouble() : Double.parseDouble(node.asString());
    }

    private static Attributes attributes(JsonNode list) {
        Attributes.Builder builder = Attributes.builder();
        list.forEach(entry -> builder.put(entry.path("key").asString(""), value(entry.path("value"))));
        return builder.build();
    }

    private static Value value(JsonNode node) {
        if (node.has("stringValue")) {
            return Value.of(node.path("stringValue").asString());
        }
        if (node.has("intValue")) {
            return Value.of(number(node.path("intValue")));
        }
        if (node.has("doubleValue")) {
            return Value.of(decimal(node.path("doubleValue")));
        }
        if (node.has("boolValue")) {
            return Value.of(node.path("boolValue").asBoolean());
        }
        if (node.has("bytesValue")) {
            return new Value.BytesValue(
                    Base64.getDecoder().decode(node.path("bytesValue").asString()));
        }
        if (node.has("kvlistValue")) {
            return new Value.MapValue(attributes(node.path("kvlistValue").path("values")));
        }
        if (node.has("arrayValue")) {
            List<Value> items = new ArrayList<>();
            node.path("arrayValue").path("values").forEach(item -> items.add(value(item)));
            return new Value.ListValue(items);
        }
        return Value.EMPTY;
    }
}
