package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;

/** Without batches each small payload is a request of its own. */
final class NoBatching implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            if (pipeline.hasProcessor("batch")) {
                continue;
            }
            pipeline.exporters("otlp_grpc", "otlp_http")
                    .filter(e -> e.entry("sending_queue", "batch").isEmpty())
                    .findFirst()
                    .ifPresent(exporter -> findings.add(
                            DiagnosticCode.NO_BATCHING,
                            pipeline.span(),
                            "pipeline " + pipeline.id() + " sends to " + exporter.id() + " without batches",
                            "add the processor batch as the last, or sending_queue: {batch: {}} to the exporter"));
        }
    }
}
