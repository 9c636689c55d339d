package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;

/** A pipeline that others send to has to be able to say no. */
final class MemoryLimiterMissing implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        boolean guarded = config.pipelines().stream().anyMatch(p -> p.hasProcessor("memory_limiter"));
        for (PipelineOutline pipeline : config.metricPipelines()) {
            // One limiter watches the whole process.
            if (pipeline.hasReceiver("otlp") && !guarded) {
                findings.add(
                        DiagnosticCode.NO_MEMORY_LIMITER,
                        pipeline.span(),
                        "pipeline " + pipeline.id() + " takes what others send and has no memory_limiter",
                        "begin its processors with memory_limiter: {check_interval: 1s, limit_percentage: 80,"
                                + " spike_limit_percentage: 20}");
            }
        }
    }
}
