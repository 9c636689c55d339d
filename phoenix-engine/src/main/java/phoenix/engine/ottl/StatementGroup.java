package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/**
 * Statements of one context, done in order for each item of it, as the transform processor does. Immutable and
 * thread-safe.
 */
public final class StatementGroup {
    private final String context;
    private final @Nullable ConditionSequence conditions;
    private final List<Compiler.Step> steps;
    private final ErrorMode errorMode;

    StatementGroup(
            String context, @Nullable ConditionSequence conditions, List<Compiler.Step> steps, ErrorMode errorMode) {
        this.context = context;
        this.conditions = conditions;
        this.steps = List.copyOf(steps);
        this.errorMode = errorMode;
    }

    /** The changed batch; the same instance when nothing was changed. */
    public MetricBatch run(MetricBatch batch, EvalEnvironment environment) throws PropagatedException {
        return new Run(batch, environment, new int[] {Row.ADDED_METRICS_MAX}).batch();
    }

    private final class Run {
        private final MetricBatch batch;
        private final EvalEnvironment environment;
        private final int[] addable;
        private final Row row;
        private final Map<Integer, MetricBatch> addedByScope = new HashMap<>();

        Run(MetricBatch batch, EvalEnvironment environment, int[] addable) {
            this.batch = batch;
            this.environment = environment;
            this.addable = addable;
            this.row = new Row(batch, environment, addable);
        }

        MetricBatch batch() throws PropagatedException {
            for (int r = 0; r < batch.resourceCount(); r++) {
                row.resource = r;
                if (context.equals("resource")) {
                    item();
                } else {
                    scopes();
                }
            }
            return assembled();
        }

        private void scopes() throws PropagatedException {
            for (int s = batch.scopeStart(row.resource); s < batch.scopeEnd(row.resource); s++) {
                row.scope = s;
                if (context.equals("scope")) {
                    item();
                } else {
                    metrics();
                    if (row.hasAdded()) {
                        added();
                    }
                }
            }
        }

        private void metrics() throws PropagatedException {
            for (int m = batch.metricStart(row.scope); m < batch.metricEnd(row.scope); m++) {
                row.metric = m;
                if (context.equals("metric")) {
                    item();
                } else if (batch.metric(m).type() != MetricType.NONE) {
                    for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                        row.point = p;
                        if (context.equals("exemplar")) {
                            exemplars();
                        } else {
                            item();
                        }
                    }
                }
            }
        }

        private void exemplars() throws PropagatedException {
            row.takeUpExemplars();
            for (int e = 0; e < row.exemplarCount(); e++) {
                row.exemplar = e;
                item();
            }
            row.storeExemplars();
        }

        /**
         * Runs the group over the metrics that it has just added to the scope, as the Collector's loop comes to them, and
         * over what that adds. In rounds and not recursively: a metric that copies itself would exhaust the stack.
         */
        private void added() throws PropagatedException {
            BatchBuilder all = new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY);
            List<Row.AddedMetric> pending = row.takeAdded();
            while (!pending.isEmpty()) {
                Run round = new Run(batchOf(pending), environment, addable);
                MetricBatch result = round.oneRound();
                row.edit().setResource(row.resource, result.resource(0));
                row.edit().setScope(row.scope, result.scope(0));
                appendMetrics(all, result);
                pending = round.row.takeAdded();
            }
            addedByScope.put(row.scope, all.build());
        }

        private MetricBatch batchOf(List<Row.AddedMetric> metrics) {
            BatchBuilder builder = new BatchBuilder()
                    .resource(row.edit().resource(row.resource))
                    .scope(row.edit().scope(row.scope));
            for (Row.AddedMetric metric : metrics) {
                builder.metric(metric.info())
                        .points(metric.points(), 0, metric.points().pointCount());
            }
            return builder.build();
        }

        /** Works on the metrics of the only scope and leaves what they add to the caller. */
        private MetricBatch oneRound() throws PropagatedException {
            metrics();
            return assembled();
        }

        private void item() throws PropagatedException {
            environment.endIfAbandoned();
            row.cache = Attributes.EMPTY;
            if (conditions != null && !conditions.test(row, environment)) {
                return;
            }
            for (Compiler.Step step : steps) {
                try {
                    if (step.where().test(row)) {
                        step.editor().run(row);
                    }
                } catch (EvalException e) {
                    switch (errorMode) {
                        case PROPAGATE -> throw new PropagatedException(step.text(), e);
                        case IGNORE -> environment.ignored(step.text(), e);
                        case SILENT -> environment.silenced();
                    }
                }
            }
        }

        private MetricBatch assembled() {
            MetricBatch edited = row.edit().toBatch();
            Map<Integer, MetricBatch> replaced = row.replaced();
            if (replaced.isEmpty() && addedByScope.isEmpty()) {
                return edited;
            }
            BatchBuilder builder = new BatchBuilder(edited.pointCount());
            for (int r = 0; r < edited.resourceCount(); r++) {
                builder.resource(edited.resource(r));
                for (int s = edited.scopeStart(r); s < edited.scopeEnd(r); s++) {
                    builder.scope(edited.scope(s));
                    for (int m = edited.metricStart(s); m < edited.metricEnd(s); m++) {
                        MetricBatch points = replaced.getOrDefault(m, edited);
                        boolean own = points == edited;
                        builder.metric(edited.metric(m))
                                .points(
                                        points,
                                        own ? edited.pointStart(m) : 0,
                                        own ? edited.pointEnd(m) : points.pointCount());
                    }
                    appendMetrics(builder, addedByScope.get(s));
                }
            }
            return builder.build();
        }

        private static void appendMetrics(BatchBuilder builder, @Nullable MetricBatch added) {
            for (int m = 0; added != null && m < added.metricCount(); m++) {
                builder.metric(added.metric(m)).points(added, added.pointStart(m), added.pointEnd(m));
            }
        }
    }

    /** The texts of the statements, for messages. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        steps.forEach(step -> texts.add(step.text()));
        return texts;
    }
}
