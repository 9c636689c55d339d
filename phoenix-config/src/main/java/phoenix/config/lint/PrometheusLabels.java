package phoenix.config.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.yaml.YamlMapping;

/** Labels of the prometheus exporters: that they are labels, that there is one of each name, and enough of them. */
final class PrometheusLabels implements Lint {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentOutline exporter : config.used(ComponentKind.EXPORTER)) {
            if (!exporter.type().equals("prometheus")) {
                continue;
            }
            List<PipelineOutline> pipelines = config.metricPipelines().stream()
                    .filter(p -> p.names(exporter))
                    .toList();
            boolean resourceLabels =
                    exporter.flag("resource_to_telemetry_conversion", "enabled").orElse(false);
            names(exporter, findings);
            for (YamlMapping.Entry label : exporter.entries("const_labels")) {
                pipelines.stream()
                        .filter(p -> attributes(p, resourceLabels)
                                .contains(label.name().replaceAll("[^a-zA-Z0-9_]", "_")))
                        .findFirst()
                        .ifPresent(p -> findings.add(
                                DiagnosticCode.LABEL_GIVEN_TWICE,
                                label.key().span(),
                                exporter.path() + ": points of pipeline " + p.id() + " have an attribute \""
                                        + label.name()
                                        + "\" already, and a metric with one label twice is left out of every scrape",
                                "name the constant label otherwise"));
            }
            if (!resourceLabels) {
                pipelines.stream()
                        .filter(PrometheusLabels::hasProcesses)
                        .findFirst()
                        .ifPresent(p -> findings.add(
                                DiagnosticCode.RESOURCE_NOT_IN_LABELS,
                                exporter.span(),
                                exporter.path()
                                        + " makes no labels of resource attributes: all processes that the scraper"
                                        + " process reads become one series, and the last one wins",
                                "add resource_to_telemetry_conversion: {enabled: true}"));
            }
        }
    }

    private static void names(ComponentOutline exporter, Findings findings) {
        exporter.at("namespace")
                .filter(n -> Nodes.text(n)
                        .filter(t -> !t.isEmpty() && !NAMESPACE.matcher(t).matches())
                        .isPresent())
                .ifPresent(n -> bad(exporter, "namespace", n.span(), findings));
        exporter.entries("const_labels").stream()
                .filter(e -> !LABEL.matcher(e.name()).matches())
                .forEach(
                        e -> bad(exporter, "label \"" + e.name() + "\"", e.key().span(), findings));
    }

    private static void bad(ComponentOutline exporter, String what, SourceSpan span, Findings findings) {
        findings.add(
                DiagnosticCode.BAD_LABEL_NAME,
                span,
                exporter.path() + ": " + what + " is no name that every Prometheus takes",
                "use letters, digits and _ only, and no digit first");
    }

    private static boolean hasProcesses(PipelineOutline pipeline) {
        return pipeline.receivers().stream()
                .anyMatch(s -> s.type().equals("host_metrics")
                        && s.component().entry("scrapers", "process").isPresent());
    }

    /** What is known to be on the points, as label names: of host metrics, and what attribute processors add. */
    private static Set<String> attributes(PipelineOutline pipeline, boolean resourceLabels) {
        Set<String> names = new HashSet<>();
        pipeline.receivers().stream()
                .filter(s -> s.type().equals("host_metrics"))
                .flatMap(s -> s.component().entries("scrapers").stream())
                .forEach(scraper -> names.addAll(HostMetrics.attributes(scraper.name())));
        String[] types = resourceLabels ? new String[] {"attributes", "resource"} : new String[] {"attributes"};
        pipeline.processors(types)
                .flatMap(s -> AttributeActions.of(s.component()))
                .filter(AttributeActions.Action::adds)
                .forEach(a -> names.add(a.key().replaceAll("[^a-zA-Z0-9_]", "_")));
        return names;
    }
}
