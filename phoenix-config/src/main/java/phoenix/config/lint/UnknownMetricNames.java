package phoenix.config.lint;

import java.util.Optional;
import java.util.Set;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.NearestName;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.ottl.Argument;
import phoenix.ottl.Condition;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.TextRange;

/** Names of host metrics that no scraper makes. */
final class UnknownMetricNames implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            boolean hostOnly =
                    pipeline.receivers().stream().allMatch(s -> s.type().equals("host_metrics"));
            if (!hostOnly || pipeline.processors().stream().anyMatch(s -> makesNames(s.component()))) {
                continue;
            }
            for (PipelineOutline.Step step : pipeline.processors()) {
                OttlTexts.of(step.component())
                        .forEach(g -> g.texts().forEach(t -> t.eachComparison(c -> ottl(t, c, findings))));
                if (step.type().equals("filter")) {
                    for (String list : new String[] {"include", "exclude"}) {
                        if (step.component()
                                .text("metrics", list, "match_type")
                                .orElse("")
                                .equals("strict")) {
                            step.component()
                                    .items("metrics", list, "metric_names")
                                    .forEach(n -> Nodes.text(n).ifPresent(name -> name(name, n.span(), findings)));
                        }
                    }
                }
            }
        }
    }

    private static boolean makesNames(ComponentOutline processor) {
        return switch (processor.type()) {
            case "metrics_transform", "metricsgeneration" -> true;
            case "transform" ->
                OttlTexts.of(processor).stream()
                        .flatMap(g -> g.texts().stream())
                        .anyMatch(t -> t.statement() != null && makesName(t));
            default -> false;
        };
    }

    private static boolean makesName(OttlText text) {
        boolean[] found = {false};
        text.eachCall(c -> found[0] |= c.name().contains("_metric")
                || c.name().startsWith("convert_")
                || c.name().startsWith("replace_")
                || c.name().equals("set"));
        boolean[] name = {false};
        text.eachPath(p -> name[0] |= text.field(p).equals("metric.name"));
        return found[0] && name[0] && !isSetOfOther(text);
    }

    /** {@code set(metric.unit, "") where metric.name == "x"} names a metric and makes none. */
    private static boolean isSetOfOther(OttlText text) {
        return text.statement() != null
                && text.statement().editor().name().equals("set")
                && text.statement().editor().arguments().getFirst().given() instanceof Argument.Value(Expr target)
                && target instanceof Expr.PathRef(Path path)
                && !text.field(path).equals("metric.name");
    }

    private static void ottl(OttlText text, Condition.Comparison c, Findings findings) {
        if (c.left() instanceof Expr.PathRef(Path path)
                && text.field(path).equals("metric.name")
                && c.right() instanceof Expr.StringLiteral(TextRange range, String name)) {
            name(name, text.spanOf(range), findings);
        }
    }

    private static void name(String name, SourceSpan span, Findings findings) {
        Set<String> known = HostMetrics.names();
        boolean foreign = !name.startsWith("system.") && !name.startsWith("process.");
        if (known.contains(name) || foreign || name.startsWith("system.nfs")) {
            return;
        }
        Optional<String> near = NearestName.of(name, known);
        findings.add(
                DiagnosticCode.UNKNOWN_METRIC_NAME,
                span,
                "no scraper of host_metrics makes a metric \"" + name + "\": this is never true",
                near.map(n -> "did you mean \"" + n + "\"?").orElse("see the receiver's documentation for the names"));
    }
}
