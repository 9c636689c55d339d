package phoenix.app.preview;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Figures;
import phoenix.app.report.Report;
import phoenix.app.report.Report.StepEffect;
import phoenix.app.report.Report.VariantReport;
import phoenix.app.report.SavingsText;

/** What a preview prints for people: the verdict, the figures, what each step saves and loses. */
final class PreviewText {
    private static final int LOST_MAX = 10;

    private final StringBuilder out = new StringBuilder();

    private PreviewText() {}

    static String of(Report report, List<Path> files, long points, long nanos) {
        PreviewText text = new PreviewText();
        text.line("verdict: " + report.verdict().replace('_', ' '));
        report.reasons().forEach(reason -> text.line("  " + reason));
        if (report.forecast() != null) {
            text.line("  " + Figures.outlook(report));
        }
        text.figures(report);
        report.criteria()
                .forEach(c -> text.line(
                        String.format(Locale.ROOT, "  %-9s %s %s", c.result().replace('_', ' '), c.name(), c.rule())));
        text.steps(report);
        text.savings(report.savings());
        text.lost("lost metrics", report.coverage().lostMetrics());
        text.lost("lost labels", report.coverage().lostLabels());
        text.lost(
                "lost entities",
                report.coverage().lostEntities().stream()
                        .map(e -> e.type() + " " + e.id())
                        .toList());
        text.lost("changed", report.coverage().altered());
        files.forEach(file -> text.line("report: " + file));
        text.line(
                String.format(Locale.ROOT, "%,d captured points through both variants in %.1f s", points, nanos / 1e9));
        return text.out.toString();
    }

    private void figures(Report report) {
        VariantReport baseline = report.variants().get("baseline");
        VariantReport candidate = report.variants().get("candidate");
        if (baseline == null || candidate == null) {
            return;
        }
        line(String.format(Locale.ROOT, "  %-22s %14s %14s %9s", "", "baseline", "candidate", "change"));
        row("series", baseline.series(), candidate.series());
        row("datapoints/min", baseline.datapointsPerMinute(), candidate.datapointsPerMinute());
        row("stored bytes/min ~", baseline.billedBytesEstimatePerMinute(), candidate.billedBytesEstimatePerMinute());
    }

    private void row(String name, @Nullable Double baseline, @Nullable Double candidate) {
        if (baseline != null && candidate != null) {
            line(String.format(
                    Locale.ROOT,
                    "  %-22s %,14.0f %,14.0f %9s",
                    name,
                    baseline,
                    candidate,
                    baseline > 0 ? String.format(Locale.ROOT, "%+.1f %%", (candidate / baseline - 1) * 100) : "-"));
        }
    }

    private void steps(Report report) {
        for (Report.StepReport step : report.steps()) {
            StepEffect effect = step.effect();
            if (effect == null || !step.variant().equals("candidate")) {
                continue;
            }
            line(String.format(
                    Locale.ROOT,
                    "  step %s %s: points %,d -> %,d, series %,d -> %,d, stored bytes ~%,d -> %,d",
                    step.pipeline(),
                    step.processor(),
                    step.incoming(),
                    step.outgoing(),
                    effect.incomingSeries(),
                    effect.outgoingSeries(),
                    effect.incomingBilledBytes(),
                    effect.outgoingBilledBytes()));
            lost("  loses metrics", effect.lostMetrics());
            lost("  loses labels", effect.lostLabels());
        }
    }

    private void savings(Report.SavingsReport savings) {
        if (savings.figures().isEmpty()) {
            return;
        }
        line("  saves, projected (" + SavingsText.figures(savings).head().get(4) + "):");
        SavingsText.figures(savings)
                .rows()
                .forEach(r -> line(
                        String.format(Locale.ROOT, "    %-32s %16s %18s %6s", r.get(0), r.get(3), r.get(4), r.get(5))));
        SavingsText.metrics(savings)
                .rows()
                .forEach(r -> line(String.format(Locale.ROOT, "    %-32s %16s %18s", r.get(0), r.get(3), r.get(4))));
        line("  " + SavingsText.note(savings));
    }

    private void lost(String title, List<String> names) {
        if (!names.isEmpty()) {
            line("  " + title + ": " + String.join(", ", names.subList(0, Math.min(LOST_MAX, names.size())))
                    + (names.size() > LOST_MAX ? " and " + (names.size() - LOST_MAX) + " more" : ""));
        }
    }

    /** Names come from outside: no control character of theirs may reach the terminal. */
    private void line(String text) {
        text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        out.append('\n');
    }
}
