package phoenix.metrics.otlp.json;

import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/**
 * Writes a batch as OTLP's {@code ExportMetricsServiceRequest} in JSON, byte for byte as the Collector's
 * {@code pmetric.JSONMarshaler} does: enums as numbers, 64 bit integers in quotes, ids in hex, defaults left out. Stateless
 * and thread-safe.
 */
public final class OtlpJsonEncoder {
    private static final int POINT_CHARS = 200;

    private OtlpJsonEncoder() {}

    /** The batch as one line of UTF-8, without its end. */
    public static byte[] encode(MetricBatch batch) {
        JsonText out = new JsonText(Math.clamp((long) batch.pointCount() * POINT_CHARS, 256, 1 << 24));
        out.beginObject();
        if (batch.resourceCount() > 0) {
            out.beginArray("resourceMetrics");
            for (int r = 0; r < batch.resourceCount(); r++) {
                resourceMetrics(out, batch, r);
            }
            out.endArray();
        }
        out.endObject();
        return out.toUtf8();
    }

    private static void resourceMetrics(JsonText out, MetricBatch batch, int r) {
        Resource resource = batch.resource(r);
        out.beginObject().name("resource");
        out.beginObject();
        ValueJson.attributes(out, "attributes", resource.attributes());
        if (resource.droppedAttributesCount() != 0) {
            out.name("droppedAttributesCount").number(Integer.toUnsignedLong(resource.droppedAttributesCount()));
        }
        if (!resource.entityRefs().isEmpty()) {
            out.beginArray("entityRefs");
            resource.entityRefs().forEach(ref -> entityRef(out, ref));
            out.endArray();
        }
        out.endObject();
        if (batch.scopeStart(r) < batch.scopeEnd(r)) {
            out.beginArray("scopeMetrics");
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                scopeMetrics(out, batch, s);
            }
            out.endArray();
        }
        optional(out, "schemaUrl", resource.schemaUrl());
        out.endObject();
    }

    private static void entityRef(JsonText out, Resource.EntityRef ref) {
        out.beginObject();
        optional(out, "schemaUrl", ref.schemaUrl());
        optional(out, "type", ref.type());
        if (!ref.idKeys().isEmpty()) {
            out.beginArray("idKeys");
            ref.idKeys().forEach(out::text);
            out.endArray();
        }
        if (!ref.descriptionKeys().isEmpty()) {
            out.beginArray("descriptionKeys");
            ref.descriptionKeys().forEach(out::text);
            out.endArray();
        }
        out.endObject();
    }

    private static void scopeMetrics(JsonText out, MetricBatch batch, int s) {
        Scope scope = batch.scope(s);
        out.beginObject().name("scope");
        out.beginObject();
        optional(out, "name", scope.name());
        optional(out, "version", scope.version());
        ValueJson.attributes(out, "attributes", scope.attributes());
        if (scope.droppedAttributesCount() != 0) {
            out.name("droppedAttributesCount").number(Integer.toUnsignedLong(scope.droppedAttributesCount()));
        }
        out.endObject();
        if (batch.metricStart(s) < batch.metricEnd(s)) {
            out.beginArray("metrics");
            for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                metric(out, batch, m);
            }
            out.endArray();
        }
        optional(out, "schemaUrl", scope.schemaUrl());
        out.endObject();
    }

    private static void metric(JsonText out, MetricBatch batch, int m) {
        MetricInfo info = batch.metric(m);
        out.beginObject();
        optional(out, "name", info.name());
        optional(out, "description", info.description());
        optional(out, "unit", info.unit());
        switch (info.type()) {
            case NONE -> {}
            case GAUGE -> data(out, "gauge", batch, m);
            case SUM -> data(out, "sum", batch, m);
            case HISTOGRAM -> data(out, "histogram", batch, m);
            case EXPONENTIAL_HISTOGRAM -> data(out, "exponentialHistogram", batch, m);
            case SUMMARY -> data(out, "summary", batch, m);
        }
        ValueJson.attributes(out, "metadata", info.metadata());
        out.endObject();
    }

    private static void data(JsonText out, String name, MetricBatch batch, int m) {
        MetricInfo info = batch.metric(m);
        out.name(name);
        out.beginObject();
        if (batch.pointStart(m) < batch.pointEnd(m)) {
            out.beginArray("dataPoints");
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                PointJson.point(out, batch, p);
            }
            out.endArray();
        }
        if (info.temporality() != Temporality.UNSPECIFIED) {
            out.name("aggregationTemporality").number(info.temporality().ordinal());
        }
        if (info.type() == MetricType.SUM && info.monotonic()) {
            out.name("isMonotonic").bool(true);
        }
        out.endObject();
    }

    private static void optional(JsonText out, String name, String text) {
        if (!text.isEmpty()) {
            out.name(name).text(text);
        }
    }
}
