package phoenix.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import phoenix.analysis.stats.HistogramQuantile.Bucket;

class HistogramQuantileTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void aUniformDistributionIsExact() {
        List<Bucket> buckets = List.of(new Bucket(-INF, 10, 100), new Bucket(10, 50, 400), new Bucket(50, 100, 500));
        for (double q : new double[] {0.05, 0.1, 0.5, 0.95, 1}) {
            assertThat(HistogramQuantile.of(q, buckets)).isCloseTo(100 * q, within(1e-9));
        }
    }

    /** 1 - exp(-x): the 95th percentile is ln 20. */
    @Test
    void anExponentialDistributionIsWithinHalfABucket() {
        double exact = Math.log(20);
        for (int scale : new int[] {0, 1, 3}) {
            double base = Math.pow(2, Math.pow(2, -scale));
            double found = HistogramQuantile.of(0.95, buckets(base, x -> 1 - Math.exp(-x)));
            assertThat(found / exact).as("scale " + scale).isBetween(1 / base, base);
        }
        double fine = HistogramQuantile.of(0.95, buckets(Math.pow(2, 1.0 / 8), x -> 1 - Math.exp(-x)));
        assertThat(fine / exact).isCloseTo(1, within(0.005));
    }

    private static List<Bucket> buckets(double base, DoubleUnaryOperator cumulative) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = -80; i < 80; i++) {
            double low = Math.pow(base, i);
            double high = Math.pow(base, i + 1.0);
            double count = cumulative.applyAsDouble(high) - cumulative.applyAsDouble(low);
            buckets.add(new Bucket(low, high, 1000 * count));
        }
        return buckets;
    }

    @Test
    void anOpenBucketGivesTheEndThatIsKnown() {
        assertThat(HistogramQuantile.of(0.95, List.of(new Bucket(-INF, 1, 1), new Bucket(1, INF, 9))))
                .isEqualTo(1);
        assertThat(HistogramQuantile.of(0.5, List.of(new Bucket(-INF, -4, 10)))).isEqualTo(-4);
    }

    @Test
    void withoutObservationsThereIsNone() {
        assertThat(HistogramQuantile.of(0.95, List.of())).isNaN();
        assertThat(HistogramQuantile.of(0.95, List.of(new Bucket(0, 1, 0)))).isNaN();
    }
}
