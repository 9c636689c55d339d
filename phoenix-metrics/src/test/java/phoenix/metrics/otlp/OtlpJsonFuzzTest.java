package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.json.OtlpJsonDecoder;
import phoenix.metrics.otlp.json.OtlpJsonEncoder;
import phoenix.testkit.Seeds;

class OtlpJsonFuzzTest {
    private final OtlpJsonDecoder decoder = new OtlpJsonDecoder(DecodeLimits.DEFAULT, 1000);

    @Test
    void whatProtobufHoldsIsReadInWhateverWayItIsWritten() {
        Seeds.forAll(1500, random -> {
            ExportMetricsServiceRequest request = new RandomRequests(random).next();
            String json = ProtoJson.write(request, random);
            ProtoOracle.assertSame(decoder.decode(json.getBytes(StandardCharsets.UTF_8)), request);
        });
    }

    @Test
    void whatPhoenixWritesItReadsBack() {
        Seeds.forAll(500, random -> {
            ExportMetricsServiceRequest request =
                    new RandomRequests(random).withoutNegativeZeros().next();
            MetricBatch batch = new OtlpDecoder(DecodeLimits.DEFAULT, 100).decode(request.toByteArray());
            ProtoOracle.assertSame(decoder.decode(OtlpJsonEncoder.encode(batch)), request);
        });
    }

    @Test
    void damagedTextIsReadOrRefusedAndNothingElse() {
        int[] taken = new int[2];
        Seeds.forAll(8000, random -> {
            byte[] json =
                    ProtoJson.write(new RandomRequests(random).next(), random).getBytes(StandardCharsets.UTF_8);
            try {
                decoder.decode(damaged(json, random));
                taken[0]++;
            } catch (OtlpFormatException e) {
                assertThat(e.offset()).isBetween(0, json.length + 64);
                taken[1]++;
            }
        });
        assertThat(taken[0]).isPositive();
        assertThat(taken[1]).isPositive();
    }

    private static byte[] damaged(byte[] json, RandomGenerator random) {
        byte[] bytes = json.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:0-e\\nu".charAt(random.nextInt(13));
                }
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int to = from + random.nextInt(bytes.length - from);
                byte[] moved = Arrays.copyOfRange(bytes, from, to);
                int at = random.nextInt(bytes.length - moved.length + 1);
                System.arraycopy(moved, 0, bytes, at, moved.length);
            }
        }
        return bytes;
    }
}
