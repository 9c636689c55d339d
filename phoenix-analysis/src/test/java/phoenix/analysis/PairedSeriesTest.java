package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.analysis.stats.Autocovariance;
import phoenix.analysis.stats.BlockMeans;

class PairedSeriesTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 15, 16, 17, 18, 34, 200, 1023})
    @DisplayName("streamed autocovariances and blocks of any contrast equal those of the whole series")
    void streamedEqualsWhole(int n) {
        RandomGenerator random = new SplittableRandom(SEED + n);
        Streams.Noise noise = Streams.Shape.AR_8.noise(random);
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < n; i++) {
            baseline[i] = 1e6 + 10 * noise.next();
            candidate[i] = 1.1 * baseline[i] + random.nextGaussian();
            series.append(i, baseline[i], candidate[i]);
        }
        for (double kappa : new double[] {0, 0.1, -0.5, 3}) {
            double[] contrast = new double[n];
            Arrays.setAll(contrast, i -> candidate[i] - baseline[i] - kappa * baseline[i]);
            int lag = Math.min(n - 1, LaggedProducts.LAG_MAX);
            double[] expected = Autocovariance.of(contrast, lag);
            double[] streamed = series.lagged().autocovariances(kappa, lag);
            assertThat(streamed).hasSize(lag + 1);
            for (int k = 0; k <= lag; k++) {
                assertThat(streamed[k])
                        .describedAs("n %d, kappa %s, lag %d, seed %d", n, kappa, k, SEED + n)
                        .isCloseTo(expected[k], within(1e-8 * expected[0] + 1e-9));
            }
            for (int level = 0; (2 << level) <= n; level++) {
                double byBlocks = BlockMeans.of(contrast, 1 << level).longRunVariance();
                assertThat(series.blocks().longRunVariance(kappa, level))
                        .describedAs("level %d", level)
                        .isCloseTo(byBlocks, within(1e-8 * byBlocks + 1e-9));
            }
        }
    }

    @Test
    @DisplayName("a bucket without a finite value on both sides counts as missing on its side, and as nothing else")
    void missing() {
        PairedSeries series = new PairedSeries();
        series.append(new PairedBucket(0, 1, 2));
        series.append(1, Double.NaN, 2);
        series.append(2, 1, Double.POSITIVE_INFINITY);
        series.append(3, 1, Double.NaN);
        series.append(4, Double.NaN, Double.NaN);
        series.append(9, 3, 2);
        assertThat(series.pairs()).isEqualTo(2);
        assertThat(series.missingBaseline()).isEqualTo(1);
        assertThat(series.missingCandidate()).isEqualTo(2);
        assertThat(series.missingBoth()).isEqualTo(1);
        assertThat(series.missingShare()).isEqualTo(0.6);
        assertThat(series.meanBaseline()).isEqualTo(2);
        assertThat(series.relativeChange()).isEqualTo(0);
        assertThatThrownBy(() -> series.append(9, 1, 1)).hasMessage("bucket 9 comes after bucket 9");
    }

    @Test
    void nothingKnown() {
        PairedSeries series = new PairedSeries();
        assertThat(series.meanBaseline()).isNaN();
        assertThat(series.meanCandidate()).isNaN();
        assertThat(series.relativeChange()).isNaN();
        assertThat(series.missingShare()).isZero();
    }

    @Test
    @DisplayName("a copy stays as it was")
    void copies() {
        PairedSeries series = Look.series(new double[] {1, 2, 3}, new double[] {1, 2, 4});
        PairedSeries copy = series.copy();
        series.append(3, 100, 0);
        assertThat(copy.pairs()).isEqualTo(3);
        assertThat(copy.meanBaseline()).isEqualTo(2);
        assertThat(Contrast.of(copy, 0.1))
                .isEqualTo(Contrast.of(Look.series(new double[] {1, 2, 3}, new double[] {1, 2, 4}), 0.1));
        copy.append(3, 100, 0);
        assertThat(Contrast.of(copy, 0.1)).isEqualTo(Contrast.of(series, 0.1));
    }
}
