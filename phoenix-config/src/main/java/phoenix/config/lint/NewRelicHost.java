package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.yaml.YamlNode;
import phoenix.ottl.CompareOp;
import phoenix.ottl.Condition;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.TextRange;

/** What makes host metrics the metrics of a host in New Relic. */
final class NewRelicHost implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            if (!pipeline.hasReceiver("host_metrics") || !Backends.sendsToNewRelic(pipeline)) {
                continue;
            }
            if (pipeline.processors().stream().noneMatch(s -> mayBringHostId(s.component()))) {
                findings.add(
                        DiagnosticCode.NEW_RELIC_HOST_ID,
                        pipeline.span(),
                        "pipeline " + pipeline.id()
                                + " sends host metrics to New Relic and nothing adds host.id, without which"
                                + " there is no host",
                        "add resource_detection: {detectors: [system], system: {resource_attributes: {host.id:"
                                + " {enabled: true}}}}");
            }
            pipeline.processors("resource", "attributes").forEach(s -> serviceName(pipeline, s.component(), findings));
            pipeline.processors("filter")
                    .forEach(s ->
                            OttlTexts.of(s.component()).forEach(g -> g.texts().forEach(t -> idle(t, findings))));
        }
    }

    private static boolean mayBringHostId(ComponentOutline processor) {
        return switch (processor.type()) {
            case "resource", "attributes" ->
                AttributeActions.of(processor).anyMatch(a -> a.adds() && a.key().equals("host.id"));
            case "resource_detection" -> {
                List<String> detectors = processor.items("detectors").stream()
                        .flatMap(n -> Nodes.text(n).stream())
                        .toList();
                boolean systemOnly = detectors.stream().allMatch(d -> d.equals("system") || d.equals("docker"));
                yield (!detectors.isEmpty() && !systemOnly)
                        || processor
                                .flag("system", "resource_attributes", "host.id", "enabled")
                                .orElse(false)
                        || detectors.isEmpty();
            }
            case "transform" ->
                OttlTexts.of(processor).stream()
                        .flatMap(g -> g.texts().stream())
                        .anyMatch(t -> {
                            boolean[] found = {false};
                            t.eachPath(
                                    p -> found[0] |= OttlText.key(p).orElse("").equals("host.id"));
                            return found[0];
                        });
            case "k8s_attributes" -> true;
            default -> false;
        };
    }

    private static void serviceName(PipelineOutline pipeline, ComponentOutline processor, Findings findings) {
        boolean onlyHost = pipeline.receivers().stream().allMatch(s -> s.type().equals("host_metrics"));
        boolean forced = pipeline.processors("resource", "attributes")
                .flatMap(s -> AttributeActions.of(s.component()))
                .anyMatch(a -> a.key().equals("newrelic.entity.type"));
        AttributeActions.of(processor)
                .filter(a -> onlyHost && !forced && a.adds() && a.key().equals("service.name"))
                .forEach(a -> findings.add(
                        DiagnosticCode.NEW_RELIC_SERVICE_NAME,
                        a.node().get("key").map(YamlNode::span).orElse(a.node().span()),
                        processor.path()
                                + " gives host metrics a service.name, and New Relic makes no host of such metrics",
                        "leave it out of pipeline " + pipeline.id() + ", or set newrelic.entity.type: host as well"));
    }

    /** The host's CPU chart is what is not idle. */
    private static void idle(OttlText text, Findings findings) {
        if (text.condition() == null || !(text.condition() instanceof Condition.And and)) {
            return;
        }
        boolean metric =
                and.terms().stream().anyMatch(t -> isEqual(text, t, "metric.name", "", "system.cpu.utilization"));
        and.terms().stream()
                .filter(t -> metric && isEqual(text, t, "datapoint.attributes", "state", "idle"))
                .forEach(t -> findings.add(
                        DiagnosticCode.NEW_RELIC_IDLE_DROPPED,
                        text.spanOf(t.range()),
                        "without state \"idle\" of system.cpu.utilization the CPU chart of hosts in New Relic is empty",
                        "keep it, and drop other states"));
    }

    private static boolean isEqual(OttlText text, Condition term, String field, String key, String value) {
        return term instanceof Condition.Comparison(TextRange r, Expr left, CompareOp op, Expr right)
                && op == CompareOp.EQ
                && left instanceof Expr.PathRef(Path path)
                && text.field(path).equals(field)
                && OttlText.key(path).orElse("").equals(key)
                && right instanceof Expr.StringLiteral(TextRange s, String literal)
                && literal.equals(value);
    }
}
