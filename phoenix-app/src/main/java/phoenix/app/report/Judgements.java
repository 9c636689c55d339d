package phoenix.app.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Forecast;
import phoenix.analysis.Interval;
import phoenix.analysis.Judgement;

/** The judge's words in the report's form. */
public final class Judgements {
    private Judgements() {}

    public static Report.Look of(Instant at, Judgement judgement) {
        return new Report.Look(
                at,
                word(judgement.verdict()),
                judgement.criteria().stream()
                        .map(c -> new Report.LookCriterion(
                                c.name(), word(c.result()), finite(c.estimate()), interval(c.interval())))
                        .toList());
    }

    public static List<Report.CriterionReport> criteria(Judgement judgement) {
        return judgement.criteria().stream()
                .map(c -> new Report.CriterionReport(
                        c.name(),
                        c.criterion().rule().toString(),
                        word(c.kind()),
                        word(c.result()),
                        finite(c.estimate()),
                        interval(c.interval()),
                        finite(c.confidence()),
                        c.margin(),
                        c.unit(),
                        c.explanation(),
                        forecast(c.forecast()),
                        c.finding().checks().stream()
                                .map(check -> new Report.CheckReport(check.assumption(), check.holds(), check.seen()))
                                .toList(),
                        Sensitivity.of(c),
                        c.metrics().stream()
                                .map(m -> new Report.MetricReport(
                                        m.metric(),
                                        word(m.finding().result()),
                                        finite(m.finding().estimate()),
                                        interval(m.finding().interval()),
                                        m.finding().unit(),
                                        m.finding().explanation()))
                                .toList()))
                .toList();
    }

    public static Report.@Nullable ForecastReport forecast(@Nullable Forecast forecast) {
        return forecast == null
                ? null
                : new Report.ForecastReport(
                        finite(forecast.buckets()), rounded(forecast.chance()), forecast.futile(), forecast.text());
    }

    /** A chance of 1e-33 is none that anybody could know. */
    private static @Nullable Double rounded(@Nullable Double chance) {
        return chance == null ? null : Math.round(chance * 1e4) / 1e4;
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable List<@Nullable Double> interval(@Nullable Interval interval) {
        if (interval == null) {
            return null;
        }
        List<@Nullable Double> ends = new ArrayList<>();
        ends.add(finite(interval.low()));
        ends.add(finite(interval.high()));
        return ends;
    }

    /** JSON has no infinity and no NaN: an open end is null. */
    public static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
