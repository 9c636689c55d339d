package phoenix.engine.processor.interval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.engine.streams.MetricKey;
import phoenix.engine.streams.PointSlots;
import phoenix.engine.streams.StreamTable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/**
 * The last point of each stream of one interval, by resource, scope and metric in the order of their first point.
 * Equal attributes make one resource; the first one says what its schema URL is. Not thread-safe.
 */
final class LastPoints {
    /** The Collector has no limit. Points of further streams are not kept but pass at once: none is lost. */
    static final int STREAMS_MAX = 500_000;

    /** With none of their points kept, metrics would still take room. */
    static final int METRICS_MAX = 100_000;

    private static final int METRIC_BYTES = 300;

    private final StreamTable streams = new StreamTable(STREAMS_MAX);
    private final PointSlots points = new PointSlots();
    private final Map<Attributes, ResourceGroup> resources = new LinkedHashMap<>();
    private final Map<MetricKey, MetricGroup> metrics = new HashMap<>();

    private record ResourceGroup(Resource resource, Map<ScopeKey, ScopeGroup> scopes) {}

    private record ScopeKey(String name, String version, Attributes attributes) {}

    private record ScopeGroup(Scope scope, List<MetricGroup> metrics) {}

    private static final class MetricGroup {
        private final MetricInfo info;
        private int[] slots = new int[4];
        private int count;

        MetricGroup(MetricInfo info) {
            this.info = info;
        }

        void add(int slot) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
            }
            slots[count++] = slot;
        }
    }

    long heldBytes() {
        return streams.heldBytes() + points.bodyBytes() + (long) METRIC_BYTES * metrics.size();
    }

    /** Keeps what is newer than what is kept, and drops the points from the edit; how many are left there. */
    int keep(BatchEditor editor, int m) {
        MetricBatch batch = editor.source();
        MetricKey key = MetricKey.of(batch, m);
        MetricGroup group = metrics.get(key);
        if (group == null && metrics.size() >= METRICS_MAX) {
            return batch.pointEnd(m) - batch.pointStart(m);
        }
        if (group == null) {
            group = new MetricGroup(batch.metric(m).withMetadata(Attributes.EMPTY));
            metrics.put(key, group);
            groupsOf(batch, m).add(group);
        }
        StreamTable.Metric metric = streams.metric(key);
        int passing = 0;
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            int slot = streams.find(metric, batch.attributes(p), 0);
            if (slot < 0 && streams.isFull()) {
                passing++;
                continue;
            }
            if (slot < 0) {
                slot = streams.add(metric, batch.attributes(p), 0);
                points.ensureCapacity(streams.capacity());
                points.set(slot, batch, p);
                group.add(slot);
            } else if (Long.compareUnsigned(batch.timeUnixNano(p), points.timeUnixNano(slot)) > 0) {
                points.set(slot, batch, p);
            }
            editor.dropPoint(p);
        }
        return passing;
    }

    private List<MetricGroup> groupsOf(MetricBatch batch, int m) {
        Resource resource = batch.resource(batch.resourceOfMetric(m));
        Scope scope = batch.scope(batch.scopeOfMetric(m));
        return resources
                .computeIfAbsent(resource.attributes(), _ -> new ResourceGroup(resource, new LinkedHashMap<>()))
                .scopes
                .computeIfAbsent(
                        new ScopeKey(scope.name(), scope.version(), scope.attributes()),
                        _ -> new ScopeGroup(scope, new ArrayList<>()))
                .metrics;
    }

    MetricBatch toBatch() {
        BatchBuilder builder = new BatchBuilder(streams.size());
        for (ResourceGroup resource : resources.values()) {
            builder.resource(resource.resource);
            for (ScopeGroup scope : resource.scopes.values()) {
                builder.scope(scope.scope);
                for (MetricGroup metric : scope.metrics) {
                    builder.metric(metric.info);
                    for (int i = 0; i < metric.count; i++) {
                        points.appendTo(builder, streams.attributes(metric.slots[i]), metric.slots[i]);
                    }
                }
            }
        }
        return builder.build();
    }
}
