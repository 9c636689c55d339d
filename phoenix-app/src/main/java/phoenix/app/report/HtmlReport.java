package phoenix.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code report.html}: one file without scripts that works offline, in a mail and on paper. */
final class HtmlReport {
    private static final int LIST_MAX = 500;

    private final StringBuilder out = new StringBuilder();

    private HtmlReport() {}

    static String of(Report report) {
        HtmlReport page = new HtmlReport();
        page.head(report);
        page.figures(report);
        page.timeline(report);
        page.criteria(report);
        page.coverage(report.coverage());
        page.production(report);
        page.configs(report);
        page.out.append("</main></body></html>\n");
        return page.out.toString();
    }

    private void head(Report report) {
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>")
                .append(escape(report.experiment().name() + ": " + report.verdict()))
                .append("</title><style>")
                .append(HtmlStyle.CSS)
                .append("</style></head><body><main><header><p class=\"run\">")
                .append(escape(report.runId()))
                .append("</p><h1>")
                .append(escape(report.experiment().name()))
                .append(" <span class=\"verdict ")
                .append(escape(report.verdict()))
                .append("\">")
                .append(escape(report.verdict().replace('_', ' ')))
                .append("</span></h1>");
        list(report.reasons());
        if (report.forecast() != null) {
            out.append("<p>").append(escape(Figures.outlook(report))).append("</p>");
        }
        out.append("<p class=\"quiet\">")
                .append(escape(report.startedAt() + " to " + report.endedAt() + " · "
                        + report.buckets().used() + " buckets of "
                        + Figures.seconds(report.buckets().seconds()) + " compared, "
                        + report.buckets().excluded() + " left out for warm-up, "
                        + report.buckets().missing() + " missing · error rate "
                        + Figures.number(report.experiment().errorRate() * 100) + " % · Phoenix "
                        + report.phoenixVersion()))
                .append("</p>");
        if (report.experiment().productionTarget().equals("stand-in")) {
            out.append("<p class=\"notice\">Production was the local stand-in: nothing left the machine.</p>");
        }
        out.append("</header>");
    }

    private void figures(Report report) {
        Report.VariantReport baseline = report.variants().get("baseline");
        Report.VariantReport candidate = report.variants().get("candidate");
        if (baseline == null || candidate == null) {
            return;
        }
        out.append("<section><h2>What it saves</h2><div class=\"tiles\">");
        tile("Series", baseline.series(), candidate.series());
        tile("Datapoints per minute", baseline.datapointsPerMinute(), candidate.datapointsPerMinute());
        tile("Bytes on the wire per minute", baseline.wireBytesPerMinute(), candidate.wireBytesPerMinute());
        tile(
                Figures.BILLED_BYTES + " per minute",
                baseline.billedBytesEstimatePerMinute(),
                candidate.billedBytesEstimatePerMinute());
        tile("Metrics", (double) baseline.metricCount(), (double) candidate.metricCount());
        out.append("</div>");
        if (!report.savings().figures().isEmpty()) {
            table(SavingsText.figures(report.savings()));
            table(SavingsText.metrics(report.savings()));
            table(SavingsText.steps(report.savings()));
            out.append("<p class=\"quiet\">")
                    .append(escape(SavingsText.note(report.savings())))
                    .append("</p>");
        }
        out.append("</section>");
    }

    private void table(SavingsText.Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        out.append("<div class=\"wide\"><table><tr>");
        table.head().forEach(name -> out.append("<th>").append(escape(name)));
        out.append("</tr>");
        table.rows().forEach(row -> cells(row.toArray()));
        out.append("</table></div>");
    }

    private void tile(String name, @Nullable Double baseline, @Nullable Double candidate) {
        out.append("<div class=\"tile\"><p class=\"quiet\">")
                .append(escape(name))
                .append("</p><p class=\"big\">")
                .append(Figures.change(baseline, candidate))
                .append("</p><p><span class=\"baseline\">")
                .append(Figures.number(baseline))
                .append("</span> → <span class=\"candidate\">")
                .append(Figures.number(candidate))
                .append("</span></p></div>");
    }

    private void timeline(Report report) {
        out.append(
                "<section><h2>Both variants over time</h2><p class=\"legend\"><span class=\"baseline\">baseline</span>"
                        + " <span class=\"candidate\">candidate</span> <span class=\"quiet\">grey: not"
                        + " counted</span></p><div class=\"charts\">");
        chart("Series", report, p -> (double) p.series());
        chart("Datapoints per bucket", report, Report.VariantPoint::datapoints);
        chart("Bytes on the wire per bucket", report, Report.VariantPoint::wireBytes);
        chart(Figures.BILLED_BYTES + " per bucket", report, Report.VariantPoint::billedBytesEstimate);
        out.append("</div></section>");
    }

    private interface Reading {
        @Nullable
        Double of(Report.VariantPoint point);
    }

    private void chart(String title, Report report, Reading reading) {
        List<@Nullable Double> baseline = new ArrayList<>();
        List<@Nullable Double> candidate = new ArrayList<>();
        List<Boolean> counted = new ArrayList<>();
        for (Report.TimelineEntry entry : report.timeline()) {
            baseline.add(entry.baseline() == null ? null : reading.of(entry.baseline()));
            candidate.add(entry.candidate() == null ? null : reading.of(entry.candidate()));
            counted.add(entry.counted());
        }
        out.append("<figure><figcaption>").append(escape(title)).append("</figcaption>");
        new SvgChart(out)
                .range(baseline, candidate)
                .shade(counted)
                .line(baseline, "baseline")
                .line(candidate, "candidate")
                .end();
        out.append("</figure>");
    }

    private void criteria(Report report) {
        out.append("<section><h2>Criteria</h2>");
        for (Report.CriterionReport criterion : report.criteria()) {
            out.append("<article><h3><span class=\"result ")
                    .append(escape(criterion.result()))
                    .append("\">")
                    .append(escape(criterion.result().replace('_', ' ')))
                    .append("</span> ")
                    .append(escape(criterion.name() + " " + criterion.rule()))
                    .append("</h3><p>")
                    .append(escape(criterion.explanation()))
                    .append("</p><p class=\"quiet\">")
                    .append(escape(criterion.kind() + " · estimate "
                            + Figures.estimate(criterion.estimate(), criterion.unit()) + " "
                            + Figures.interval(criterion.interval(), criterion.unit())))
                    .append("</p>");
            explained(criterion);
            intervals(report, criterion);
            metrics(criterion.metrics());
            out.append("</article>");
        }
        out.append("</section>");
    }

    private void explained(Report.CriterionReport criterion) {
        if (criterion.wouldChange() != null) {
            out.append("<p>What would change it: ")
                    .append(escape(criterion.wouldChange()))
                    .append(".</p>");
        }
        if (!criterion.checks().isEmpty()) {
            out.append("<p class=\"quiet\">Assumptions checked:</p>");
            list(criterion.checks().stream().map(HtmlReport::check).toList());
        }
    }

    private static String check(Report.CheckReport check) {
        return (check.holds() ? "holds: " : "DOES NOT HOLD: ") + check.assumption() + " (" + check.seen() + ")";
    }

    /** The estimate and its interval at every look. */
    private void intervals(Report report, Report.CriterionReport criterion) {
        List<@Nullable Double> estimate = new ArrayList<>();
        List<@Nullable Double> low = new ArrayList<>();
        List<@Nullable Double> high = new ArrayList<>();
        for (Report.Look look : report.looks()) {
            for (Report.LookCriterion c : look.criteria()) {
                if (c.name().equals(criterion.name())) {
                    estimate.add(c.estimate());
                    low.add(c.interval() == null ? c.estimate() : c.interval().getFirst());
                    high.add(c.interval() == null ? c.estimate() : c.interval().getLast());
                }
            }
        }
        if (estimate.stream().filter(e -> e != null).count() < 2) {
            return;
        }
        out.append("<figure><figcaption>Estimate and interval over time (")
                .append(escape(criterion.unit()))
                .append(")</figcaption>");
        new SvgChart(out)
                .range(low, high)
                .band(low, high)
                .line(estimate, "candidate")
                .end();
        out.append("</figure>");
    }

    private void metrics(List<Report.MetricReport> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        out.append("<details><summary>")
                .append(metrics.size())
                .append(" metrics</summary><table><tr><th>metric<th>result<th>estimate<th>interval<th>why</tr>");
        metrics.stream()
                .limit(LIST_MAX)
                .forEach(m -> cells(
                        m.metric(),
                        m.result(),
                        Figures.estimate(m.estimate(), m.unit()),
                        Figures.interval(m.interval(), m.unit()),
                        m.explanation()));
        out.append("</table></details>");
    }

    private void coverage(Report.CoverageReport coverage) {
        out.append("<section><h2>What the candidate lost and added</h2>");
        items("Lost metrics", coverage.lostMetrics());
        items("Lost labels", coverage.lostLabels());
        items(
                "Lost entities",
                coverage.lostEntities().stream()
                        .map(e -> e.type() + " " + e.id() + ", first missing " + e.firstMissing())
                        .toList());
        items("Changed metrics", coverage.altered());
        items("Added metrics", coverage.addedMetrics());
        items("Added labels", coverage.addedLabels());
        items(
                "Added entities",
                coverage.addedEntities().stream()
                        .map(e -> e.type() + " " + e.id())
                        .toList());
        out.append("</section>");
    }

    private void items(String title, List<String> items) {
        out.append("<h3>")
                .append(escape(title))
                .append(" <span class=\"count\">")
                .append(items.size())
                .append("</span></h3>");
        list(items);
    }

    private void list(List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        out.append("<ul>");
        items.stream()
                .limit(LIST_MAX)
                .forEach(item -> out.append("<li>").append(escape(item)).append("</li>"));
        if (items.size() > LIST_MAX) {
            out.append("<li>and ").append(items.size() - LIST_MAX).append(" more, see report.json</li>");
        }
        out.append("</ul>");
    }

    private void production(Report report) {
        out.append("<section><h2>Production</h2><div class=\"wide\"><table><tr><th>variant<th>exporter<th>target"
                + "<th>handed<th>sent<th>failed<th>dropped<th>held<th>rejected</tr>");
        report.production()
                .forEach(p -> cells(
                        p.variant(),
                        p.exporter(),
                        p.target(),
                        p.handedPoints(),
                        p.sentPoints(),
                        p.failedPoints(),
                        p.droppedPoints(),
                        p.heldPoints(),
                        p.rejectedPoints()));
        out.append("</table></div><h3>Where points went</h3><div class=\"wide\"><table>"
                + "<tr><th>variant<th>pipeline<th>processor<th>in<th>out<th>dropped"
                + "<th>series in<th>series out<th>stored bytes in ~<th>out ~<th>loses</tr>");
        report.steps().forEach(this::step);
        out.append("</table></div>");
        if (report.standIn() != null) {
            out.append("<h3>The stand-in received</h3><table><tr><th>variant<th>requests<th>points<th>bytes</tr>");
            for (Map.Entry<String, Report.StandInVariant> entry :
                    report.standIn().variants().entrySet()) {
                cells(
                        entry.getKey(),
                        entry.getValue().requests(),
                        entry.getValue().points(),
                        entry.getValue().wireBytes());
            }
            out.append("</table>");
            list(report.standIn().faults());
        }
        Report.ComparisonReport c = report.comparison();
        out.append("<p class=\"quiet\">")
                .append(escape("Comparison store: " + c.samples() + " samples of " + c.series() + " series, "
                        + Figures.bytes((double) c.bytesOnDisk()) + " on disk, " + c.droppedSamples()
                        + " dropped; cleanup: "
                        + c.cleanup() + ". The whole process used "
                        + Figures.number(report.resources().cpuSeconds()) + " CPU seconds and at most "
                        + Figures.bytes((double) report.resources().maxRssBytes()) + " of memory."))
                .append("</p></section>");
    }

    private void step(Report.StepReport step) {
        Report.StepEffect effect = step.effect();
        long dropped = step.incoming() - step.outgoing();
        if (effect == null) {
            cells(
                    step.variant(),
                    step.pipeline(),
                    step.processor(),
                    step.incoming(),
                    step.outgoing(),
                    dropped,
                    "",
                    "",
                    "",
                    "",
                    "");
            return;
        }
        cells(
                step.variant(),
                step.pipeline(),
                step.processor(),
                step.incoming(),
                step.outgoing(),
                dropped,
                effect.incomingSeries(),
                effect.outgoingSeries(),
                effect.incomingBilledBytes(),
                effect.outgoingBilledBytes(),
                Stream.concat(effect.lostMetrics().stream(), effect.lostLabels().stream())
                        .limit(LIST_MAX)
                        .collect(Collectors.joining(", ")));
    }

    private void cells(Object... values) {
        out.append("<tr>");
        for (Object value : values) {
            boolean number = value instanceof Long;
            out.append(number ? "<td class=\"number\">" : "<td>")
                    .append(escape(number ? Figures.number(((Long) value).doubleValue()) : value.toString()));
        }
        out.append("</tr>");
    }

    private void configs(Report report) {
        out.append("<section><h2>What ran</h2>");
        report.configs().forEach((variant, config) -> {
            out.append("<details><summary>")
                    .append(escape(variant + ": " + String.join(" + ", config.files())))
                    .append("</summary>");
            list(config.changes());
            out.append("<pre>")
                    .append(escape(config.text()))
                    .append("</pre><p class=\"quiet\">SHA-256 ")
                    .append(escape(config.sha256()))
                    .append("</p></details>");
        });
        out.append("</section>");
    }

    /** Names of metrics and labels come from outside: none may become markup. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
