package phoenix.engine.processor.groupbyattrs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** A batch taken apart point by point and put together by resource, scope and metric, in the order of first use. */
final class Regrouping {
    private final MetricBatch batch;
    private final BatchEditor editor;
    private final Map<Attributes, Group> groups = new LinkedHashMap<>();

    Regrouping(MetricBatch batch) {
        this.batch = batch;
        this.editor = new BatchEditor(batch);
    }

    /** Scopes are alike by name and version, whatever their attributes. */
    private record ScopeKey(String name, String version) {}

    /** As in the Collector, which looks at neither unit nor temporality: the first metric says what they are. */
    private record MetricKey(String name, MetricType type) {}

    private static final class Group {
        private final Map<ScopeKey, ScopeGroup> scopes = new LinkedHashMap<>();
    }

    private record ScopeGroup(Scope scope, Map<MetricKey, MetricGroup> metrics) {}

    private static final class MetricGroup {
        private final MetricInfo info;
        private int[] points = new int[8];
        private int count;

        MetricGroup(MetricInfo info) {
            this.info = info;
        }

        void add(int p) {
            if (count == points.length) {
                points = Arrays.copyOf(points, count * 2);
            }
            points[count++] = p;
        }
    }

    void add(Attributes resource, Attributes moved, int m, int p, Attributes rest) {
        Group group = groups.computeIfAbsent(moved.isEmpty() ? resource : resource.withAll(moved), _ -> new Group());
        Scope scope = batch.scope(batch.scopeOfMetric(m));
        ScopeGroup scopeGroup = group.scopes.computeIfAbsent(
                new ScopeKey(scope.name(), scope.version()),
                _ -> new ScopeGroup(
                        new Scope(
                                scope.name(), scope.version(), scope.attributes(), scope.droppedAttributesCount(), ""),
                        new LinkedHashMap<>()));
        MetricInfo info = batch.metric(m);
        MetricKey key = new MetricKey(info.name(), info.type());
        scopeGroup.metrics.computeIfAbsent(key, _ -> new MetricGroup(info)).add(p);
        editor.setAttributes(p, rest);
    }

    MetricBatch toBatch() {
        MetricBatch points = editor.toBatch();
        BatchBuilder builder = new BatchBuilder(points.pointCount());
        groups.forEach((resource, group) -> {
            builder.resource(Resource.of(resource));
            group.scopes.values().forEach(scope -> {
                builder.scope(scope.scope);
                scope.metrics.values().forEach(metric -> append(builder, points, metric));
            });
        });
        return builder.build();
    }

    private static void append(BatchBuilder builder, MetricBatch points, MetricGroup metric) {
        builder.metric(metric.info);
        int from = 0;
        while (from < metric.count) {
            int to = from + 1;
            while (to < metric.count && metric.points[to] == metric.points[to - 1] + 1) {
                to++;
            }
            builder.points(points, metric.points[from], metric.points[to - 1] + 1);
            from = to;
        }
    }
}
