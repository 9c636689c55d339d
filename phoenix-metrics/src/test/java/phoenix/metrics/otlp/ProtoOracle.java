package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;

/** Compares a batch with what protobuf-java read from the same bytes, field by field. */
final class ProtoOracle {
    private ProtoOracle() {}

    static void assertSame(MetricBatch batch, ExportMetricsServiceRequest request) {
        assertThat(batch.resourceCount()).isEqualTo(request.getResourceMetricsCount());
        for (int r = 0; r < batch.resourceCount(); r++) {
            var expected = request.getResourceMetrics(r);
            Resource resource = batch.resource(r);
            assertThat(resource.schemaUrl()).isEqualTo(expected.getSchemaUrl());
            assertThat(resource.attributes())
                    .isEqualTo(attributes(expected.getResource().getAttributesList()));
            assertThat(resource.droppedAttributesCount())
                    .isEqualTo(expected.getResource().getDroppedAttributesCount());
            assertThat(resource.entityRefs())
                    .isEqualTo(expected.getResource().getEntityRefsList().stream()
                            .map(e -> new Resource.EntityRef(
                                    e.getSchemaUrl(), e.getType(), e.getIdKeysList(), e.getDescriptionKeysList()))
                            .toList());
            assertThat(batch.scopeEnd(r) - batch.scopeStart(r)).isEqualTo(expected.getScopeMetricsCount());
            for (int s = 0; s < expected.getScopeMetricsCount(); s++) {
                assertSame(batch, batch.scopeStart(r) + s, expected.getScopeMetrics(s));
            }
        }
    }

    private static void assertSame(
            MetricBatch batch, int s, io.opentelemetry.proto.metrics.v1.ScopeMetrics scopeMetrics) {
        Scope scope = batch.scope(s);
        var expected = scopeMetrics.getScope();
        assertThat(scope)
                .isEqualTo(new Scope(
                        expected.getName(),
                        expected.getVersion(),
                        attributes(expected.getAttributesList()),
                        expected.getDroppedAttributesCount(),
                        scopeMetrics.getSchemaUrl()));
        assertThat(batch.metricEnd(s) - batch.metricStart(s)).isEqualTo(scopeMetrics.getMetricsCount());
        for (int m = 0; m < scopeMetrics.getMetricsCount(); m++) {
            assertSame(batch, batch.metricStart(s) + m, scopeMetrics.getMetrics(m));
        }
    }

    private static void assertSame(MetricBatch batch, int m, Metric expected) {
        assertThat(batch.metric(m)).isEqualTo(info(expected));
        int start = batch.pointStart(m);
        int points = batch.pointEnd(m) - start;
        switch (expected.getDataCase()) {
            case GAUGE ->
                assertNumbers(batch, start, points, expected.getGauge().getDataPointsList());
            case SUM -> assertNumbers(batch, start, points, expected.getSum().getDataPointsList());
            case HISTOGRAM -> {
                assertThat(points).isEqualTo(expected.getHistogram().getDataPointsCount());
                for (int i = 0; i < points; i++) {
                    assertSame(batch, start + i, expected.getHistogram().getDataPoints(i));
                }
            }
            case EXPONENTIAL_HISTOGRAM -> {
                assertThat(points).isEqualTo(expected.getExponentialHistogram().getDataPointsCount());
                for (int i = 0; i < points; i++) {
                    assertSame(
                            batch, start + i, expected.getExponentialHistogram().getDataPoints(i));
                }
            }
            case SUMMARY -> {
                assertThat(points).isEqualTo(expected.getSummary().getDataPointsCount());
                for (int i = 0; i < points; i++) {
                    assertSame(batch, start + i, expected.getSummary().getDataPoints(i));
                }
            }
            case DATA_NOT_SET -> assertThat(points).isZero();
        }
    }

    private static MetricInfo info(Metric metric) {
        MetricType type = MetricType.NONE;
        int temporality = 0;
        boolean monotonic = false;
        switch (metric.getDataCase()) {
            case GAUGE -> type = MetricType.GAUGE;
            case SUM -> {
                type = MetricType.SUM;
                temporality = metric.getSum().getAggregationTemporalityValue();
                monotonic = metric.getSum().getIsMonotonic();
            }
            case HISTOGRAM -> {
                type = MetricType.HISTOGRAM;
                temporality = metric.getHistogram().getAggregationTemporalityValue();
            }
            case EXPONENTIAL_HISTOGRAM -> {
                type = MetricType.EXPONENTIAL_HISTOGRAM;
                temporality = metric.getExponentialHistogram().getAggregationTemporalityValue();
            }
            case SUMMARY -> type = MetricType.SUMMARY;
            case DATA_NOT_SET -> {}
        }
        return new MetricInfo(
                metric.getName(),
                metric.getDescription(),
                metric.getUnit(),
                type,
                temporality == 1
                        ? Temporality.DELTA
                        : temporality == 2 ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED,
                monotonic,
                attributes(metric.getMetadataList()));
    }

    private static void assertNumbers(MetricBatch batch, int start, int points, List<NumberDataPoint> expected) {
        assertThat(points).isEqualTo(expected.size());
        for (int i = 0; i < points; i++) {
            NumberDataPoint point = expected.get(i);
            int p = start + i;
            assertCommon(batch, p, point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags());
            assertThat(batch.attributes(p)).isEqualTo(attributes(point.getAttributesList()));
            assertThat(batch.body(p)).isNull();
            assertThat(batch.valueKind(p))
                    .isEqualTo(
                            switch (point.getValueCase()) {
                                case AS_INT -> ValueKind.INT;
                                case AS_DOUBLE -> ValueKind.DOUBLE;
                                case VALUE_NOT_SET -> ValueKind.NONE;
                            });
            assertThat(batch.intValue(p)).isEqualTo(point.getAsInt());
            assertBits(batch.doubleValue(p), point.getAsDouble());
            assertExemplars(batch, p, point.getExemplarsList());
        }
    }

    private static void assertCommon(MetricBatch batch, int p, long start, long time, int flags) {
        assertThat(batch.startTimeUnixNano(p)).isEqualTo(start);
        assertThat(batch.timeUnixNano(p)).isEqualTo(time);
        assertThat(batch.flags(p)).isEqualTo(flags);
    }

    private static void assertSame(MetricBatch batch, int p, HistogramDataPoint point) {
        assertCommon(batch, p, point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags());
        assertThat(batch.attributes(p)).isEqualTo(attributes(point.getAttributesList()));
        HistogramBody body = (HistogramBody) Objects.requireNonNull(batch.body(p));
        assertThat(body.count()).isEqualTo(point.getCount());
        assertOptional(body.sum(), point.hasSum(), point.getSum());
        assertOptional(body.min(), point.hasMin(), point.getMin());
        assertOptional(body.max(), point.hasMax(), point.getMax());
        assertThat(body.bucketCounts()).isEqualTo(longs(point.getBucketCountsList()));
        double[] bounds =
                point.getExplicitBoundsList().stream().mapToDouble(d -> d).toArray();
        assertThat(Arrays.equals(body.bounds(), bounds)).isTrue();
        assertExemplars(batch, p, point.getExemplarsList());
    }

    private static void assertSame(MetricBatch batch, int p, ExponentialHistogramDataPoint point) {
        assertCommon(batch, p, point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags());
        assertThat(batch.attributes(p)).isEqualTo(attributes(point.getAttributesList()));
        ExponentialHistogramBody body = (ExponentialHistogramBody) Objects.requireNonNull(batch.body(p));
        assertThat(body.count()).isEqualTo(point.getCount());
        assertOptional(body.sum(), point.hasSum(), point.getSum());
        assertOptional(body.min(), point.hasMin(), point.getMin());
        assertOptional(body.max(), point.hasMax(), point.getMax());
        assertThat(body.scale()).isEqualTo(point.getScale());
        assertThat(body.zeroCount()).isEqualTo(point.getZeroCount());
        assertBits(body.zeroThreshold(), point.getZeroThreshold());
        assertBuckets(body.positive(), point.getPositive());
        assertBuckets(body.negative(), point.getNegative());
        assertExemplars(batch, p, point.getExemplarsList());
    }

    private static void assertBuckets(Buckets buckets, ExponentialHistogramDataPoint.Buckets expected) {
        assertThat(buckets.offset()).isEqualTo(expected.getOffset());
        assertThat(buckets.counts()).isEqualTo(longs(expected.getBucketCountsList()));
    }

    private static void assertSame(MetricBatch batch, int p, SummaryDataPoint point) {
        assertCommon(batch, p, point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getFlags());
        assertThat(batch.attributes(p)).isEqualTo(attributes(point.getAttributesList()));
        SummaryBody body = (SummaryBody) Objects.requireNonNull(batch.body(p));
        assertThat(body.count()).isEqualTo(point.getCount());
        assertBits(body.sum(), point.getSum());
        assertThat(body.quantiles()).hasSize(point.getQuantileValuesCount());
        for (int i = 0; i < body.quantiles().size(); i++) {
            assertBits(
                    body.quantiles().get(i).quantile(),
                    point.getQuantileValues(i).getQuantile());
            assertBits(
                    body.quantiles().get(i).value(), point.getQuantileValues(i).getValue());
        }
        assertThat(batch.exemplars(p)).isEmpty();
    }

    private static void assertExemplars(MetricBatch batch, int p, List<Exemplar> expected) {
        assertThat(batch.exemplars(p)).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            phoenix.metrics.Exemplar actual = batch.exemplars(p).get(i);
            Exemplar exemplar = expected.get(i);
            assertThat(actual.timeUnixNano()).isEqualTo(exemplar.getTimeUnixNano());
            assertThat(actual.filteredAttributes()).isEqualTo(attributes(exemplar.getFilteredAttributesList()));
            assertThat(ByteString.copyFrom(actual.traceId())).isEqualTo(exemplar.getTraceId());
            assertThat(ByteString.copyFrom(actual.spanId())).isEqualTo(exemplar.getSpanId());
            switch (exemplar.getValueCase()) {
                case AS_INT -> {
                    assertThat(actual.kind()).isEqualTo(ValueKind.INT);
                    assertThat(actual.valueBits()).isEqualTo(exemplar.getAsInt());
                }
                case AS_DOUBLE -> {
                    assertThat(actual.kind()).isEqualTo(ValueKind.DOUBLE);
                    assertBits(Double.longBitsToDouble(actual.valueBits()), exemplar.getAsDouble());
                }
                case VALUE_NOT_SET -> assertThat(actual.kind()).isEqualTo(ValueKind.NONE);
            }
        }
    }

    private static void assertOptional(OptionalNumber actual, boolean isSet, double value) {
        assertThat(actual.isSet()).isEqualTo(isSet);
        assertBits(actual.value(), value);
    }

    private static void assertBits(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }

    private static long[] longs(List<Long> list) {
        return list.stream().mapToLong(l -> l).toArray();
    }

    /** Of equal keys the first counts. */
    static Attributes attributes(List<KeyValue> entries) {
        Map<String, Value> distinct = new LinkedHashMap<>();
        for (KeyValue entry : entries) {
            distinct.putIfAbsent(entry.getKey(), value(entry.getValue()));
        }
        Attributes.Builder builder = Attributes.builder();
        distinct.forEach(builder::put);
        return builder.build();
    }

    private static Value value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> Value.of(value.getStringValue());
            case BOOL_VALUE -> Value.of(value.getBoolValue());
            case INT_VALUE -> Value.of(value.getIntValue());
            case DOUBLE_VALUE -> Value.of(value.getDoubleValue());
            case BYTES_VALUE -> new Value.BytesValue(value.getBytesValue().toByteArray());
            case ARRAY_VALUE ->
                new Value.ListValue(value.getArrayValue().getValuesList().stream()
                        .map(ProtoOracle::value)
                        .toList());
            case KVLIST_VALUE ->
                new Value.MapValue(attributes(value.getKvlistValue().getValuesList()));
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> Value.EMPTY;
        };
    }
}
