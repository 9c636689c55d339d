package phoenix.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was read, as rows of a Markdown table: one for each scenario and program, one for their ratio. */
final class ResultTable {
    private static final List<String> HEADER = List.of(
            "scenario",
            "program",
            "k points per CPU s",
            "CPU s",
            "peak RSS, MB",
            "p50, ms",
            "p95, ms",
            "p99, ms",
            "arrived",
            "generator, cores",
            "first export, ms");

    private final List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    private final List<String> remarks = new ArrayList<>();

    /** @param otelcol empty when there was none to compare with */
    void add(Scenario scenario, List<Reading> phoenix, List<Reading> otelcol) {
        rows.add(row(scenario, "phoenix", phoenix));
        lost(scenario, "phoenix", phoenix);
        if (otelcol.isEmpty()) {
            return;
        }
        rows.add(row(scenario, "otelcol", otelcol));
        lost(scenario, "otelcol", otelcol);
        List<String> ratios = new ArrayList<>(List.of(scenario.toString(), "**ratio**"));
        ratios.add(ratio(phoenix, otelcol, Reading::pointsPerCpuSecond));
        // Where load is as fast as it is taken, CPU says nothing by itself.
        boolean load = phoenix.stream().anyMatch(reading -> reading.pointsPerCpuSecond() > 0);
        ratios.add(load ? "" : ratio(phoenix, otelcol, Reading::cpuSeconds));
        ratios.add(ratio(phoenix, otelcol, Reading::peakMegabytes));
        ratios.add(ratio(phoenix, otelcol, Reading::p50));
        ratios.add(ratio(phoenix, otelcol, Reading::p95));
        ratios.add(ratio(phoenix, otelcol, Reading::p99));
        ratios.addAll(List.of("", ""));
        ratios.add(ratio(phoenix, otelcol, Reading::firstExportMillis));
        rows.add(ratios);
        double ours = median(phoenix, Reading::share).value();
        double theirs = median(otelcol, Reading::share).value();
        if (scenario.check() == Scenario.Check.SAME_SHARE && Math.abs(ours - theirs) > 0.01) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "LOSS? %s: %.4f of the accepted points arrived from phoenix, %.4f from otelcol",
                    scenario,
                    ours,
                    theirs));
        }
    }

    private void lost(Scenario scenario, String program, List<Reading> readings) {
        for (Reading reading : readings) {
            if (!reading.loss().isEmpty()) {
                remarks.add("LOSS: " + scenario + ", " + program + ": " + reading.loss());
            }
        }
    }

    /** What went wrong, for a person to see first; empty is good. */
    List<String> remarks() {
        return remarks;
    }

    void remark(String text) {
        remarks.add(text);
    }

    private static List<String> row(Scenario scenario, String program, List<Reading> readings) {
        return List.of(
                scenario.toString(),
                program,
                median(readings, Reading::pointsPerCpuSecond).text("%.0f", 1000),
                median(readings, Reading::cpuSeconds).text("%.2f", 1),
                median(readings, Reading::peakMegabytes).text("%.0f", 1),
                median(readings, Reading::p50).text("%.0f", 1),
                median(readings, Reading::p95).text("%.0f", 1),
                median(readings, Reading::p99).text("%.0f", 1),
                arrived(scenario, readings),
                median(readings, Reading::generatorCores).text("%.2f", 1),
                median(readings, Reading::firstExportMillis).text("%.0f", 1));
    }

    private static String arrived(Scenario scenario, List<Reading> readings) {
        return scenario.check() == Scenario.Check.ALL_COUNTED
                ? ""
                : median(readings, reading -> reading.share() * 100).text("%.2f %%", 1);
    }

    private static Median median(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return Median.of(readings.stream().map(figure::applyAsDouble).toList());
    }

    private static String ratio(List<Reading> ours, List<Reading> theirs, ToDoubleFunction<Reading> figure) {
        double ratio = median(ours, figure).value() / median(theirs, figure).value();
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "**%.2f**", ratio) : "";
    }

    /** The table, with its columns aligned for those who read it as text. */
    String markdown() {
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < widths.length; c++) {
                text.append("| ")
                        .append(String.format(
                                "%-" + widths[c] + "s", rows.get(r).get(c)))
                        .append(' ');
            }
            text.append("|\n");
            if (r == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
