package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.config.yaml.YamlNode;

/** A batch is of many clients: what is known of the one that sent it is gone behind it. */
final class ContextLostByBatch implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.pipelines()) {
            List<Step> processors = pipeline.processors();
            int batch = -1;
            for (int i = 0; i < processors.size(); i++) {
                Step step = processors.get(i);
                if (step.type().equals("batch")
                        && step.component().items("metadata_keys").isEmpty()) {
                    batch = i;
                } else if (batch >= 0 && needsClient(step.component())) {
                    findings.add(
                            DiagnosticCode.CONTEXT_LOST_BY_BATCH,
                            step.span(),
                            "pipeline " + pipeline.id() + ": "
                                    + step.component().id() + " needs to know the client, and "
                                    + processors.get(batch).component().id() + " before it forgets that",
                            "move it before the batch processor");
                }
            }
        }
    }

    private static boolean needsClient(ComponentOutline processor) {
        return switch (processor.type()) {
            case "k8s_attributes" -> byConnection(processor);
            case "attributes" ->
                processor.items("actions").stream()
                        .anyMatch(a -> a.get("from_context").isPresent());
            case "resource" ->
                processor.items("attributes").stream()
                        .anyMatch(a -> a.get("from_context").isPresent());
            default -> false;
        };
    }

    /** The only way for data that says nothing of its pod; agents do it by themselves with passthrough. */
    private static boolean byConnection(ComponentOutline processor) {
        List<YamlNode> associations = processor.items("pod_association");
        return associations.isEmpty()
                || associations.stream()
                        .flatMap(a -> a.get("sources").map(Nodes::items).orElse(List.of()).stream())
                        .allMatch(s ->
                                s.get("from").flatMap(Nodes::text).orElse("").equals("connection"));
    }
}
