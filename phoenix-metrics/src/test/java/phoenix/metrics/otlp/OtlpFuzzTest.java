package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Damaged requests. What Phoenix takes, protobuf-java must take too and read alike; what only Phoenix refuses, it must
 * refuse for one of the reasons that {@link Reason} documents.
 */
class OtlpFuzzTest {
    private static final Set<Reason> STRICTER_THAN_PROTOBUF = EnumSet.of(
            Reason.VARINT_OVERFLOW,
            Reason.WRONG_WIRE_TYPE,
            Reason.GROUP,
            Reason.INVALID_ID,
            Reason.TOO_DEEP,
            Reason.TOO_MANY);

    private final OtlpDecoder decoder = new OtlpDecoder(DecodeLimits.DEFAULT, 1000);
    private final OtlpEncoder encoder = new OtlpEncoder();

    @Test
    void damagedRequestsAreRefusedOrReadAsProtobufReadsThem() throws Exception {
        int taken = 0;
        int refused = 0;
        for (int seed = 0; seed < 8_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new RandomRequests(new Random(seed / 20)).next().toByteArray();
            byte[] damaged = damage(bytes, random);
            try {
                if (check(damaged)) {
                    taken++;
                } else {
                    refused++;
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        // Both outcomes must have been exercised for the comparison to mean something.
        assertThat(taken).isGreaterThan(500);
        assertThat(refused).isGreaterThan(500);
    }

    /** Whether Phoenix took the bytes. */
    private boolean check(byte[] bytes) throws Exception {
        @Nullable ExportMetricsServiceRequest oracle = null;
        try {
            oracle = ExportMetricsServiceRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            // refused by protobuf-java
        }
        MetricBatch batch;
        try {
            batch = decoder.decode(bytes);
        } catch (OtlpFormatException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
            if (oracle != null) {
                assertThat(e.reason()).as(e.getMessage()).isIn(STRICTER_THAN_PROTOBUF);
            }
            return false;
        }
        if (oracle == null) {
            throw new AssertionError("protobuf-java refuses what Phoenix takes");
        }
        ProtoOracle.assertSame(batch, oracle);
        byte[] written = encoder.encode(batch);
        assertThat(written).hasSize(encoder.encodedSize(batch));
        ProtoOracle.assertSame(batch, ExportMetricsServiceRequest.parseFrom(written));
        return true;
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] result = bytes;
        for (int i = random.nextInt(3); i >= 0 && result.length > 0; i--) {
            int at = random.nextInt(result.length);
            switch (random.nextInt(7)) {
                case 0 -> {
                    result = result.clone();
                    result[at] ^= (byte) (1 << random.nextInt(8));
                }
                case 1 -> {
                    result = result.clone();
                    result[at] = (byte) random.nextInt(256);
                }
                case 2 -> result = Arrays.copyOf(result, at);
                case 3 -> result = splice(result, at, new byte[] {(byte) random.nextInt(256)}, 0);
                case 4 -> result = splice(result, at, new byte[0], 1);
                case 5 -> {
                    byte[] piece = Arrays.copyOfRange(result, at, Math.min(result.length, at + 1 + random.nextInt(40)));
                    result = splice(result, random.nextInt(result.length), piece, 0);
                }
                default -> {
                    // The whole message again: repeated fields are appended.
                    result = splice(result, result.length, bytes, 0);
                }
            }
        }
        return result;
    }

    private static byte[] splice(byte[] bytes, int at, byte[] inserted, int removed) {
        byte[] result = new byte[bytes.length + inserted.length - removed];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }
}
