package phoenix.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Report.SavedFigure;
import phoenix.app.report.Report.SavingsReport;

/** The projected savings as rows of tables, the same for all forms of a report. */
public final class SavingsText {
    private static final int METRICS_MAX = 10;

    private SavingsText() {}

    /** A heading, and rows of it. */
    public record Table(List<String> head, List<List<String>> rows) {}

    /** What a collector saves, and what the fleet does. */
    public static Table figures(SavingsReport savings) {
        List<List<String>> rows = new ArrayList<>();
        for (SavedFigure figure : savings.figures()) {
            rows.add(List.of(
                    name(figure),
                    value(figure.baseline(), figure),
                    value(figure.candidate(), figure),
                    value(figure.saved(), figure),
                    value(figure.fleetSaved(), figure),
                    figure.errorPercent() == 0 ? "" : "±" + Figures.number(figure.errorPercent()) + " %"));
        }
        String fleet = savings.collectors() == 1 ? "1 collector saves" : savings.collectors() + " collectors save";
        return new Table(List.of("", "baseline", "candidate", "saved", fleet, "error of the level"), rows);
    }

    private static String name(SavedFigure figure) {
        return switch (figure.measure()) {
            case "series" -> "series at a time";
            case "datapoints" -> "datapoints a month";
            case "wire_bytes" -> "bytes on the wire a month";
            case "billed_bytes_estimate" -> "stored bytes a month (estimate)";
            case "money" -> figure.unit() + " a month (estimate)";
            default -> figure.measure();
        };
    }

    private static String value(@Nullable Double value, SavedFigure figure) {
        if (value == null) {
            return Figures.number(null);
        }
        return switch (figure.measure()) {
            case "wire_bytes", "billed_bytes_estimate" -> bytes(value);
            case "money" -> money(value);
            default -> Figures.number((double) Math.round(value));
        };
    }

    /** The metrics that make the greatest difference. */
    public static Table metrics(SavingsReport savings) {
        List<List<String>> rows = new ArrayList<>();
        savings.metrics().stream()
                .filter(m -> m.savedBilledBytesPerMonth() != 0 || m.baselineSeries() != m.candidateSeries())
                .limit(METRICS_MAX)
                .forEach(m -> rows.add(List.of(
                        m.metric(),
                        m.baselineSeries() + " → " + m.candidateSeries(),
                        perMinute(m.baselinePointsPerMinute()) + " → " + perMinute(m.candidatePointsPerMinute()),
                        bytes(m.savedBilledBytesPerMonth()),
                        money(m.savedMoneyPerMonth(), savings))));
        return new Table(
                List.of(
                        "metric",
                        "series over the run",
                        "datapoints per minute",
                        "stored bytes saved a month",
                        "money"),
                rows);
    }

    /** What each step of the candidate saves. */
    public static Table steps(SavingsReport savings) {
        List<List<String>> rows = new ArrayList<>();
        savings.steps()
                .forEach(s -> rows.add(List.of(
                        s.pipeline() + " " + s.processor(),
                        Figures.number((double) s.savedSeries()),
                        Figures.number((double) Math.round(s.savedPointsPerMonth())),
                        bytes(s.savedBilledBytesPerMonth()),
                        money(s.savedMoneyPerMonth(), savings))));
        return new Table(
                List.of("step", "series saved", "datapoints saved a month", "stored bytes saved a month", "money"),
                rows);
    }

    /** How to read the tables. */
    public static String note(SavingsReport savings) {
        Double price = savings.pricePerGb();
        return "As if everything went on as in the window observed; a month has "
                + Figures.number(savings.hoursPerMonth()) + " hours, a GB 10⁹ bytes."
                + (price == null
                        ? " Money is shown where the experiment has a cost: {price_per_gb: ...}."
                        : " Money is stored bytes times " + price + " " + savings.currency()
                                + " per GB, as the experiment says.");
    }

    private static String perMinute(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.1f", value);
    }

    private static String money(@Nullable Double value, SavingsReport savings) {
        return value == null ? "" : money(value) + " " + savings.currency();
    }

    private static String money(double value) {
        return sign(value) + String.format(Locale.ROOT, "%,.2f", Math.abs(value));
    }

    private static String bytes(double value) {
        return sign(value) + Figures.bytes(Math.abs(value));
    }

    private static String sign(double value) {
        return value < 0 ? "−" : "";
    }
}
