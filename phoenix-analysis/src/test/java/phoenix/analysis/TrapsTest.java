package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Inputs on which other judges of canaries are known to go wrong; docs/statistics.md names the sources. */
class TrapsTest {
    private static final long SEED = 99;

    private static double[] repeat(int times, double... values) {
        double[] all = new double[times];
        Arrays.setAll(all, i -> values[i % values.length]);
        return all;
    }

    private static CriterionResult result(PairedSeries series, String rule, String value) {
        return Look.inferred(series, rule, value).criteria().getFirst().result();
    }

    @Test
    @DisplayName("a change of variance is not a pass: control all 1, canary seven times 100 and three times 1")
    void varianceChange() {
        double[] canary = {100, 100, 100, 100, 100, 100, 100, 1, 1, 1};
        PairedSeries series = Look.series(repeat(10, 1), canary);
        assertThat(Look.inferred(series, "within", "5%").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result(series, "increase_at_most", "5%")).isEqualTo(CriterionResult.UNDECIDED);
        PairedSeries longer = Look.series(repeat(60, 1), repeat(60, 100, 1, 100, 100, 1, 100, 100, 100, 1, 100));
        assertThat(result(longer, "within", "5%")).isEqualTo(CriterionResult.FAIL);
    }

    @Test
    @DisplayName("errors that the baseline never had are a failure, however few")
    void sparseErrors() {
        PairedSeries series = Look.series(repeat(6, 0), new double[] {0, 1, 2, 1, 0, 0});
        Judge judge = Look.judge("http.errors", "increase_at_most", "5%");
        Judgement judgement = judge.judge(Look.over(6, true)
                .measure("http.errors", new Measure.Measured(series, CriterionKind.STATISTICAL, "1"))
                .build());
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(judgement.reasons())
                .containsExactly(
                        "http.errors: the baseline is 0 in all 6 buckets and the candidate is not in 3 of them,"
                                + " where the rule is increase_at_most 5%");
        // As any other measure it is rare events on one side: too few to tell.
        assertThat(result(series, "increase_at_most", "5%")).isEqualTo(CriterionResult.UNDECIDED);
    }

    @Test
    @DisplayName("data on one side only, or on none, is no data")
    void missingData() {
        assertThat(Look.inferred(Look.series(repeat(50, 0), new double[0]), "within", "5%")
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
        assertThat(Look.inferred(Look.series(new double[0], repeat(50, 3)), "within", "5%")
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
        assertThat(Look.inferred(Look.series(repeat(50, Double.NaN), repeat(50, Double.NaN)), "within", "5%")
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
        assertThat(Look.inferred(new PairedSeries(), "within", "5%").verdict()).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    @DisplayName("one side missing in every fifth bucket is said and not judged")
    void partlyMissing() {
        PairedSeries series = Look.series(repeat(100, 7), repeat(100, 7, 7, 7, 7, Double.NaN));
        Judgement judgement = Look.inferred(series, "within", "5%");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reasons().getFirst())
                .contains("20 % of the buckets have one side only", "20 without the candidate");
    }

    @Test
    @DisplayName("a stable shift of 0.01 % is equivalent within the margin, constant or not")
    void stableShift() {
        assertThat(result(Look.constant(5, 100, 100.01), "within", "5%")).isEqualTo(CriterionResult.PASS);
        RandomGenerator random = new SplittableRandom(SEED);
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < 60; i++) {
            double value = 100 + random.nextGaussian();
            series.append(i, value, value * 1.0001);
        }
        assertThat(result(series, "within", "5%")).isEqualTo(CriterionResult.PASS);
    }

    @Test
    @DisplayName("constant and different is decided the same way every time")
    void constantAndDifferent() {
        for (int i = 0; i < 10; i++) {
            Judgement judgement = Look.inferred(Look.series(repeat(5, 1), repeat(5, 10)), "within", "5%");
            assertThat(judgement.verdict()).isEqualTo(Verdict.REJECT);
            assertThat(judgement.criteria().getFirst().estimate()).isEqualTo(900);
        }
    }

    @Test
    @DisplayName("all zeros on both sides is equal, and nothing that could be reduced")
    void allZeros() {
        assertThat(result(Look.constant(50, 0, 0), "within", "5%")).isEqualTo(CriterionResult.PASS);
        assertThat(result(Look.constant(50, 0, 0), "increase_at_most", "0%")).isEqualTo(CriterionResult.PASS);
        assertThat(result(Look.constant(50, 0, 0), "reduce_by", "10%")).isEqualTo(CriterionResult.NO_DATA);
    }

    @Test
    @DisplayName("a scrape that freezes on an old value is not judged")
    void frozen() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedSeries series = new PairedSeries();
        double stuck = 0;
        for (int i = 0; i < 60; i++) {
            double value = 100 + random.nextGaussian();
            stuck = i < 30 ? value : stuck;
            series.append(i, value, stuck);
        }
        Judgement judgement = Look.inferred(series, "within", "5%");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reasons().getFirst()).contains("repeated one old value");
    }

    @Test
    @DisplayName("a source that stands still shows on both sides and is no obstacle")
    void bothStandStill() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedSeries series = new PairedSeries();
        double value = 0;
        for (int i = 0; i < 60; i++) {
            value = i < 30 ? 100 + random.nextGaussian() : value;
            series.append(i, value, value);
        }
        assertThat(result(series, "within", "5%")).isEqualTo(CriterionResult.PASS);
    }

    @Test
    @DisplayName("a mean that wanders off is not judged as if it had settled")
    void randomWalk() {
        RandomGenerator random = new SplittableRandom(SEED);
        int wrong = 0;
        for (int run = 0; run < 200; run++) {
            PairedSeries series = new PairedSeries();
            double walk = 0;
            for (int i = 0; i < 300; i++) {
                walk += random.nextGaussian();
                series.append(i, 100, 105 + walk);
            }
            wrong += result(series, "within", "5%") == CriterionResult.UNDECIDED ? 0 : 1;
        }
        assertThat(wrong).describedAs("decided walks of 200, seed %d", SEED).isLessThanOrEqualTo(20);
    }

    @Test
    @DisplayName("a metric around zero is judged on its own scale, not divided by nothing")
    void aroundZero() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedSeries equal = new PairedSeries();
        PairedSeries shifted = new PairedSeries();
        for (int i = 0; i < 400; i++) {
            double value = i % 2 == 0 ? 10 : -10;
            equal.append(i, value, value + 1e-4 * random.nextGaussian());
            shifted.append(i, value, value + 0.5 + 1e-4 * random.nextGaussian());
        }
        assertThat(result(equal, "within", "5%")).isEqualTo(CriterionResult.PASS);
        assertThat(result(shifted, "within", "5%")).isEqualTo(CriterionResult.FAIL);
    }

    @Test
    @DisplayName("a negative baseline: 5 % is of its size, and up is up")
    void negativeBaseline() {
        RandomGenerator random = new SplittableRandom(SEED);
        PairedSeries warmer = new PairedSeries();
        for (int i = 0; i < 100; i++) {
            double value = -20 + 0.1 * random.nextGaussian();
            warmer.append(i, value, value + 2 + 0.1 * random.nextGaussian());
        }
        assertThat(result(warmer, "within", "5%")).isEqualTo(CriterionResult.FAIL);
        assertThat(result(warmer, "within", "20%")).isEqualTo(CriterionResult.PASS);
        assertThat(result(warmer, "increase_at_most", "5%")).isEqualTo(CriterionResult.FAIL);
        assertThat(Look.inferred(warmer, "within", "20%").criteria().getFirst().estimate())
                .isBetween(9.0, 11.0);
    }
}
