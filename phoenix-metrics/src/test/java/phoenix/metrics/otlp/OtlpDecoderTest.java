package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

class OtlpDecoderTest {
    private final OtlpDecoder decoder = new OtlpDecoder();

    private static byte[] request(Metric.Builder metric) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build()
                .toByteArray();
    }

    private static byte[] point(NumberDataPoint.Builder point) {
        return request(Metric.newBuilder().setGauge(Gauge.newBuilder().addDataPoints(point)));
    }

    private static byte[] attribute(AnyValue value) {
        return point(NumberDataPoint.newBuilder()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(value)));
    }

    private OtlpFormatException refused(byte[] bytes) {
        return catchThrowableOfType(OtlpFormatException.class, () -> decoder.decode(bytes));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void parentsMayFollowTheirChildren() throws Exception {
        ByteArrayOutputStream reversed = new ByteArrayOutputStream();
        ScopeMetrics.newBuilder()
                .addMetrics(Metric.newBuilder().setName("m"))
                .build()
                .writeTo(reversed);
        byte[] scopeMetrics = reversed.toByteArray();
        ResourceMetrics onlyScope = ResourceMetrics.newBuilder()
                .addScopeMetrics(ScopeMetrics.parseFrom(scopeMetrics))
                .build();
        ResourceMetrics onlyResource = ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("host")
                                .setValue(AnyValue.newBuilder().setStringValue("one"))))
                .setSchemaUrl("url")
                .build();
        ByteString message = onlyScope.toByteString().concat(onlyResource.toByteString());
        byte[] bytes = new byte[message.size() + 2];
        bytes[0] = 0x0A;
        bytes[1] = (byte) message.size();
        message.copyTo(bytes, 2);

        MetricBatch batch = decoder.decode(bytes);

        assertThat(batch.resource(0).attributes().getString("host")).isEqualTo("one");
        assertThat(batch.resource(0).schemaUrl()).isEqualTo("url");
        assertThat(batch.metric(0).name()).isEqualTo("m");
    }

    @Test
    void theLastKindOfDataCountsAndItsPiecesMerge() throws Exception {
        Metric gauge = Metric.newBuilder()
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1)))
                .build();
        Metric sum = Metric.newBuilder()
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(2)))
                .build();
        ByteString metric = gauge.toByteString().concat(sum.toByteString()).concat(sum.toByteString());
        byte[] bytes = request(Metric.parseFrom(metric).toBuilder());
        MetricBatch merged = decoder.decode(bytes);
        assertThat(merged.metric(0).type()).isEqualTo(MetricType.SUM);
        assertThat(merged.pointCount()).isEqualTo(2);

        // The same on the wire as it was sent, not as protobuf-java writes it back.
        byte[] raw = nest(0x0A, nest(0x12, nest(0x12, metric.toByteArray())));
        MetricBatch direct = decoder.decode(raw);
        assertThat(direct.metric(0)).isEqualTo(merged.metric(0));
        assertThat(direct.pointCount()).isEqualTo(2);
        assertThat(direct.intValue(0)).isEqualTo(2);
    }

    private static byte[] nest(int tag, byte[] content) {
        ReverseWriter out = new ReverseWriter(16);
        out.bytes(tag, content);
        return out.toByteArray();
    }

    @Test
    void unknownFieldsArePassedOver() throws Exception {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        77,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(5)
                                .addFixed32(1)
                                .addFixed64(2)
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build();
        byte[] bytes = request(Metric.newBuilder().setName("m").setUnknownFields(unknown));
        assertThat(decoder.decode(bytes).metric(0).name()).isEqualTo("m");
    }

    @Test
    void aLengthPastTheEndIsRefusedWithItsPlace() {
        OtlpFormatException e = refused(hex("0a ff ff ff ff 07"));
        assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(e.offset()).isEqualTo(6);
        assertThat(e).hasMessage("a length of 2147483647 with 0 bytes left at byte 6");
    }

    @Test
    void aNegativeLengthIsRefused() {
        assertThat(refused(hex("0a ff ff ff ff ff ff ff ff ff 01")).reason()).isEqualTo(Reason.VARINT_OVERFLOW);
        assertThat(refused(hex("0a ff ff ff ff 0f")).reason()).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void malformedNumbersAndTagsAreRefused() {
        assertThat(refused(hex("80")).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(refused(hex("ff ff ff ff ff ff ff ff ff ff 01")).reason()).isEqualTo(Reason.VARINT_OVERFLOW);
        assertThat(refused(hex("ff ff ff ff ff ff ff ff ff 02")).reason()).isEqualTo(Reason.VARINT_OVERFLOW);
        assertThat(refused(hex("00")).reason()).isEqualTo(Reason.MALFORMED_TAG);
        assertThat(refused(hex("0f")).reason()).isEqualTo(Reason.MALFORMED_TAG);
        assertThat(refused(hex("08 01")).reason()).isEqualTo(Reason.WRONG_WIRE_TYPE);
        assertThat(refused(hex("13 14")).reason()).isEqualTo(Reason.GROUP);
        assertThat(refused(hex("11 00")).reason()).isEqualTo(Reason.TRUNCATED);
    }

    private static byte[] named(byte[] name) {
        return nest(0x0A, nest(0x12, nest(0x12, nest(0x0A, name))));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws Exception {
        byte[] bytes = named(hex("61 c3 28"));
        assertThat(refused(bytes).reason()).isEqualTo(Reason.INVALID_UTF8);
        byte[] surrogate = named(hex("ed a0 80"));
        assertThat(refused(surrogate).reason()).isEqualTo(Reason.INVALID_UTF8);
        byte[] replacement = request(Metric.newBuilder().setName("\uFFFD"));
        assertThat(decoder.decode(replacement).metric(0).name()).isEqualTo("\uFFFD");
    }

    @Test
    void aTraceIdOfAnotherSizeIsRefused() {
        byte[] bytes = point(NumberDataPoint.newBuilder()
                .addExemplars(Exemplar.newBuilder().setTraceId(ByteString.copyFrom(new byte[15]))));
        assertThat(refused(bytes).reason()).isEqualTo(Reason.INVALID_ID);
    }

    @Test
    void aPackedListOfAPartOfANumberIsRefused() {
        byte[] bytes = nest(0x0A, nest(0x12, nest(0x12, nest(0x4A, nest(0x0A, nest(0x32, new byte[7]))))));
        assertThat(refused(bytes).reason()).isEqualTo(Reason.MALFORMED_LIST);
    }

    @Test
    void nestingIsLimited() throws Exception {
        AnyValue value = AnyValue.newBuilder().setStringValue("leaf").build();
        for (int depth = 1; depth < 64; depth++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        assertThat(decoder.decode(attribute(value)).pointCount()).isEqualTo(1);
        AnyValue deeper = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addValues(value))
                .build();
        assertThat(refused(attribute(deeper)).reason()).isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void countsAreLimited() throws Exception {
        OtlpDecoder small = new OtlpDecoder(new DecodeLimits(3, 2, 4, 2), 10);
        Gauge.Builder gauge = Gauge.newBuilder();
        for (int i = 0; i < 3; i++) {
            gauge.addDataPoints(NumberDataPoint.newBuilder());
        }
        assertThat(small.decode(request(Metric.newBuilder().setGauge(gauge))).pointCount())
                .isEqualTo(3);
        gauge.addDataPoints(NumberDataPoint.newBuilder());
        byte[] fourPoints = request(Metric.newBuilder().setGauge(gauge));
        OtlpFormatException tooMany = catchThrowableOfType(OtlpFormatException.class, () -> small.decode(fourPoints));
        assertThat(tooMany.reason()).isEqualTo(Reason.TOO_MANY);
        assertThat(tooMany).hasMessageContaining("more than 3 points");

        NumberDataPoint.Builder wide = NumberDataPoint.newBuilder();
        for (int i = 0; i < 3; i++) {
            wide.addAttributes(KeyValue.newBuilder().setKey("k" + i));
        }
        assertThat(catchThrowableOfType(OtlpFormatException.class, () -> small.decode(point(wide)))
                        .reason())
                .isEqualTo(Reason.TOO_MANY);

        byte[] buckets =
                nest(0x0A, nest(0x12, nest(0x12, nest(0x52, nest(0x0A, nest(0x42, nest(0x12, new byte[5])))))));
        assertThat(catchThrowableOfType(OtlpFormatException.class, () -> small.decode(buckets))
                        .reason())
                .isEqualTo(Reason.TOO_MANY);
    }

    @Test
    void ofEqualKeysTheFirstCounts() throws Exception {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder();
        for (int i = 0; i < 40; i++) {
            point.addAttributes(KeyValue.newBuilder()
                    .setKey("k" + i % 20)
                    .setValue(AnyValue.newBuilder().setIntValue(i)));
        }
        MetricBatch batch = decoder.decode(point(point));
        assertThat(batch.attributes(0).size()).isEqualTo(20);
        assertThat(batch.attributes(0).get("k3")).isEqualTo(phoenix.metrics.Value.of(3));
        byte[] written = new OtlpEncoder().encode(batch);
        ProtoOracle.assertSame(batch, ExportMetricsServiceRequest.parseFrom(written));
    }

    @Test
    void aDecoderGoesOnAfterAnError() throws Exception {
        refused(hex("0a ff"));
        assertThat(decoder.decode(request(Metric.newBuilder().setName("m"))).metricCount())
                .isEqualTo(1);
    }
}
