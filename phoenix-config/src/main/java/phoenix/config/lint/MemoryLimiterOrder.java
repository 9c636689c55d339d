package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;

/** A memory limiter refuses what comes in; behind others it refuses what they have made already. */
final class MemoryLimiterOrder implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.pipelines()) {
            pipeline.processors("memory_limiter").forEach(step -> {
                if (pipeline.processors().indexOf(step) > 0) {
                    findings.add(
                            DiagnosticCode.MEMORY_LIMITER_NOT_FIRST,
                            step.span(),
                            "pipeline " + pipeline.id() + ": "
                                    + step.component().id()
                                    + " is not the first processor, so that the ones before it take memory unguarded,"
                                    + " and what it refuses may be lost",
                            "name it first");
                }
            });
        }
    }
}
