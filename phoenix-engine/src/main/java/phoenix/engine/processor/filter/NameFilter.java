package phoenix.engine.processor.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;

/**
 * Drops metrics by name and resources by attribute, the oldest form of the filter processor. Names and resource
 * attributes are asked one by one: what is not included by the ones or is excluded by the others goes.
 */
final class NameFilter {
    private final List<Predicate<String>> dropNames = new ArrayList<>();
    private final List<Predicate<Attributes>> dropResources = new ArrayList<>();

    NameFilter(Optional<MatchProperties> include, Optional<MatchProperties> exclude) {
        include.filter(match -> !match.metricNames().isEmpty())
                .ifPresent(match -> dropNames.add(match.nameTest().negate()));
        exclude.filter(match -> !match.metricNames().isEmpty()).ifPresent(match -> dropNames.add(match.nameTest()));
        include.filter(match -> !match.resourceAttributes().isEmpty())
                .ifPresent(match -> dropResources.add(match.resourceTest().negate()));
        exclude.filter(match -> !match.resourceAttributes().isEmpty())
                .ifPresent(match -> dropResources.add(match.resourceTest()));
    }

    MetricBatch run(MetricBatch batch) {
        if (dropNames.isEmpty() && dropResources.isEmpty()) {
            return batch;
        }
        BatchEditor editor = new BatchEditor(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            Attributes resource = batch.resource(r).attributes();
            boolean dropped = dropResources.stream().anyMatch(test -> test.test(resource));
            if (dropped || dropScopes(batch, editor, r)) {
                editor.dropResource(r);
            }
        }
        return editor.toBatch();
    }

    /** Whether the resource has no scope left. */
    private boolean dropScopes(MetricBatch batch, BatchEditor editor, int r) {
        boolean allDropped = true;
        for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
            boolean scopeDropped = !dropNames.isEmpty();
            for (int m = batch.metricStart(s); m < batch.metricEnd(s) && !dropNames.isEmpty(); m++) {
                String name = batch.metric(m).name();
                boolean dropped = dropNames.stream().anyMatch(test -> test.test(name));
                if (dropped) {
                    editor.dropMetric(m);
                }
                scopeDropped &= dropped;
            }
            if (scopeDropped) {
                editor.dropScope(s);
            }
            allDropped &= scopeDropped;
        }
        return allDropped;
    }
}
