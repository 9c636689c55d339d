package phoenix.app.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. What is null was not measured and is shown as such. */
public final class Figures {
    /** Always with its error beside it: it is no measurement. */
    static final String BILLED_BYTES = "Bytes stored by New Relic (estimate, ±30 %)";

    private static final String NOT_MEASURED = "–";

    private Figures() {}

    static String number(@Nullable Double value) {
        if (value == null) {
            return NOT_MEASURED;
        }
        double abs = Math.abs(value);
        if (value == Math.rint(value) && abs < 1e15) {
            return String.format(Locale.ROOT, "%,d", value.longValue());
        }
        return String.format(Locale.ROOT, abs >= 100 ? "%,.0f" : abs >= 1 ? "%,.2f" : "%.4g", value);
    }

    /** Candidate against baseline: {@code −45.2 %}. */
    static String change(@Nullable Double baseline, @Nullable Double candidate) {
        if (baseline == null || candidate == null || baseline == 0) {
            return NOT_MEASURED;
        }
        double percent = (candidate / baseline - 1) * 100;
        return String.format(
                Locale.ROOT, "%s%.1f %%", percent > 0.05 ? "+" : percent < -0.05 ? "−" : "±", Math.abs(percent));
    }

    static String estimate(@Nullable Double estimate, String unit) {
        if (estimate == null) {
            return NOT_MEASURED;
        }
        return unit.equals("%") ? String.format(Locale.ROOT, "%+.2f %%", estimate) : number(estimate);
    }

    static String interval(@Nullable List<@Nullable Double> interval, String unit) {
        if (interval == null) {
            return "";
        }
        return "[" + end(interval.getFirst(), unit, "−∞") + ", " + end(interval.getLast(), unit, "∞") + "]";
    }

    private static String end(@Nullable Double value, String unit, String open) {
        return value == null ? open : estimate(value, unit);
    }

    /** When a decision may come, with the time that makes; empty where there is nothing to wait for. */
    public static String outlook(Report report) {
        Report.ForecastReport forecast = report.forecast();
        if (forecast == null) {
            return "";
        }
        Double buckets = forecast.buckets();
        return "Outlook: " + forecast.text()
                + (buckets == null
                        ? ""
                        : ", which is " + seconds(buckets * report.buckets().seconds()) + " after the warm-up, "
                                + report.buckets().used() + " of them seen")
                + ". This is a forecast, and decides nothing.";
    }

    static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200 ? whole / 60 + " min" : String.format(Locale.ROOT, "%.1f h", whole / 3600.0);
    }

    static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
