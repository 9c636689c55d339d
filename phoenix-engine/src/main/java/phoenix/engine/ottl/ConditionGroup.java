package phoenix.engine.ottl;

import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;

/**
 * Conditions of one context that drop what they are true for, as the filter processor does: a resource, scope or metric
 * with all it holds, or a point. What is left without points, metrics or scopes by that goes too. Immutable and
 * thread-safe.
 */
public final class ConditionGroup {
    private final String context;
    private final ConditionSequence conditions;

    ConditionGroup(String context, ConditionSequence conditions) {
        this.context = context;
        this.conditions = conditions;
    }

    /** The context that the conditions run in: resource, scope, metric or datapoint. */
    public String context() {
        return context;
    }

    /** The batch without what is dropped; the same instance when nothing is. */
    public MetricBatch run(MetricBatch batch, EvalEnvironment environment) throws PropagatedException {
        Row row = new Row(batch, environment);
        for (int r = 0; r < batch.resourceCount(); r++) {
            row.resource = r;
            boolean hollow = batch.scopeStart(r) == batch.scopeEnd(r);
            boolean dropped = context.equals("resource") ? conditions.test(row, environment) : scopes(row, environment);
            if (dropped || hollow) {
                row.edit().dropResource(r);
            }
        }
        return row.edit().toBatch();
    }

    /** Whether the resource has no scope left. */
    private boolean scopes(Row row, EvalEnvironment environment) throws PropagatedException {
        MetricBatch batch = row.source();
        boolean allDropped = true;
        for (int s = batch.scopeStart(row.resource); s < batch.scopeEnd(row.resource); s++) {
            row.scope = s;
            boolean hollow = batch.metricStart(s) == batch.metricEnd(s);
            boolean dropped =
                    hollow || (context.equals("scope") ? conditions.test(row, environment) : metrics(row, environment));
            if (dropped) {
                row.edit().dropScope(s);
            }
            allDropped &= dropped;
        }
        return allDropped;
    }

    /** Whether the scope has no metric left. */
    private boolean metrics(Row row, EvalEnvironment environment) throws PropagatedException {
        MetricBatch batch = row.source();
        boolean allDropped = true;
        for (int m = batch.metricStart(row.scope); m < batch.metricEnd(row.scope); m++) {
            row.metric = m;
            environment.endIfAbandoned();
            boolean dropped = context.equals("metric") ? conditions.test(row, environment) : points(row, environment);
            if (dropped) {
                row.edit().dropMetric(m);
            }
            allDropped &= dropped;
        }
        return allDropped;
    }

    /** Whether the metric has no point left; one that never had a type stays. */
    private boolean points(Row row, EvalEnvironment environment) throws PropagatedException {
        MetricBatch batch = row.source();
        if (batch.metric(row.metric).type() == MetricType.NONE) {
            return false;
        }
        boolean allDropped = true;
        for (int p = batch.pointStart(row.metric); p < batch.pointEnd(row.metric); p++) {
            row.point = p;
            boolean dropped = conditions.test(row, environment);
            if (dropped) {
                row.edit().dropPoint(p);
            }
            allDropped &= dropped;
        }
        return allDropped;
    }
}
