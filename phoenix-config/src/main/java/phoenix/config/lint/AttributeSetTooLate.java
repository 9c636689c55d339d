package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.ottl.Path;

/** A condition on an attribute that a later processor brings is never true. */
final class AttributeSetTooLate implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            List<Step> processors = pipeline.processors();
            for (int i = 0; i < processors.size(); i++) {
                int at = i;
                OttlTexts.of(processors.get(i).component())
                        .forEach(group -> group.texts().forEach(t -> check(t, pipeline, at, findings)));
            }
        }
    }

    private static void check(OttlText text, PipelineOutline pipeline, int at, Findings findings) {
        if (text.condition() == null) {
            return;
        }
        text.eachPath(path -> {
            String key = text.field(path).equals("resource.attributes")
                    ? OttlText.key(path).orElse("")
                    : "";
            List<Step> processors = pipeline.processors();
            if (key.isEmpty() || processors.subList(0, at).stream().anyMatch(s -> mayBring(s.component(), key))) {
                return;
            }
            processors.subList(at + 1, processors.size()).stream()
                    .filter(s -> brings(s.component(), key))
                    .findFirst()
                    .ifPresent(late -> report(text, path, key, pipeline, late, findings));
        });
    }

    private static void report(
            OttlText text, Path path, String key, PipelineOutline pipeline, Step late, Findings findings) {
        // What others send may have it already.
        boolean sent = !pipeline.receivers().stream().allMatch(s -> s.type().equals("host_metrics"));
        if (sent && !key.startsWith("k8s.")) {
            return;
        }
        findings.add(
                DiagnosticCode.ATTRIBUTE_SET_TOO_LATE,
                sent ? Severity.HINT : Severity.WARNING,
                text.spanOf(path.range()),
                "\"" + key + "\" is asked for here, and " + late.component().id() + " brings it only later in pipeline "
                        + pipeline.id(),
                "name " + late.component().id() + " before this processor");
    }

    private static boolean mayBring(ComponentOutline processor, String key) {
        return brings(processor, key)
                || List.of("resource", "attributes", "groupbyattrs", "transform")
                        .contains(processor.type())
                || (processor.type().equals("resource_detection")
                        && detectors(processor).contains("env"));
    }

    /** Knows the detectors by what their attributes begin with. */
    private static boolean brings(ComponentOutline processor, String key) {
        if (processor.type().equals("k8s_attributes")) {
            return key.startsWith("k8s.");
        }
        return processor.type().equals("resource_detection")
                && detectors(processor).stream().anyMatch(d -> switch (d) {
                    case "system" -> key.equals("host.name") || key.equals("os.type") || key.equals("host.id");
                    case "ec2", "gcp", "azure", "gce", "hetzner", "digitalocean" ->
                        key.startsWith("cloud.") || key.startsWith("host.");
                    case "eks", "aks", "ecs", "gke" -> key.startsWith("cloud.");
                    default -> false;
                });
    }

    private static List<String> detectors(ComponentOutline processor) {
        return processor.items("detectors").stream()
                .flatMap(n -> Nodes.text(n).stream())
                .toList();
    }
}
