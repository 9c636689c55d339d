package phoenix.metrics;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a batch's points. Arrays may be longer than {@code size}. Only the builder and the editor write. */
final class PointColumns {
    static final byte NONE = 0;
    static final byte INT = 1;
    static final byte DOUBLE = 2;

    int size;
    Attributes[] attributes;
    long[] startTimes;
    long[] times;
    long[] values;
    byte[] kinds;
    int[] flags;
    PointBody @Nullable [] bodies;

    @Nullable
    List<Exemplar> @Nullable [] exemplars;

    PointColumns(int capacity) {
        attributes = new Attributes[capacity];
        startTimes = new long[capacity];
        times = new long[capacity];
        values = new long[capacity];
        kinds = new byte[capacity];
        flags = new int[capacity];
    }

    /** A view of the same arrays: the editor replaces a column by its copy before it writes. */
    PointColumns(PointColumns shared) {
        size = shared.size;
        attributes = shared.attributes;
        startTimes = shared.startTimes;
        times = shared.times;
        values = shared.values;
        kinds = shared.kinds;
        flags = shared.flags;
        bodies = shared.bodies;
        exemplars = shared.exemplars;
    }

    void ensureCapacity(int wanted) {
        if (wanted <= attributes.length) {
            return;
        }
        int capacity = Math.max(wanted, attributes.length + (attributes.length >> 1) + 8);
        attributes = Arrays.copyOf(attributes, capacity);
        startTimes = Arrays.copyOf(startTimes, capacity);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
        flags = Arrays.copyOf(flags, capacity);
        if (bodies != null) {
            bodies = Arrays.copyOf(bodies, capacity);
        }
        if (exemplars != null) {
            exemplars = Arrays.copyOf(exemplars, capacity);
        }
    }

    int add(Attributes pointAttributes, long startTime, long time, byte kind, long value) {
        ensureCapacity(size + 1);
        int p = size++;
        attributes[p] = pointAttributes;
        startTimes[p] = startTime;
        times[p] = time;
        kinds[p] = kind;
        values[p] = value;
        return p;
    }

    void setBody(int p, PointBody body) {
        if (bodies == null) {
            bodies = new PointBody[attributes.length];
        }
        bodies[p] = body;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    void setExemplars(int p, List<Exemplar> list) {
        if (exemplars == null) {
            exemplars = new List[attributes.length];
        }
        exemplars[p] = list;
    }

    /** Appends the points {@code from .. to-1} of the other columns. */
    void addRange(PointColumns other, int from, int to) {
        int count = to - from;
        ensureCapacity(size + count);
        System.arraycopy(other.attributes, from, attributes, size, count);
        System.arraycopy(other.startTimes, from, startTimes, size, count);
        System.arraycopy(other.times, from, times, size, count);
        System.arraycopy(other.values, from, values, size, count);
        System.arraycopy(other.kinds, from, kinds, size, count);
        System.arraycopy(other.flags, from, flags, size, count);
        for (int i = 0; i < count && other.bodies != null; i++) {
            PointBody body = other.bodies[from + i];
            if (body != null) {
                setBody(size + i, body);
            }
        }
        for (int i = 0; i < count && other.exemplars != null; i++) {
            List<Exemplar> list = other.exemplars[from + i];
            if (list != null) {
                setExemplars(size + i, list);
            }
        }
        size += count;
    }
}
