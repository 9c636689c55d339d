package phoenix.engine.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** Counts values by size, as a histogram with upper bounds that are part of their buckets. Thread-safe. */
public final class Distribution {
    private final double[] bounds;
    private final AtomicLongArray counts;
    private final DoubleAdder sum = new DoubleAdder();

    Distribution(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    public void record(double value) {
        int found = Arrays.binarySearch(bounds, value);
        counts.incrementAndGet(found >= 0 ? found : -found - 1);
        sum.add(value);
    }

    /**
     * What was recorded up to now.
     *
     * @param counts by bucket; the last is of values above all bounds
     */
    public record Snapshot(double[] bounds, long[] counts, double sum) {
        public long count() {
            return Arrays.stream(counts).sum();
        }
    }

    public Snapshot snapshot() {
        long[] now = new long[counts.length()];
        Arrays.setAll(now, counts::get);
        return new Snapshot(bounds.clone(), now, sum.sum());
    }
}
