package phoenix.app.store;

import java.util.Arrays;

/** Samples on their way to the disk, in the order in which they came. Used again and again. */
final class SampleBatch {
    final int[] series;
    final long[] times;
    final double[] values;
    int size;

    SampleBatch(int capacity) {
        series = new int[capacity];
        times = new long[capacity];
        values = new double[capacity];
    }

    boolean isFull() {
        return size == series.length;
    }

    void add(int ofSeries, long timeMillis, double value) {
        series[size] = ofSeries;
        times[size] = timeMillis;
        values[size++] = value;
    }

    void clear() {
        size = 0;
    }

    int maxSeries() {
        return Arrays.stream(series, 0, size).max().orElse(-1);
    }
}
