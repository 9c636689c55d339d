package phoenix.config.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.config.yaml.YamlMapping;

/** One backend gets the same data twice. */
final class SameDestinationTwice implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            List<Step> exporters = pipeline.exporters();
            for (int i = 0; i < exporters.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Step second = exporters.get(i);
                    ComponentOutline first = exporters.get(j).component();
                    if (isSame(first, second.component())) {
                        findings.add(
                                DiagnosticCode.SAME_DESTINATION_TWICE,
                                second.span(),
                                "pipeline " + pipeline.id() + " sends everything to one place twice, by " + first.id()
                                        + " and " + second.component().id(),
                                "remove one of them");
                    }
                }
            }
        }
    }

    /** Other headers are another account or tenant. */
    private static boolean isSame(ComponentOutline a, ComponentOutline b) {
        Optional<Backend> x = Backends.of(a);
        Optional<Backend> y = Backends.of(b);
        return x.isPresent()
                && y.isPresent()
                && !a.equals(b)
                && a.type().equals(b.type())
                && x.get().endpoint().equals(y.get().endpoint())
                && headers(a).equals(headers(b))
                && a.text("auth", "authenticator").equals(b.text("auth", "authenticator"));
    }

    private static List<String> headers(ComponentOutline exporter) {
        List<String> headers = new ArrayList<>();
        for (YamlMapping.Entry entry : exporter.entries("headers")) {
            headers.add(entry.name() + ": " + Nodes.text(entry.value()).orElse("")
                    + entry.value().origin().sources());
        }
        return headers;
    }
}
