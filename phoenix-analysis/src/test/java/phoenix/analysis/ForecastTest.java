package phoenix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import phoenix.analysis.Measure.Measured;
import phoenix.analysis.Measure.NotMeasurable;

class ForecastTest {
    private static final long SEED = 20261124;
    private static final Judge JUDGE = Look.judge("latency", "within", "5%");

    private static PairedSeries noisy(RandomGenerator random, int buckets, double ratio) {
        Streams.Noise baseline = Streams.Shape.AR_5.noise(random);
        Streams.Noise candidate = Streams.Shape.AR_5.noise(random);
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < buckets; i++) {
            series.append(i, 100 + 10 * baseline.next(), 100 * ratio + 10 * candidate.next());
        }
        return series;
    }

    private static Judgement judged(PairedSeries series, int used, long left) {
        return JUDGE.judge(Evidence.over(new Window(used, 0, 0, 10, false, left))
                .measure("latency", new Measured(series, CriterionKind.STATISTICAL, "s"))
                .build());
    }

    private static Forecast forecast(PairedSeries series, long left) {
        return Objects.requireNonNull(judged(series, series.pairs(), left).forecast());
    }

    @Test
    @DisplayName("an open criterion says about how many buckets would decide it, and whether the time left will do")
    void chances() {
        PairedSeries series = noisy(new SplittableRandom(SEED), 60, 1);
        Forecast unplanned = forecast(series, Window.UNPLANNED);
        assertThat(unplanned.buckets()).isBetween(120.0, 1200.0);
        assertThat(unplanned.chance()).isNull();
        assertThat(unplanned.futile()).isFalse();
        Forecast soonOver = forecast(series, 10);
        assertThat(soonOver.futile()).isTrue();
        assertThat(soonOver.chance()).isLessThan(0.1);
        Forecast ample = forecast(series, 5000);
        assertThat(ample.futile()).isFalse();
        assertThat(ample.chance()).isGreaterThan(0.7);
        CriterionJudgement criterion = judged(series, 60, 10).criteria().getFirst();
        assertThat(criterion.explanation())
                .contains(
                        "buckets in all would decide it; it cannot be decided in the time left, because that makes 70");
    }

    @Test
    @DisplayName("fewer buckets left than any decision needs: futile, and said with the number")
    void tooFewLeft() {
        PairedSeries series = noisy(new SplittableRandom(SEED), 12, 1);
        Judgement judgement = judged(series, 12, 3);
        Forecast forecast = Objects.requireNonNull(judgement.forecast());
        assertThat(forecast.futile()).isTrue();
        assertThat(forecast.buckets()).isEqualTo(20);
        assertThat(judgement.reasons().getFirst())
                .contains("cannot be decided in the time left, because that holds 3 buckets only");
        assertThat(forecast(series, 8).futile()).isFalse();
    }

    @Test
    @DisplayName("time left changes no result, no interval and no verdict, whatever it is")
    void decidesNothing() {
        RandomGenerator random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            PairedSeries series = noisy(random, 10 + random.nextInt(300), 0.9 + 0.2 * random.nextDouble());
            Judgement unplanned = judged(series, series.pairs(), Window.UNPLANNED);
            Judgement planned = judged(series, series.pairs(), random.nextInt(300));
            assertThat(planned.verdict()).isEqualTo(unplanned.verdict());
            assertThat(planned.decided()).isEqualTo(unplanned.decided());
            assertThat(planned.criteria().getFirst().result())
                    .isEqualTo(unplanned.criteria().getFirst().result());
            assertThat(planned.criteria().getFirst().interval())
                    .isEqualTo(unplanned.criteria().getFirst().interval());
            assertThat(planned.forecast() == null).isEqualTo(planned.decided());
        }
    }

    @Test
    @DisplayName("what was called futile is rarely decided after all, and what was likely mostly is")
    void calibrated() {
        RandomGenerator random = new SplittableRandom(SEED);
        int futile = 0;
        int decidedAfterAll = 0;
        int likely = 0;
        int decided = 0;
        for (int run = 0; run < 400; run++) {
            int half = 50 + random.nextInt(150);
            Streams.Noise baseline = Streams.Shape.AR_5.noise(random);
            Streams.Noise candidate = Streams.Shape.AR_5.noise(random);
            double mean = 90 + 20 * random.nextDouble();
            PairedSeries series = new PairedSeries();
            Forecast atHalf = null;
            boolean open = true;
            for (int i = 0; i < 2 * half && open; i++) {
                series.append(i, 100 + 5 * baseline.next(), mean + 5 * candidate.next());
                if (i + 1 == half) {
                    atHalf = judged(series, half, half).forecast();
                } else if (i >= 20) {
                    open = JUDGE.verdict(Evidence.over(new Window(i + 1, 0, 0, 10, false))
                                    .measure("latency", new Measured(series, CriterionKind.STATISTICAL, "s"))
                                    .build())
                            == Verdict.INCONCLUSIVE;
                }
            }
            if (atHalf != null && atHalf.futile()) {
                futile++;
                decidedAfterAll += open ? 0 : 1;
            } else if (atHalf != null && atHalf.chance() != null && atHalf.chance() > 0.7) {
                likely++;
                decided += open ? 0 : 1;
            }
        }
        assertThat(futile).isGreaterThan(40);
        assertThat(decidedAfterAll).isLessThan(futile / 10);
        assertThat(likely).isGreaterThan(20);
        assertThat(decided).isGreaterThan(likely * 3 / 4);
    }

    @Test
    @DisplayName("a measure that there is not leaves nothing to forecast, and is never called futile")
    void notMeasurable() {
        Judge judge = new Judge(
                List.of(
                        Criterion.parse("latency", Map.of("within", "5%")),
                        Criterion.parse("cpu", Map.of("within", "5%"))),
                JudgeSettings.DEFAULTS);
        Judgement judgement = judge.judge(Evidence.over(new Window(60, 0, 0, 10, false, 5))
                .measure("latency", new Measured(noisy(new SplittableRandom(1), 60, 1), CriterionKind.STATISTICAL, "s"))
                .measure("cpu", new NotMeasurable("it is not looked at"))
                .build());
        assertThat(judgement.verdict()).isEqualTo(Verdict.NO_DATA);
        Forecast forecast = Objects.requireNonNull(judgement.forecast());
        assertThat(forecast.chance()).isNull();
        assertThat(forecast.buckets()).isInfinite();
    }
}
