package phoenix.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VarianceTest {
    private static final long SEED = 20_261_123L;

    @Test
    @DisplayName("prewhitening finds the long-run variance of a first-order autoregression")
    void prewhitenedAutoregression() {
        for (double phi : new double[] {0, 0.5, 0.9}) {
            double[] series = autoregression(phi, 200_000);
            int lag = Autocovariance.lagFor(series.length);
            double[] gamma = Autocovariance.of(series, lag + 1);
            double expected = 1 / ((1 - phi) * (1 - phi));
            assertThat(Autocovariance.prewhitened(gamma, lag, Autocovariance.coefficient(gamma)))
                    .describedAs("seed %d, coefficient %s", SEED, phi)
                    .isCloseTo(expected, within(0.04 * expected));
            assertThat(Autocovariance.effectiveSampleSize(1000, gamma[0], expected))
                    .isCloseTo(1000 * (1 - phi) / (1 + phi), within(40.0));
        }
    }

    @Test
    @DisplayName("prewhitening equals Newey-West on the explicit residuals, up to the ends of the series")
    void prewhitenedResiduals() {
        double[] series = autoregression(0.7, 5_000);
        double[] residuals = new double[series.length - 1];
        for (int i = 1; i < series.length; i++) {
            residuals[i - 1] = series[i] - 0.7 * series[i - 1];
        }
        double explicit = Autocovariance.neweyWest(Autocovariance.of(residuals, 6), 6) / (0.3 * 0.3);
        assertThat(Autocovariance.prewhitened(Autocovariance.of(series, 7), 6, 0.7))
                .isCloseTo(explicit, within(0.01 * explicit));
    }

    @Test
    @DisplayName("block means leave out the incomplete last block and divide by blocks minus one")
    void blockMeans() {
        BlockMeans blocks = BlockMeans.of(new double[] {1, 3, 5, 7, 0, 2, 100}, 2);
        assertThat(blocks.means()).containsExactly(2, 6, 1);
        assertThat(blocks.mean()).isEqualTo(3);
        assertThat(blocks.variance()).isEqualTo(7);
        assertThat(blocks.longRunVariance()).isEqualTo(14);
        assertThat(BlockMeans.of(new double[] {1, 2, 3}, 2).variance()).isNaN();
    }

    @Test
    @DisplayName("the Student mixture becomes the confidence sequence and is never narrower")
    void studentMixture() {
        var student = new StudentMixture(0.05, 0.08);
        var normal = new ConfidenceSequence(0.05, 0.08);
        for (int n : new int[] {5, 20, 100, 1000}) {
            double two = normal.halfWidth(n, 1) * Math.sqrt(n);
            double one = normal.oneSidedWidth(n, 1) * Math.sqrt(n);
            assertThat(student.twoSided(n, 1e9)).isCloseTo(two, within(1e-5));
            assertThat(student.oneSided(n, 1e9)).isCloseTo(one, within(1e-5));
            assertThat(student.twoSided(n, n - 1)).isGreaterThan(two);
        }
        assertThat(student.twoSided(5, 4)).isPositive().isInfinite();
    }

    @Test
    void wrongArguments() {
        assertThatThrownBy(() -> new ConfidenceSequence(0, 1)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> ConfidenceSequence.tightestAt(0.05, 0)).hasMessageContaining("observations");
        assertThatThrownBy(() -> Autocovariance.of(new double[] {1, 2}, 2)).hasMessageContaining("longer series");
    }

    private static double[] autoregression(double phi, int n) {
        RandomGenerator random = new SplittableRandom(SEED);
        double[] series = new double[n];
        double value = 0;
        for (int i = 0; i < n; i++) {
            value = phi * value + random.nextGaussian();
            series[i] = value;
        }
        return series;
    }
}
