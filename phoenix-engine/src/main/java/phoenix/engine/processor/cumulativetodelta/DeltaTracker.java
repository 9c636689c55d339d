package phoenix.engine.processor.cumulativetodelta;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.processor.cumulativetodelta.CumulativeToDeltaProcessor.InitialValue;
import phoenix.engine.streams.MetricKey;
import phoenix.engine.streams.StreamTable;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
import phoenix.metrics.ValueKind;

/**
 * Remembers the last point of each stream and turns the next one into the difference to it. The start time of a point
 * is part of its stream's identity, as in the Collector: a restart that says so is a new stream. Not thread-safe.
 */
final class DeltaTracker {
    /** The Collector has no limit here. Beyond it the streams that were silent for longest start anew. */
    static final int STREAMS_MAX = 500_000;

    private static final String CONVERTED = "otelcol_cumulativetodelta_datapoints";
    private static final String DROPPED = "otelcol_cumulativetodelta_datapoints_dropped";

    /** Why a point has no delta, as the Collector tells it. */
    private enum Reason {
        INITIAL,
        RESET,
        BUCKET_MISMATCH
    }

    private final InitialValue initialValue;
    private final long startedUnixNano;
    private final StreamTable streams = new StreamTable(STREAMS_MAX);
    private final ComponentTelemetry telemetry;
    private final AtomicLong converted;
    private final Map<MetricType, AtomicLong> convertedByType = new EnumMap<>(MetricType.class);
    private final AtomicLong dropped;
    private final Map<MetricType, Map<Reason, AtomicLong>> droppedByReason = new EnumMap<>(MetricType.class);
    private Reason reason = Reason.INITIAL;
    private final AtomicLong tracked;
    private final AtomicLong evicted;
    private final MemoryAccount.Entry held;
    private long bodyBytes;
    private long[] times = new long[16];
    private long[] numbers = new long[16];
    private @Nullable PointBody[] bodies = new PointBody[16];

    DeltaTracker(InitialValue initialValue, long startedUnixNano, ComponentContext context) {
        this.telemetry = context.telemetry();
        this.held = context.memory().entry();
        this.initialValue = initialValue;
        this.startedUnixNano = startedUnixNano;
        this.converted = telemetry.value(CONVERTED);
        this.dropped = telemetry.value(DROPPED);
        this.tracked = telemetry.value("otelcol_cumulativetodelta_streams_tracked");
        this.evicted = telemetry.value("phoenix_processor_streams_evicted");
    }

    /** Converts the points of a metric and drops those that have no delta; false when none is left. */
    boolean convert(BatchEditor editor, int m) {
        MetricBatch batch = editor.source();
        StreamTable.Metric metric = streams.metric(MetricKey.of(batch, m).withoutScopeAttributes());
        boolean isNumber = batch.metric(m).type() == MetricType.SUM;
        int kept = 0;
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            reason = Reason.INITIAL;
            boolean hasValue = !batch.hasNoRecordedValue(p);
            boolean keep = hasValue && (isNumber ? number(editor, metric, p) : body(editor, metric, p));
            if (keep) {
                kept++;
            } else {
                editor.dropPoint(p);
                if (hasValue) {
                    countDropped(batch.metric(m).type());
                }
            }
        }
        int points = batch.pointEnd(m) - batch.pointStart(m);
        if (kept > 0) {
            countConverted(batch.metric(m).type(), kept);
        }
        dropped.addAndGet(points - kept);
        held.set(streams.heldBytes() + bodyBytes);
        tracked.set(streams.size());
        evicted.set(streams.evicted());
        return kept > 0;
    }

    private void countConverted(MetricType type, int points) {
        converted.addAndGet(points);
        convertedByType
                .computeIfAbsent(type, _ -> telemetry.part(CONVERTED, label(type)))
                .addAndGet(points);
    }

    private void countDropped(MetricType type) {
        droppedByReason
                .computeIfAbsent(type, _ -> new EnumMap<>(Reason.class))
                .computeIfAbsent(
                        reason,
                        why -> telemetry.part(
                                DROPPED, label(type) + ",reason=\"" + why.name().toLowerCase(Locale.ROOT) + '"'))
                .incrementAndGet();
    }

    private static String label(MetricType type) {
        return "metric_type=\"" + type.name().toLowerCase(Locale.ROOT) + '"';
    }

    /** Whether the point has a delta, which is then written. */
    private boolean number(BatchEditor editor, StreamTable.Metric metric, int p) {
        MetricBatch batch = editor.source();
        boolean isDouble = batch.valueKind(p) == ValueKind.DOUBLE;
        double decimal = batch.doubleValue(p);
        if (isDouble && Double.isNaN(decimal)) {
            return true; // passes as it is, and is not remembered
        }
        long bits = isDouble ? Double.doubleToRawLongBits(decimal) : batch.intValue(p);
        // A point of the other kind, or of none, is of another stream.
        long discriminator = batch.startTimeUnixNano(p) * 3 + batch.valueKind(p).ordinal();
        int slot = streams.find(metric, batch.attributes(p), discriminator);
        if (slot < 0) {
            slot = streams.add(metric, batch.attributes(p), discriminator);
            remember(slot, batch.timeUnixNano(p), bits, null);
            boolean passes = passesFirst(editor, p);
            if (passes && batch.valueKind(p) == ValueKind.NONE) {
                editor.setInt(p, 0);
            }
            return passes;
        }
        reason = Reason.RESET;
        long previousBits = numbers[slot];
        editor.setStartTimeUnixNano(p, times[slot]);
        remember(slot, batch.timeUnixNano(p), bits, null);
        if (isDouble) {
            double previous = Double.longBitsToDouble(previousBits);
            editor.setDouble(p, decimal - previous);
            return !(decimal < previous);
        }
        editor.setInt(p, bits - previousBits);
        return bits >= previousBits;
    }

    private boolean body(BatchEditor editor, StreamTable.Metric metric, int p) {
        MetricBatch batch = editor.source();
        PointBody body = batch.body(p);
        if (body == null) {
            return true;
        }
        int slot = streams.find(metric, batch.attributes(p), batch.startTimeUnixNano(p));
        PointBody previous = slot < 0 ? null : bodies[slot];
        if (slot < 0 || previous == null) {
            slot = streams.add(metric, batch.attributes(p), batch.startTimeUnixNano(p));
            remember(slot, batch.timeUnixNano(p), 0, body);
            editor.setBody(p, BodyDelta.withoutExtremes(body));
            return passesFirst(editor, p);
        }
        BodyDelta delta = BodyDelta.of(previous, body);
        editor.setStartTimeUnixNano(p, times[slot]);
        remember(slot, delta.remembersTime() ? batch.timeUnixNano(p) : times[slot], 0, delta.remembered());
        boolean otherBounds = body instanceof PointBody.HistogramBody && delta.remembersTime();
        reason = otherBounds ? Reason.BUCKET_MISMATCH : Reason.RESET;
        PointBody difference = delta.difference();
        if (difference == null) {
            return false;
        }
        editor.setBody(p, difference);
        return true;
    }

    private boolean passesFirst(BatchEditor editor, int p) {
        long start = editor.source().startTimeUnixNano(p);
        return switch (initialValue) {
            case AUTO ->
                Long.compareUnsigned(start, startedUnixNano) >= 0
                        && start != editor.source().timeUnixNano(p);
            case KEEP -> {
                editor.setStartTimeUnixNano(p, 0); // as the Collector leaves it
                yield true;
            }
            case DROP -> false;
        };
    }

    private void remember(int slot, long time, long bits, @Nullable PointBody body) {
        if (slot >= times.length) {
            times = Arrays.copyOf(times, streams.capacity());
            numbers = Arrays.copyOf(numbers, streams.capacity());
            bodies = Arrays.copyOf(bodies, streams.capacity());
        }
        times[slot] = time;
        numbers[slot] = bits;
        setBody(slot, body);
    }

    private void setBody(int slot, @Nullable PointBody body) {
        PointBody old = bodies[slot];
        bodyBytes += (body == null ? 0 : body.heldBytes()) - (old == null ? 0 : old.heldBytes());
        bodies[slot] = body;
    }

    /** Forgets the streams whose last point is older. */
    void forgetBefore(long unixNano) {
        streams.removeIf(slot -> {
            boolean stale = Long.compareUnsigned(times[slot], unixNano) < 0;
            if (stale) {
                setBody(slot, null);
            }
            return stale;
        });
        held.set(streams.heldBytes() + bodyBytes);
        tracked.set(streams.size());
    }
}
