package phoenix.analysis.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers computed by other people's tools (docs/statistics.md, "Check values"). */
class CheckValuesTest {
    private static final double[] NEWEY_WEST_DATA = {
        1.2, .8, 1.1, 1.9, 2.2, 1.7, .9, .4, .6, 1.3, 1.8, 2.1, 1.6, 1.0, .7, .5, .9, 1.4, 2.0, 1.5
    };

    @Test
    @DisplayName("confseq: mixing precision, log mixtures and bounds of the normal mixture")
    void confseq() {
        NormalMixture two = NormalMixture.tightestAt(100, 0.05, false);
        NormalMixture one = NormalMixture.tightestAt(100, 0.05, true);
        assertThat(two.rho()).isCloseTo(12.60056, within(1e-5));
        assertThat(two.logEvidence(10, 100)).isCloseTo(-0.6510052, within(1e-7));
        assertThat(one.logEvidence(10, 100)).isCloseTo(-0.06502391, within(1e-7));
        assertThat(two.bound(100, 0.05)).isCloseTo(30.35209, within(1e-5));
        assertThat(one.bound(100, 0.05)).isCloseTo(27.66071, within(1e-5));
    }

    @Test
    @DisplayName("the two-sided sequence is the normal mixture divided by n")
    void sequenceIsNormalMixture() {
        var sequence = new ConfidenceSequence(0.05, ConfidenceSequence.rhoSquaredApproximate(0.05, 100));
        var mixture = NormalMixture.tightestAt(100, 0.05, false);
        for (int n : new int[] {1, 7, 100, 12_345}) {
            assertThat(sequence.halfWidth(n, 1)).isCloseTo(mixture.bound(n, 0.05) / n, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 1.2090078", "50, 0.4353886", "100, 0.3035122", "500, 0.1411917", "1000, 0.1026574"})
    void halfWidths(int n, double expected) {
        assertThat(ConfidenceSequence.tightestAt(0.05, 100).halfWidth(n, 1)).isCloseTo(expected, within(5e-8));
    }

    @Test
    void tuning() {
        assertThat(ConfidenceSequence.rhoSquaredExact(0.05, 100)).isCloseTo(0.08211968, within(5e-9));
        assertThat(ConfidenceSequence.rhoSquaredApproximate(0.05, 100)).isCloseTo(0.07936155, within(5e-9));
    }

    @Test
    @DisplayName("the exact tuning is the tightest at its sample size")
    void exactTuningIsTightest() {
        for (double alpha : new double[] {0.3, 0.05, 1e-3, 1e-12}) {
            double best = ConfidenceSequence.rhoSquaredExact(alpha, 50);
            double width = new ConfidenceSequence(alpha, best).halfWidth(50, 1);
            assertThat(new ConfidenceSequence(alpha, best * 1.01).halfWidth(50, 1))
                    .isGreaterThan(width);
            assertThat(new ConfidenceSequence(alpha, best * 0.99).halfWidth(50, 1))
                    .isGreaterThan(width);
        }
    }

    @Test
    @DisplayName("GrowthBook: lift of means, two-sided, tuned at 1000")
    void growthBookTwoSided() {
        var a = GrowthBookSample.of(1396.87, 52377.9767, 3000);
        var b = GrowthBookSample.of(2422.7, 134698.29, 3461);
        double width = GrowthBookSample.sequence(0.05, 1000).halfWidth(6461, a.liftDeviation(b));
        assertThat(a.lift(b)).isCloseTo(.50336, within(5e-6));
        assertThat(a.lift(b) - width).isCloseTo(-.55844, within(5e-6));
        assertThat(a.lift(b) + width).isCloseTo(1.56516, within(5e-6));
        assertThat(GrowthBookSample.sequence(0.05, 1000).alwaysValidP(6461, a.lift(b), a.liftDeviation(b)))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("GrowthBook: lift of proportions, two-sided, tuned at 5000")
    void growthBookProportions() {
        var a = GrowthBookSample.proportion(1396, 3000);
        var b = GrowthBookSample.proportion(2422, 3461);
        double width = GrowthBookSample.sequence(0.05, 5000).halfWidth(6461, a.liftDeviation(b));
        assertThat(a.lift(b)).isCloseTo(.50386, within(5e-6));
        assertThat(a.lift(b) - width).isCloseTo(.40098, within(5e-6));
        assertThat(a.lift(b) + width).isCloseTo(.60675, within(5e-6));
    }

    @Test
    @DisplayName("GrowthBook: one-sided, tuned at 5000 and twice alpha")
    void growthBookOneSided() {
        var a = GrowthBookSample.of(1396.87, 52377.9767, 3000);
        var b = GrowthBookSample.of(2422.7, 134698.29, 3461);
        var sequence = new ConfidenceSequence(0.05, ConfidenceSequence.rhoSquaredApproximate(0.1, 5000));
        assertThat(a.lift(b) - sequence.oneSidedWidth(6461, a.liftDeviation(b)))
                .isCloseTo(-.42356454602790883, within(1e-13));
        assertThat(b.mean() - a.mean() - sequence.oneSidedWidth(6461, a.differenceDeviation(b)))
                .isCloseTo(-.12656844172804982, within(1e-13));
    }

    @ParameterizedTest
    @CsvSource({"100, .3, 1, .5, 11.540376538", "100, .1, 1, .5, 0.228614811", "1000, .12, 1, .01, 209.873907322"})
    void mixtureSprt(int n, double mean, double variance, double mixing, double expected) {
        assertThat(new MixtureSprt(variance, mixing).likelihoodRatio(n, mean, 0))
                .isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }

    @Test
    @DisplayName("mixture SPRT and confidence sequence are one thing with rho squared = tau squared / sigma squared")
    void mixtureSprtIsTheSequence() {
        var sprt = new MixtureSprt(4, 0.5);
        var sequence = new ConfidenceSequence(0.05, 0.125);
        assertThat(sprt.halfWidth(80, 0.05)).isCloseTo(sequence.halfWidth(80, 2), within(1e-12));
        assertThat(sprt.likelihoodRatio(80, 0.7, 0)).isCloseTo(sequence.eValue(80, 0.7, 2), within(1e-9));
        assertThat(sequence.eValue(80, sequence.halfWidth(80, 2), 2)).isCloseTo(20, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1209545369", "1, 0.1524926228", "2, 0.1555763478", "3, 0.1385189518", "4, 0.1094531863"})
    void neweyWest(int lag, double expected) {
        double[] gamma = Autocovariance.of(NEWEY_WEST_DATA, lag);
        double error = Math.sqrt(Autocovariance.neweyWest(gamma, lag) / NEWEY_WEST_DATA.length);
        assertThat(error).isCloseTo(expected, within(5e-11));
    }

    @Test
    @DisplayName("normal distribution function at tabulated points")
    void normalDistribution() {
        assertThat(NormalDistribution.cumulative(0)).isEqualTo(0.5);
        assertThat(NormalDistribution.cumulative(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(NormalDistribution.cumulative(-2.326347874040841)).isCloseTo(0.01, within(1e-15));
        assertThat(NormalDistribution.cumulative(-6)).isCloseTo(9.865876450376946e-10, within(1e-22));
    }
}
