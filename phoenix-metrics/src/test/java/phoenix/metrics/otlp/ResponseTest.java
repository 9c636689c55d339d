package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseTest {
    @Test
    void partialSuccessIsWhatProtobufWrites() throws Exception {
        ExportResponse response = new ExportResponse(17, "too old: ünïcode");
        byte[] expected = ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(17)
                        .setErrorMessage("too old: ünïcode"))
                .build()
                .toByteArray();
        assertThat(response.encode()).isEqualTo(expected);
        assertThat(ExportResponse.decode(expected)).isEqualTo(response);
    }

    @Test
    void successIsEmpty() throws Exception {
        assertThat(ExportResponse.SUCCESS.encode()).isEmpty();
        assertThat(ExportResponse.decode(new byte[0]).isPartial()).isFalse();
        // A partial_success that is present and empty is a success too.
        assertThat(ExportResponse.decode(new byte[] {0x0A, 0}).isPartial()).isFalse();
    }

    @Test
    void aStatusCarriesItsRetryDelay() throws Exception {
        RpcStatus status = new RpcStatus(8, "slow down", Duration.ofSeconds(3, 500_000_000));
        byte[] bytes = status.encode();
        assertThat(RpcStatus.decode(bytes)).isEqualTo(status);

        // google.rpc.Status and RetryInfo are not among the test's generated classes: Any and Duration are.
        com.google.protobuf.Duration delay = com.google.protobuf.Duration.newBuilder()
                .setSeconds(3)
                .setNanos(500_000_000)
                .build();
        ByteString retryInfo = ByteString.copyFrom(new byte[] {0x0A, (byte) delay.getSerializedSize()})
                .concat(delay.toByteString());
        byte[] any = Any.newBuilder()
                .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
                .setValue(retryInfo)
                .build()
                .toByteArray();
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .endsWith(new String(any, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void otherDetailsArePassedOver() throws Exception {
        byte[] any = Any.newBuilder()
                .setTypeUrl("type.googleapis.com/google.rpc.DebugInfo")
                .setValue(ByteString.copyFromUtf8("\n\u0004oops"))
                .build()
                .toByteArray();
        ReverseWriter out = new ReverseWriter(64);
        out.bytes(0x1A, any);
        out.varint(0x08, 14);
        assertThat(RpcStatus.decode(out.toByteArray())).isEqualTo(new RpcStatus(14, ""));
    }

    @Test
    void hostileDelaysAreClamped() throws Exception {
        RpcStatus huge = RpcStatus.decode(new RpcStatus(8, "", Duration.ofSeconds(Long.MAX_VALUE)).encode());
        assertThat(huge.retryDelay()).isEqualTo(Duration.ofDays(3_652_500));
        RpcStatus negative = RpcStatus.decode(new RpcStatus(8, "", Duration.ofSeconds(-5)).encode());
        assertThat(negative.retryDelay()).isZero();
    }

    @Test
    void damagedResponsesThrowNothingElse() {
        Random random = new Random(11);
        byte[] good = new RpcStatus(8, "slow down", Duration.ofSeconds(3)).encode();
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                RpcStatus.decode(bytes);
                ExportResponse.decode(bytes);
            } catch (OtlpFormatException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
        assertThatThrownBy(() -> ExportResponse.decode(new byte[] {0x0A, 5})).isInstanceOf(OtlpFormatException.class);
    }
}
