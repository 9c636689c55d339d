package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;

/** Random requests of every kind, with protobuf-java as the judge of both directions. */
class OtlpRoundTripTest {
    private final OtlpDecoder decoder = new OtlpDecoder();
    private final OtlpEncoder encoder = new OtlpEncoder();

    @Test
    void readsWhatProtobufReadsAndWritesTheSameBytes() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            ExportMetricsServiceRequest request = new RandomRequests(new Random(seed)).next();
            byte[] bytes = request.toByteArray();

            MetricBatch batch = decoder.decode(bytes);
            byte[] written = encoder.encode(batch);

            try {
                ProtoOracle.assertSame(batch, request);
                assertThat(encoder.encodedSize(batch)).isEqualTo(written.length);
                // Repeated keys are not kept, and only they may differ.
                ProtoOracle.assertSame(batch, ExportMetricsServiceRequest.parseFrom(written));
                if (!RepeatedKeys.in(request)) {
                    assertThat(written).isEqualTo(bytes);
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void attributesBuiltAnewAreWrittenLikeThoseRead() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            ExportMetricsServiceRequest request = new RandomRequests(new Random(seed)).next();
            MetricBatch read = decoder.decode(request.toByteArray());
            BatchEditor editor = new BatchEditor(read);
            for (int p = 0; p < read.pointCount(); p++) {
                editor.setAttributes(
                        p,
                        read.attributes(p)
                                .with("added", phoenix.metrics.Value.of(1))
                                .without("added"));
            }
            MetricBatch rebuilt = editor.toBatch();
            assertThat(encoder.encode(rebuilt)).as("seed " + seed).isEqualTo(encoder.encode(read));
            assertThat(encoder.encodedSize(rebuilt)).as("seed " + seed).isEqualTo(encoder.encode(read).length);
        }
    }

    @Test
    void equalBytesGiveOneInstanceOfAttributes() throws Exception {
        byte[] bytes = new RandomRequests(new Random(7)).next().toByteArray();
        MetricBatch once = decoder.decode(bytes);
        MetricBatch again = decoder.decode(bytes.clone());
        assertThat(once.pointCount()).isPositive();
        for (int p = 0; p < once.pointCount(); p++) {
            assertThat(again.attributes(p)).isSameAs(once.attributes(p));
        }
    }

    @Test
    void aMessageInTheMiddleOfAnArrayIsReadInItsBounds() throws Exception {
        byte[] message = new RandomRequests(new Random(3)).next().toByteArray();
        byte[] array = new byte[message.length + 20];
        java.util.Arrays.fill(array, (byte) 0xFF);
        System.arraycopy(message, 0, array, 7, message.length);
        ProtoOracle.assertSame(
                decoder.decode(array, 7, message.length), ExportMetricsServiceRequest.parseFrom(message));
    }

    @Test
    void anEmptyBatchIsAnEmptyMessage() throws Exception {
        assertThat(encoder.encode(MetricBatch.EMPTY)).isEmpty();
        assertThat(decoder.decode(new byte[0]).isEmpty()).isTrue();
        assertThat(encoder.encodedSize(new BatchBuilder().build())).isZero();
    }
}
