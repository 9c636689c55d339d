package phoenix.config.lint;

import java.util.HashSet;
import java.util.Set;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.yaml.YamlNode;

/** In New Relic a metric and an attribute of one name hide each other. */
final class NameIsAttribute implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            if (!Backends.sendsToNewRelic(pipeline)) {
                continue;
            }
            Set<String> made = new HashSet<>();
            pipeline.processors("metrics_transform")
                    .flatMap(s -> s.component().items("transforms").stream())
                    .forEach(t -> t.get("new_name").flatMap(Nodes::text).ifPresent(made::add));
            pipeline.processors("metricsgeneration")
                    .flatMap(s -> s.component().items("rules").stream())
                    .forEach(t -> t.get("name").flatMap(Nodes::text).ifPresent(made::add));
            pipeline.receivers().stream()
                    .filter(s -> s.type().equals("host_metrics"))
                    .forEach(s -> made.addAll(HostMetrics.names()));
            pipeline.processors("attributes", "resource")
                    .flatMap(s -> AttributeActions.of(s.component()))
                    .filter(a -> a.adds() && made.contains(a.key()))
                    .forEach(a -> findings.add(
                            DiagnosticCode.NAME_IS_ATTRIBUTE,
                            a.node()
                                    .get("key")
                                    .map(YamlNode::span)
                                    .orElse(a.node().span()),
                            "\"" + a.key() + "\" is the name of a metric and of an attribute in pipeline "
                                    + pipeline.id() + "; in New Relic one hides the other",
                            "name the attribute otherwise"));
        }
    }
}
