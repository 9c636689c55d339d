package phoenix.app.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.CriterionJudgement;
import phoenix.analysis.Forecast;
import phoenix.analysis.Interval;
import phoenix.analysis.Judgement;
import phoenix.app.report.Figures;
import phoenix.app.report.Judgements;
import phoenix.app.report.Report;
import phoenix.app.run.RunStatus.VariantStatus;
import phoenix.experiment.Variant;

/** The words of a run's views. */
final class StatusText {
    private static final String UNKNOWN = "-";

    private StatusText() {}

    static String clock(RunStatus status) {
        Duration left = status.duration().minus(status.elapsed());
        return status.phase() + ", " + seconds(status.elapsed()) + " of " + seconds(status.duration())
                + (left.isPositive() ? ", " + seconds(left) + " left" : "") + ", "
                + count(status.bucketsUsed(), status.bucketsUsed() == 1 ? "%s bucket" : "%s buckets");
    }

    static List<String> table(RunStatus status) {
        VariantStatus baseline = status.variants().get(Variant.BASELINE);
        VariantStatus candidate = status.variants().get(Variant.CANDIDATE);
        List<String> lines = new ArrayList<>();
        if (baseline == null || candidate == null) {
            return lines;
        }
        lines.add(row("", "baseline", "candidate", "change"));
        lines.add(figures("series", baseline.series(), candidate.series()));
        lines.add(figures("datapoints/min", baseline.datapointsPerMinute(), candidate.datapointsPerMinute()));
        lines.add(figures("wire bytes/min", baseline.wireBytesPerMinute(), candidate.wireBytesPerMinute()));
        lines.add(figures(
                "stored bytes/min ~",
                baseline.billedBytesEstimatePerMinute(),
                candidate.billedBytesEstimatePerMinute()));
        lines.add(counts("production sent", baseline.sentPoints(), candidate.sentPoints()));
        lines.add(counts("production failed", baseline.failedPoints(), candidate.failedPoints()));
        if (baseline.heldPoints() + candidate.heldPoints() > 0) {
            lines.add(counts("production held", baseline.heldPoints(), candidate.heldPoints()));
        }
        return lines;
    }

    private static String row(String name, String baseline, String candidate, String change) {
        return String.format(Locale.ROOT, "  %-18s %14s %14s %10s", name, baseline, candidate, change)
                .stripTrailing();
    }

    private static String figures(String name, double baseline, double candidate) {
        boolean known = Double.isFinite(baseline) && Double.isFinite(candidate) && baseline > 0;
        String change = known ? String.format(Locale.ROOT, "%+.1f %%", (candidate / baseline - 1) * 100) : UNKNOWN;
        return row(name, number(baseline), number(candidate), change);
    }

    private static String counts(String name, long baseline, long candidate) {
        return row(name, number((double) baseline), number((double) candidate), "");
    }

    static List<String> criteria(@Nullable Judgement judgement) {
        List<String> lines = new ArrayList<>();
        if (judgement != null) {
            for (CriterionJudgement criterion : judgement.criteria()) {
                lines.add(String.format(
                                Locale.ROOT,
                                "  %-9s %-34s %s",
                                Judgements.word(criterion.result()).replace('_', ' '),
                                criterion.criterion(),
                                estimate(criterion))
                        .stripTrailing());
            }
            if (!outlook(judgement).isEmpty()) {
                lines.add(" " + outlook(judgement).substring(1));
            }
        }
        return lines;
    }

    private static String estimate(CriterionJudgement criterion) {
        if (criterion.estimate() == null) {
            return "";
        }
        String unit = criterion.unit().equals("%") ? " %" : "";
        Interval interval = criterion.interval();
        return String.format(Locale.ROOT, criterion.unit().equals("%") ? "%+.2f" : "%.0f", criterion.estimate())
                + unit
                + (interval == null ? "" : " [" + end(interval.low()) + ", " + end(interval.high()) + "]" + unit);
    }

    private static String end(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.2f", value) : value < 0 ? "-inf" : "inf";
    }

    /** One line for those who only watch a log. */
    static String line(RunStatus status) {
        VariantStatus baseline = status.variants().get(Variant.BASELINE);
        VariantStatus candidate = status.variants().get(Variant.CANDIDATE);
        StringBuilder line = new StringBuilder(clock(status));
        if (baseline != null && candidate != null) {
            line.append("; series ")
                    .append(number(baseline.series()))
                    .append(" / ")
                    .append(number(candidate.series()))
                    .append(", datapoints/min ")
                    .append(number(baseline.datapointsPerMinute()))
                    .append(" / ")
                    .append(number(candidate.datapointsPerMinute()))
                    .append(", sent ")
                    .append(number((double) baseline.sentPoints()))
                    .append(" / ")
                    .append(number((double) candidate.sentPoints()))
                    .append(", failed ")
                    .append(number((double) baseline.failedPoints()))
                    .append(" / ")
                    .append(number((double) candidate.failedPoints()));
        }
        Judgement judgement = status.judgement();
        if (judgement != null) {
            line.append("; ").append(Judgements.word(judgement.verdict()).replace('_', ' '));
            judgement
                    .criteria()
                    .forEach(c -> line.append(", ")
                            .append(c.name())
                            .append(' ')
                            .append(Judgements.word(c.result()).replace('_', ' ')));
            line.append(outlook(judgement));
        }
        return line.toString();
    }

    /** In a few words: the whole of it is in the report. */
    static String outlook(Judgement judgement) {
        Forecast forecast = judgement.forecast();
        if (forecast == null || !Double.isFinite(forecast.buckets())) {
            return "";
        }
        return "; decision likely at about " + (long) forecast.buckets() + " buckets"
                + (forecast.futile() ? ", hardly in the time left" : "");
    }

    static List<String> ending(Report report, List<Path> files) {
        List<String> lines = new ArrayList<>();
        lines.add("verdict: " + report.verdict().replace('_', ' '));
        report.reasons().forEach(reason -> lines.add("  " + reason));
        if (report.forecast() != null) {
            lines.add("  " + Figures.outlook(report));
        }
        if (report.experiment().productionTarget().equals("stand-in")) {
            lines.add("production was the LOCAL STAND-IN");
        }
        lines.add("samples: " + report.comparison().samples() + " in "
                + report.comparison().bytesOnDisk() + " bytes; cleanup: "
                + report.comparison().cleanup());
        if (files.isEmpty()) {
            lines.add("THE REPORT COULD NOT BE WRITTEN");
        }
        files.forEach(file -> lines.add("report: " + file));
        return lines;
    }

    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : UNKNOWN;
    }

    /** A number with thousands separators within a text that has one {@code %s}. */
    static String count(long number, String text) {
        return String.format(Locale.ROOT, text, number((double) number));
    }

    private static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 600 ? seconds + "s" : seconds / 60 + "m";
    }
}
