package phoenix.app.report;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import phoenix.app.report.Report.VariantReport;

/** {@code report.md}: short enough for a comment in a review. */
public final class MarkdownReport {
    private static final int LIST_MAX = 50;

    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    public static String of(Report report) {
        MarkdownReport text = new MarkdownReport();
        text.head(report);
        text.figures(report);
        text.criteria(report);
        text.savings(report.savings());
        text.coverage(report.coverage());
        text.steps(report);
        text.production(report);
        text.foot(report);
        return text.out.toString();
    }

    private void head(Report report) {
        line("# " + report.experiment().name() + ": " + report.verdict());
        line("");
        report.reasons().forEach(reason -> line("- " + escape(reason)));
        if (report.forecast() != null) {
            line("");
            line(escape(Figures.outlook(report)));
        }
        line("");
        line("Run `" + report.runId() + "`, " + report.startedAt() + " to " + report.endedAt() + ", "
                + report.buckets().used() + " buckets of "
                + Figures.number(report.buckets().seconds()) + " s compared"
                + " (" + report.buckets().excluded() + " for warm-up, "
                + report.buckets().missing() + " missing).");
        if (report.experiment().productionTarget().equals("stand-in")) {
            line("Production was the **local stand-in**: nothing left the machine.");
        }
        line("");
    }

    private void figures(Report report) {
        VariantReport baseline = report.variants().get("baseline");
        VariantReport candidate = report.variants().get("candidate");
        if (baseline == null || candidate == null) {
            return;
        }
        line("| | baseline | candidate | change |");
        line("|---|---:|---:|---:|");
        row("series", baseline.series(), candidate.series());
        row("distinct series over the run", (double) baseline.distinctSeries(), (double) candidate.distinctSeries());
        row("datapoints per minute", baseline.datapointsPerMinute(), candidate.datapointsPerMinute());
        row("bytes on the wire per minute", baseline.wireBytesPerMinute(), candidate.wireBytesPerMinute());
        row(
                Figures.BILLED_BYTES + " per minute",
                baseline.billedBytesEstimatePerMinute(),
                candidate.billedBytesEstimatePerMinute());
        row("metrics", (double) baseline.metricCount(), (double) candidate.metricCount());
        row("CPU seconds", baseline.cpuSeconds(), candidate.cpuSeconds());
        line("");
    }

    private void row(String name, @Nullable Double baseline, @Nullable Double candidate) {
        line("| " + name + " | " + Figures.number(baseline) + " | " + Figures.number(candidate) + " | "
                + Figures.change(baseline, candidate) + " |");
    }

    private void criteria(Report report) {
        line("## Criteria");
        line("");
        line("| criterion | result | estimate | interval | why |");
        line("|---|---|---:|---|---|");
        report.criteria()
                .forEach(c -> line("| " + c.name() + " " + c.rule() + " | **" + c.result() + "** | "
                        + Figures.estimate(c.estimate(), c.unit()) + " | " + Figures.interval(c.interval(), c.unit())
                        + " | " + escape(c.explanation()) + " |"));
        line("");
        report.criteria().forEach(this::explained);
        line("");
    }

    private void explained(Report.CriterionReport criterion) {
        if (criterion.wouldChange() != null) {
            line("- What would change " + criterion.name() + ": " + escape(criterion.wouldChange()) + ".");
        }
        if (!criterion.checks().isEmpty()) {
            line("- Assumptions of " + criterion.name() + ": "
                    + escape(String.join(
                            "; ",
                            criterion.checks().stream()
                                    .map(check -> (check.holds() ? "" : "DOES NOT HOLD: ") + check.assumption() + " ("
                                            + check.seen() + ")")
                                    .toList()))
                    + ".");
        }
    }

    private void savings(Report.SavingsReport savings) {
        if (savings.figures().isEmpty()) {
            return;
        }
        line("## What it saves");
        line("");
        table(SavingsText.figures(savings));
        table(SavingsText.metrics(savings));
        table(SavingsText.steps(savings));
        line(escape(SavingsText.note(savings)));
        line("");
    }

    private void table(SavingsText.Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        line("| " + String.join(" | ", table.head()) + " |");
        line("|---|" + "---:|".repeat(table.head().size() - 1));
        table.rows()
                .forEach(row -> line("| "
                        + String.join(
                                " | ", row.stream().map(MarkdownReport::escape).toList()) + " |"));
        line("");
    }

    private void coverage(Report.CoverageReport coverage) {
        line("## What the candidate lost and added");
        line("");
        list("Lost metrics", coverage.lostMetrics());
        list("Lost labels", coverage.lostLabels());
        list(
                "Lost entities",
                coverage.lostEntities().stream()
                        .map(e -> e.type() + " " + e.id() + " since " + e.firstMissing())
                        .toList());
        list("Changed metrics", coverage.altered());
        list("Added metrics", coverage.addedMetrics());
        list("Added labels", coverage.addedLabels());
        list(
                "Added entities",
                coverage.addedEntities().stream()
                        .map(e -> e.type() + " " + e.id())
                        .toList());
    }

    private void steps(Report report) {
        if (report.steps().stream().allMatch(step -> step.effect() == null)) {
            return;
        }
        line("");
        line("## What each step of the candidate saves and loses");
        line("");
        line("| pipeline | processor | datapoints | series | stored bytes (estimate) | loses |");
        line("|---|---|---:|---:|---:|---|");
        for (Report.StepReport step : report.steps()) {
            Report.StepEffect effect = step.effect();
            if (effect != null && step.variant().equals("candidate")) {
                line("| " + escape(step.pipeline()) + " | `" + step.processor() + "` | "
                        + change(step.incoming(), step.outgoing()) + " | "
                        + change(effect.incomingSeries(), effect.outgoingSeries()) + " | "
                        + change(effect.incomingBilledBytes(), effect.outgoingBilledBytes()) + " | "
                        + escape(String.join(
                                ", ",
                                Stream.concat(effect.lostMetrics().stream(), effect.lostLabels().stream())
                                        .limit(LIST_MAX)
                                        .toList()))
                        + " |");
            }
        }
    }

    private static String change(long before, long after) {
        return before == after
                ? "±0"
                : Figures.number((double) (after - before)) + " (" + Figures.change((double) before, (double) after)
                        + ")";
    }

    private void list(String title, List<String> items) {
        if (items.isEmpty()) {
            line("- " + title + ": none");
            return;
        }
        line("- " + title + " (" + items.size() + "):");
        items.stream().limit(LIST_MAX).forEach(item -> line("  - `" + item.replace("`", "'") + "`"));
        if (items.size() > LIST_MAX) {
            line("  - and " + (items.size() - LIST_MAX) + " more, see report.json");
        }
    }

    private void production(Report report) {
        line("");
        line("## Production");
        line("");
        line("| variant | exporter | target | handed | sent | failed | dropped | held |");
        line("|---|---|---|---:|---:|---:|---:|---:|");
        report.production()
                .forEach(p -> line("| " + p.variant() + " | `" + p.exporter() + "` | " + escape(p.target()) + " | "
                        + p.handedPoints() + " | " + p.sentPoints() + " | " + p.failedPoints() + " | "
                        + p.droppedPoints() + " | " + p.heldPoints() + " |"));
        line("");
    }

    private void foot(Report report) {
        Report.ComparisonReport comparison = report.comparison();
        line("Comparison: " + comparison.samples() + " samples of " + comparison.series() + " series, "
                + Figures.bytes((double) comparison.bytesOnDisk()) + " on disk, cleanup: " + comparison.cleanup()
                + ". Phoenix "
                + report.phoenixVersion() + ", "
                + Figures.number(report.resources().cpuSeconds()) + " CPU seconds, "
                + Figures.bytes((double) report.resources().maxRssBytes()) + " of memory at most.");
    }

    /** Text from metrics must not become markup. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("\n", " ");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
