package phoenix.analysis;

import java.util.List;
import java.util.Map;
import phoenix.analysis.Measure.Measured;

/** Evidence in a few words, for tests. */
final class Look {
    private Look() {}

    static PairedSeries series(double[] baseline, double[] candidate) {
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < Math.max(baseline.length, candidate.length); i++) {
            series.append(
                    i,
                    i < baseline.length ? baseline[i] : Double.NaN,
                    i < candidate.length ? candidate[i] : Double.NaN);
        }
        return series;
    }

    static PairedSeries constant(int buckets, double baseline, double candidate) {
        PairedSeries series = new PairedSeries();
        for (int i = 0; i < buckets; i++) {
            series.append(i, baseline, candidate);
        }
        return series;
    }

    static Evidence.Builder over(int used, boolean ended) {
        return Evidence.over(new Window(used, 0, 0, 10, ended));
    }

    static Judge judge(String measure, String rule, String value) {
        return new Judge(List.of(Criterion.parse(measure, Map.of(rule, value))), JudgeSettings.DEFAULTS);
    }

    /** The judgement of one measure at the end. */
    static Judgement judged(CriterionKind kind, PairedSeries series, String rule, String value) {
        return judge("latency", rule, value)
                .judge(over(series.pairs(), true)
                        .measure("latency", new Measured(series, kind, "s"))
                        .build());
    }

    static Judgement inferred(PairedSeries series, String rule, String value) {
        return judged(CriterionKind.STATISTICAL, series, rule, value);
    }
}
