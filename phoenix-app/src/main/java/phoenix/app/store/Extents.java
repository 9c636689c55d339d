package phoenix.app.store;

import java.util.Arrays;
import phoenix.experiment.store.SeriesEntry.Extent;

/** How much there is of each series, and from when to when. Safe for several threads. */
final class Extents {
    private long[] samples = new long[0];
    private long[] first = new long[0];
    private long[] last = new long[0];
    private long total;

    synchronized void add(int series, long firstMillis, long lastMillis, long count) {
        if (series >= samples.length) {
            int old = samples.length;
            int size = Math.max(series + 1, Math.max(256, old + (old >> 1)));
            samples = Arrays.copyOf(samples, size);
            first = Arrays.copyOf(first, size);
            last = Arrays.copyOf(last, size);
            Arrays.fill(first, old, size, Long.MAX_VALUE);
            Arrays.fill(last, old, size, Long.MIN_VALUE);
        }
        samples[series] += count;
        first[series] = Math.min(first[series], firstMillis);
        last[series] = Math.max(last[series], lastMillis);
        total += count;
    }

    synchronized void add(SampleBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            add(batch.series[i], batch.times[i], batch.times[i], 1);
        }
    }

    synchronized Extent of(int series) {
        return series < samples.length && samples[series] > 0
                ? new Extent(samples[series], first[series], last[series])
                : Extent.EMPTY;
    }

    synchronized long lastMillis(int series) {
        return series < last.length ? last[series] : Long.MIN_VALUE;
    }

    /** One more than the largest series id of which there is a sample. */
    synchronized int seriesEnd() {
        int end = samples.length;
        while (end > 0 && samples[end - 1] == 0) {
            end--;
        }
        return end;
    }

    synchronized long total() {
        return total;
    }
}
