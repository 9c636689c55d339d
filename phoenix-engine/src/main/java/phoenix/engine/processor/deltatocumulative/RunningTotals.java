package phoenix.engine.processor.deltatocumulative;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.streams.MetricKey;
import phoenix.engine.streams.PointSlots;
import phoenix.engine.streams.StreamTable;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody;

/**
 * Remembers the running total of each stream and turns each point into it. As in the Collector, what comes out is the
 * first point of the stream with all later ones added: start time, flags and exemplars are those of the first. Not
 * thread-safe.
 */
final class RunningTotals {
    /** The Collector's default has no limit. Beyond this one the streams that were silent for longest start anew. */
    static final int STREAMS_MAX = 500_000;

    private final long limit;
    private final StreamTable streams = new StreamTable(STREAMS_MAX);
    private final PointSlots totals = new PointSlots();
    private long[] seenNanos = new long[16];
    private final AtomicLong points;
    private final AtomicLong olderStart;
    private final AtomicLong outOfOrder;
    private final AtomicLong overLimit;
    private final AtomicLong tracked;
    private final AtomicLong evicted;
    private final MemoryAccount.Entry held;

    RunningTotals(long limit, ComponentContext context) {
        this.limit = limit;
        this.held = context.memory().entry();
        ComponentTelemetry telemetry = context.telemetry();
        this.points = telemetry.value("otelcol_deltatocumulative_datapoints");
        this.olderStart = telemetry.value("phoenix_deltatocumulative_dropped_older_start");
        this.outOfOrder = telemetry.value("phoenix_deltatocumulative_dropped_out_of_order");
        this.overLimit = telemetry.value("phoenix_deltatocumulative_dropped_limit");
        this.tracked = telemetry.value("otelcol_deltatocumulative_streams_tracked");
        this.evicted = telemetry.value("phoenix_processor_streams_evicted");
    }

    /** Turns the points of a metric into totals and drops those that cannot be added; false when none is left. */
    boolean convert(BatchEditor editor, int m, long nowNanos) {
        MetricBatch batch = editor.source();
        StreamTable.Metric metric = streams.metric(MetricKey.of(batch, m));
        int kept = 0;
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            int slot = add(batch, metric, p, nowNanos);
            if (slot < 0) {
                editor.dropPoint(p);
            } else {
                totals.writeTo(editor, p, slot);
                kept++;
            }
        }
        points.addAndGet((long) batch.pointEnd(m) - batch.pointStart(m));
        count();
        return kept > 0;
    }

    /** The slot that holds the new total; -1 when the point has to go. */
    private int add(MetricBatch batch, StreamTable.Metric metric, int p, long nowNanos) {
        int slot = streams.find(metric, batch.attributes(p), 0);
        boolean isNew = slot < 0;
        if (isNew) {
            if (streams.size() >= limit) {
                overLimit.incrementAndGet();
                return -1;
            }
            slot = streams.add(metric, batch.attributes(p), 0);
            totals.ensureCapacity(streams.capacity());
            seenNanos =
                    seenNanos.length < streams.capacity() ? Arrays.copyOf(seenNanos, streams.capacity()) : seenNanos;
        }
        seenNanos[slot] = nowNanos;
        if (isNew || totals.timeUnixNano(slot) == 0) { // 0 is the Collector's sign that nothing was added yet
            totals.set(slot, batch, p);
            return slot;
        }
        if (Long.compareUnsigned(batch.startTimeUnixNano(p), totals.startTimeUnixNano(slot)) < 0) {
            olderStart.incrementAndGet();
            return -1;
        }
        if (Long.compareUnsigned(batch.timeUnixNano(p), totals.timeUnixNano(slot)) <= 0) {
            outOfOrder.incrementAndGet();
            return -1;
        }
        addTo(slot, batch, p);
        return slot;
    }

    private void addTo(int slot, MetricBatch batch, int p) {
        PointBody body = batch.body(p);
        PointBody total = totals.body(slot);
        if (body == null || total == null) {
            totals.addNumber(slot, batch, p);
        } else {
            PointBody sum = BodySum.of(total, body);
            if (sum == null) {
                totals.set(slot, batch, p); // other bounds: begins anew
            } else {
                totals.setBody(slot, sum);
            }
        }
        totals.setTimeUnixNano(slot, batch.timeUnixNano(p));
    }

    /** Forgets the streams of which nothing came for longer than this. */
    void forgetSilent(long nowNanos, long maxStaleNanos) {
        streams.removeIf(slot -> {
            boolean stale = nowNanos - seenNanos[slot] > maxStaleNanos;
            if (stale) {
                totals.clear(slot);
            }
            return stale;
        });
        count();
    }

    private void count() {
        held.set(streams.heldBytes() + totals.bodyBytes());
        tracked.set(streams.size());
        evicted.set(streams.evicted());
    }
}
