package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import phoenix.testkit.Seeds;

class LatencyHistogramTest {
    @Test
    void percentilesAreALittleAboveWhatTheyStandFor() {
        Seeds.forAll(100, random -> {
            LatencyHistogram histogram = new LatencyHistogram();
            long[] values = new long[1 + random.nextInt(2000)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong(1L << (1 + random.nextInt(61)));
                histogram.record(values[i]);
            }
            Arrays.sort(values);
            assertThat(histogram.count()).isEqualTo(values.length);
            for (double part : new double[] {0.001, 0.5, 0.9, 0.99, 1}) {
                long exact = values[(int) Math.max(0, Math.ceil(part * values.length) - 1)];
                assertThat(histogram.percentile(part)).isBetween(exact, exact + exact / 31 + 1);
            }
        });
    }

    @Test
    void nothingIsZero() {
        assertThat(new LatencyHistogram().percentile(0.5)).isZero();
    }

    @Test
    void theLargestAndTheSmallestFit() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(Long.MAX_VALUE);
        histogram.record(-5);
        assertThat(histogram.percentile(0.5)).isZero();
        assertThat(histogram.percentile(1)).isEqualTo(Long.MAX_VALUE);
    }
}
