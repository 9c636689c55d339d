package phoenix.metrics.otlp;

import java.util.Arrays;

/** A growing list of numbers, reused from point to point. Not thread-safe. */
public final class LongList {
    private static final long[] NONE = {};

    private long[] elements = new long[32];
    private int size;

    public void clear() {
        size = 0;
        if (elements.length > 4096) {
            elements = new long[32]; // one huge point must not hold memory for good
        }
    }

    public void add(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size * 2);
        }
        elements[size++] = element;
    }

    int size() {
        return size;
    }

    public long[] toLongs() {
        return size == 0 ? NONE : Arrays.copyOf(elements, size);
    }

    public double[] toDoubles() {
        double[] doubles = new double[size];
        for (int i = 0; i < size; i++) {
            doubles[i] = Double.longBitsToDouble(elements[i]);
        }
        return doubles;
    }
}
