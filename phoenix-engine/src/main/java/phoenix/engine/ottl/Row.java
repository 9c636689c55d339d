package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.PointBody;

/**
 * What compiled nodes work on: the edit of one batch and the item that is looked at, as indexes into it. Metric editors
 * that add metrics or replace all points of one change the structure, which the columns cannot; such changes wait here
 * until the group of statements has run. Not thread-safe; one for each run.
 */
final class Row {
    /** Metrics that the statements of one batch may add: one that copies without a condition would never end. */
    static final int ADDED_METRICS_MAX = 100_000;

    private final MetricBatch source;
    private final BatchEditor edit;
    private final EvalEnvironment environment;
    private final int[] addable;
    int resource;
    int scope;
    int metric;
    int point;
    int exemplar;
    Attributes cache = Attributes.EMPTY;
    /** What a converter given by name is to convert. */
    @Nullable
    Object slot;

    /** Those of the point that is looked at while single exemplars are: written back when all are done, as a list. */
    private Exemplar @Nullable [] exemplars;

    private boolean exemplarsChanged;

    private final Map<Integer, MetricBatch> replacedPoints = new HashMap<>();
    private final List<AddedMetric> added = new ArrayList<>();

    Row(MetricBatch source, EvalEnvironment environment) {
        this(source, environment, new int[] {ADDED_METRICS_MAX});
    }

    /** @param addable how many metrics may still be added, counted down together with other rows */
    Row(MetricBatch source, EvalEnvironment environment, int[] addable) {
        this.source = source;
        this.environment = environment;
        this.edit = new BatchEditor(source);
        this.addable = addable;
    }

    /**
     * A metric to append to the scope of the one that is looked at.
     *
     * @param points a batch of one metric, whose points these are
     */
    record AddedMetric(MetricInfo info, MetricBatch points) {}

    EvalEnvironment environment() {
        return environment;
    }

    MetricBatch source() {
        return source;
    }

    BatchEditor edit() {
        return edit;
    }

    MetricInfo metric() {
        return edit.metric(metric);
    }

    void setMetric(MetricInfo info) {
        edit.setMetric(metric, info);
    }

    @Nullable
    PointBody body() {
        return edit.body(point);
    }

    /** Takes up the exemplars of the point that is looked at; gives their number. */
    int takeUpExemplars() {
        List<Exemplar> list = edit.exemplars(point);
        exemplars = list.isEmpty() ? null : list.toArray(new Exemplar[0]);
        exemplarsChanged = false;
        return list.size();
    }

    /** Takes the exemplars up anew where they were taken up: the list was set as a whole. */
    void reloadExemplars() {
        if (exemplars != null) {
            takeUpExemplars();
        }
    }

    /** The number of exemplars taken up: a statement may set the whole list meanwhile. */
    int exemplarCount() {
        return exemplars == null ? 0 : exemplars.length;
    }

    Exemplar exemplar() {
        return java.util.Objects.requireNonNull(exemplars)[exemplar];
    }

    void setExemplar(Exemplar changed) {
        java.util.Objects.requireNonNull(exemplars)[exemplar] = changed;
        exemplarsChanged = true;
    }

    /** Writes changed exemplars back to their point. */
    void storeExemplars() {
        if (exemplars != null && exemplarsChanged) {
            edit.setExemplars(point, List.of(exemplars));
            exemplarsChanged = false;
        }
    }

    /** A batch that holds the present points of the metric looked at, from {@link #pointStart} to {@link #pointEnd}. */
    MetricBatch pointsBatch() {
        return replacedPoints.getOrDefault(metric, source);
    }

    int pointStart() {
        return replacedPoints.containsKey(metric) ? 0 : source.pointStart(metric);
    }

    int pointEnd() {
        MetricBatch replaced = replacedPoints.get(metric);
        return replaced == null ? source.pointEnd(metric) : replaced.pointCount();
    }

    /** Takes the points of a batch of one metric in place of those of the metric looked at. */
    void replacePoints(MetricBatch points) {
        replacedPoints.put(metric, points);
    }

    void add(MetricInfo info, MetricBatch points) throws EvalException {
        if (addable[0] == 0) {
            throw new EvalException("more than " + ADDED_METRICS_MAX + " metrics added to one batch; a metric that is"
                    + " copied is visited again, so the statement needs a condition that leaves copies out");
        }
        addable[0]--;
        added.add(new AddedMetric(info, points));
    }

    List<AddedMetric> takeAdded() {
        List<AddedMetric> taken = List.copyOf(added);
        added.clear();
        return taken;
    }

    boolean hasAdded() {
        return !added.isEmpty();
    }

    Map<Integer, MetricBatch> replaced() {
        return replacedPoints;
    }
}
