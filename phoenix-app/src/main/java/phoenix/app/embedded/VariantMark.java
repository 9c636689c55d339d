package phoenix.app.embedded;

import java.util.IdentityHashMap;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.experiment.Variant;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Resource;

/**
 * Marks what the candidate sends to production, so that dashboards can leave it out. It stands on the branch of one
 * production exporter: what the comparison sees, and what is measured, never has the mark.
 */
final class VariantMark implements MetricConsumer {
    static final String EXPERIMENT_ATTRIBUTE = "phoenix.experiment";
    static final String VARIANT_ATTRIBUTE = "phoenix.variant";
    private static final int ENTRIES_MAX = 16_384;

    private final MetricConsumer next;
    private final Attributes mark;
    private final IdentityHashMap<Resource, Resource> marked = new IdentityHashMap<>();

    VariantMark(MetricConsumer next, String experiment, Variant variant) {
        this.next = next;
        this.mark = Attributes.of(EXPERIMENT_ATTRIBUTE, experiment, VARIANT_ATTRIBUTE, variant.label());
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return next.consume(mark(batch));
    }

    private synchronized MetricBatch mark(MetricBatch batch) {
        BatchEditor editor = new BatchEditor(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            editor.setResource(r, mark(batch.resource(r)));
        }
        return editor.toBatch();
    }

    private Resource mark(Resource resource) {
        Resource known = marked.get(resource);
        if (known == null) {
            if (marked.size() >= ENTRIES_MAX) {
                marked.clear();
            }
            known = resource.withAttributes(resource.attributes().withAll(mark));
            marked.put(resource, known);
        }
        return known;
    }
}
