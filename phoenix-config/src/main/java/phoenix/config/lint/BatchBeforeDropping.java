package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;

/** Batches are to be made of what is sent. */
final class BatchBeforeDropping implements Lint {
    private static final String[] DROPPING = {"filter", "interval", "cumulative_to_delta", "probabilistic_sampler"};

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            List<Step> dropping = pipeline.processors(DROPPING).toList();
            List<Step> batches = pipeline.processors("batch").toList();
            if (dropping.isEmpty() || batches.isEmpty()) {
                continue;
            }
            int lastDrop = pipeline.processors().indexOf(dropping.getLast());
            Step lastBatch = batches.getLast();
            if (pipeline.processors().indexOf(lastBatch) < lastDrop) {
                findings.add(
                        DiagnosticCode.BATCH_BEFORE_DROPPING,
                        lastBatch.span(),
                        "pipeline " + pipeline.id() + ": "
                                + lastBatch.component().id() + " stands before "
                                + dropping.getLast().component().id()
                                + ", so that what is sent is smaller than a batch",
                        "move it behind the processors that drop or hold back");
            }
        }
    }
}
