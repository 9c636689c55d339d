package phoenix.engine.streams;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody;
import phoenix.metrics.ValueKind;

/**
 * A point for each slot of a {@link StreamTable}, without its attributes, in columns: what is remembered of a stream
 * without an object for it. Call {@link #ensureCapacity} after every {@link StreamTable#add}. Not thread-safe.
 */
public final class PointSlots {
    private long bodyBytes;
    private long[] starts = new long[16];
    private long[] times = new long[16];
    private @Nullable ValueKind[] kinds = new ValueKind[16];
    private long[] numbers = new long[16];
    private int[] flags = new int[16];
    private @Nullable PointBody[] bodies = new PointBody[16];
    private @Nullable List<Exemplar>[] exemplars = lists(16);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<Exemplar>[] lists(int length) {
        return new List[length];
    }

    public void ensureCapacity(int capacity) {
        if (capacity > times.length) {
            starts = Arrays.copyOf(starts, capacity);
            times = Arrays.copyOf(times, capacity);
            kinds = Arrays.copyOf(kinds, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
            flags = Arrays.copyOf(flags, capacity);
            bodies = Arrays.copyOf(bodies, capacity);
            exemplars = Arrays.copyOf(exemplars, capacity);
        }
    }

    /** An estimate of what histograms and summaries keep in use, in bytes; the rest is in that of the table. */
    public long bodyBytes() {
        return bodyBytes;
    }

    public long startTimeUnixNano(int slot) {
        return starts[slot];
    }

    public long timeUnixNano(int slot) {
        return times[slot];
    }

    public @Nullable PointBody body(int slot) {
        return bodies[slot];
    }

    public void setTimeUnixNano(int slot, long time) {
        times[slot] = time;
    }

    public void setBody(int slot, @Nullable PointBody body) {
        PointBody old = bodies[slot];
        bodyBytes += (body == null ? 0 : body.heldBytes()) - (old == null ? 0 : old.heldBytes());
        bodies[slot] = body;
    }

    /** Puts a point into the slot, in place of what was there. */
    public void set(int slot, MetricBatch batch, int p) {
        starts[slot] = batch.startTimeUnixNano(p);
        times[slot] = batch.timeUnixNano(p);
        kinds[slot] = batch.valueKind(p);
        numbers[slot] = batch.valueKind(p) == ValueKind.INT
                ? batch.intValue(p)
                : Double.doubleToRawLongBits(batch.doubleValue(p));
        flags[slot] = batch.flags(p);
        exemplars[slot] = batch.exemplars(p);
        setBody(slot, batch.body(p));
    }

    /** Adds the number of a point, as the Collector does: one of the other kind before it reads as 0, none adds none. */
    public void addNumber(int slot, MetricBatch batch, int p) {
        switch (batch.valueKind(p)) {
            case INT -> {
                numbers[slot] = (kinds[slot] == ValueKind.INT ? numbers[slot] : 0) + batch.intValue(p);
                kinds[slot] = ValueKind.INT;
            }
            case DOUBLE -> {
                double before = kinds[slot] == ValueKind.DOUBLE ? Double.longBitsToDouble(numbers[slot]) : 0;
                numbers[slot] = Double.doubleToRawLongBits(before + batch.doubleValue(p));
                kinds[slot] = ValueKind.DOUBLE;
            }
            case NONE -> {}
        }
    }

    /** Makes a point of an edit be that of the slot, but for its attributes and time. */
    public void writeTo(BatchEditor editor, int p, int slot) {
        editor.setStartTimeUnixNano(p, starts[slot]);
        editor.setFlags(p, flags[slot]);
        PointBody body = bodies[slot];
        if (body != null) {
            editor.setBody(p, body);
        } else if (kinds[slot] == ValueKind.INT) {
            editor.setInt(p, numbers[slot]);
        } else if (kinds[slot] == ValueKind.DOUBLE) {
            editor.setDouble(p, Double.longBitsToDouble(numbers[slot]));
        }
        List<Exemplar> list = exemplars(slot);
        if (!list.isEmpty() || !editor.exemplars(p).isEmpty()) {
            editor.setExemplars(p, list);
        }
    }

    /** Adds the point of the slot to the metric that was begun last. */
    public void appendTo(BatchBuilder builder, Attributes attributes, int slot) {
        PointBody body = bodies[slot];
        if (body != null) {
            builder.bodyPoint(attributes, starts[slot], times[slot], body);
        } else if (kinds[slot] == ValueKind.INT) {
            builder.intPoint(attributes, starts[slot], times[slot], numbers[slot]);
        } else if (kinds[slot] == ValueKind.DOUBLE) {
            builder.doublePoint(attributes, starts[slot], times[slot], Double.longBitsToDouble(numbers[slot]));
        } else {
            builder.emptyPoint(attributes, starts[slot], times[slot]);
        }
        builder.flags(flags[slot]).exemplars(exemplars(slot));
    }

    private List<Exemplar> exemplars(int slot) {
        List<Exemplar> list = exemplars[slot];
        return list == null ? List.of() : list;
    }

    /** Lets go of the objects of the slot. */
    public void clear(int slot) {
        setBody(slot, null);
        exemplars[slot] = null;
    }
}
