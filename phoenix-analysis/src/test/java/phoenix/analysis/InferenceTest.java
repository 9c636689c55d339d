package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import phoenix.analysis.Rule.IncreaseAtMost;
import phoenix.analysis.Rule.ReduceBy;
import phoenix.analysis.Rule.Within;

class InferenceTest {
    private static final long SEED = 11;
    private static final Inference ALONE = new Inference(JudgeSettings.DEFAULTS, 1);

    private static PairedSeries noisy(long seed, int buckets, double ratio) {
        RandomGenerator random = new SplittableRandom(seed);
        Streams.Noise baseline = Streams.Shape.AR_5.noise(random);
        Streams.Noise candidate = Streams.Shape.AR_5.noise(random);
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < buckets; i++) {
            series.append(i, 100 + 5 * baseline.next(), 100 * ratio + 5 * candidate.next());
        }
        return series;
    }

    @Test
    @DisplayName("the interval shown and the decision never disagree")
    void intervalAgreesWithDecision() {
        RandomGenerator random = new SplittableRandom(SEED);
        for (int i = 0; i < 300; i++) {
            PairedSeries series = noisy(SEED + i, 20 + random.nextInt(200), 0.7 + 0.6 * random.nextDouble());
            Percent margin = new Percent(random.nextDouble() * 0.4);
            for (Rule rule : List.of(new Within(margin), new ReduceBy(margin), new IncreaseAtMost(margin))) {
                CriterionResult result = ALONE.result(series, rule, 0);
                Interval interval = ALONE.interval(series, rule, result);
                assertThat(interval.low()).isLessThan(interval.high());
                assertThat(expected(rule, interval, result))
                        .describedAs("seed %d, run %d, %s, %s", SEED, i, rule, interval)
                        .isEqualTo(result);
            }
        }
    }

    private static CriterionResult expected(Rule rule, Interval interval, CriterionResult result) {
        double m = rule.marginRatio();
        boolean pass = switch (rule) {
            case Within _ -> interval.low() > -m && interval.high() < m;
            case ReduceBy _ -> interval.high() < -m;
            case IncreaseAtMost _ -> interval.high() < m;
            case Rule.Kept _ -> false;
        };
        boolean fail = switch (rule) {
            case Within _ -> interval.low() > m || interval.high() < -m;
            case ReduceBy _ -> interval.low() > -m;
            case IncreaseAtMost _ -> interval.low() > m;
            case Rule.Kept _ -> false;
        };
        // An open criterion shows the interval of a pass; that of a failure is wider where there are more ways to fail.
        return pass
                ? CriterionResult.PASS
                : fail && result == CriterionResult.FAIL ? CriterionResult.FAIL : CriterionResult.UNDECIDED;
    }

    @Test
    @DisplayName("a glance that spares the full estimate never changes a result")
    void glance() {
        RandomGenerator random = new SplittableRandom(SEED);
        int decided = 0;
        for (int i = 0; i < 2000; i++) {
            PairedSeries series = noisy(SEED + i, 5 + random.nextInt(150), 0.8 + 0.4 * random.nextDouble());
            Percent margin = new Percent(random.nextDouble() * 0.3);
            for (Rule rule : List.of(new Within(margin), new ReduceBy(margin), new IncreaseAtMost(margin))) {
                CriterionResult full = ALONE.inFull(new Question(series, 0), rule);
                decided += full == CriterionResult.UNDECIDED ? 0 : 1;
                assertThat(ALONE.result(series, rule, 0))
                        .describedAs("seed %d, run %d, %s", SEED, i, rule)
                        .isEqualTo(full);
            }
        }
        assertThat(decided).isBetween(1000, 5000);
    }

    @Test
    @DisplayName("with more comparisons a failure needs more evidence and a pass does not")
    void levels() {
        Inference many = new Inference(JudgeSettings.DEFAULTS, 1000);
        Rule within = new Within(new Percent(0.05));
        int failedAlone = 0;
        int failedAmongMany = 0;
        for (int i = 0; i < 100; i++) {
            PairedSeries off = noisy(SEED + i, 80, 1.1);
            failedAlone += ALONE.result(off, within, 0) == CriterionResult.FAIL ? 1 : 0;
            failedAmongMany += many.result(off, within, 0) == CriterionResult.FAIL ? 1 : 0;
            PairedSeries same = noisy(SEED + i, 150, 1);
            assertThat(many.result(same, within, 0)).isEqualTo(ALONE.result(same, within, 0));
        }
        assertThat(failedAlone).isGreaterThan(failedAmongMany + 20);
    }

    @Test
    @DisplayName("no inference before there are enough buckets, whatever the effect")
    void minimum() {
        PairedSeries series = noisy(SEED, 19, 3);
        assertThat(ALONE.result(series, new Within(new Percent(0.05)), 0)).isEqualTo(CriterionResult.UNDECIDED);
        Interval interval = ALONE.interval(series, new Within(new Percent(0.05)), CriterionResult.UNDECIDED);
        assertThat(interval.bounded()).isFalse();
        assertThat(interval.confidence()).isCloseTo(0.95, within(1e-12));
    }

    @Test
    @DisplayName("the verdict alone is the verdict of the judgement")
    void verdictAlone() {
        Judge judge = new Judge(
                List.of(
                        new Criterion("cpu", new IncreaseAtMost(new Percent(0.05))),
                        new Criterion("bytes", new ReduceBy(new Percent(0.05))),
                        new Criterion("fidelity", new Within(new Percent(0.05)))),
                JudgeSettings.DEFAULTS);
        for (int i = 0; i < 200; i++) {
            Evidence evidence = Look.over(150, true)
                    .measure(
                            "cpu",
                            new Measure.Measured(noisy(i, 150, 0.95 + i * 0.001), CriterionKind.STATISTICAL, "s"))
                    .measure("bytes", new Measure.Measured(noisy(-i, 150, 0.8), CriterionKind.STATISTICAL, "By"))
                    .fidelity(List.of(new MetricPairs("up", noisy(i + 999, 150, 1 + i * 0.0005))))
                    .build();
            assertThat(judge.verdict(evidence)).isEqualTo(judge.judge(evidence).verdict());
        }
    }
}
