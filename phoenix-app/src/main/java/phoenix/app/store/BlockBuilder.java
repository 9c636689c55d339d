package phoenix.app.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills one block: chunks in order of series. A chunk is: series (less the one before), number of samples, which times, length
 * of the values, values. Times are written where they are first used and then named by number, for the series of one
 * collection share them. A block needs nothing outside itself, so damage to one costs no other.
 */
final class BlockBuilder {
    /** A reader may count on no chunk being longer. */
    static final int CHUNK_SAMPLES_MAX = 1 << 13;

    /** A reader may count on the times of a block taking no more memory than this many longs, and one chunk's. */
    static final int BLOCK_TIMES_MAX = 1 << 16;

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int TIMES_COMPARED = 64;

    private final ByteSink frame = new ByteSink(BLOCK_BYTES + (1 << 14));
    private final ByteSink values = new ByteSink(1 << 13);
    private final LongColumn timeColumn = new LongColumn();
    private final ValueColumn valueColumn = new ValueColumn();
    private final List<long[]> times = new ArrayList<>();
    private int timesHeld;
    private int firstSeries;
    private int lastSeries;
    private long firstMillis;
    private long lastMillis;
    private long samples;

    BlockBuilder() {
        clear();
    }

    void clear() {
        Checksum.begin(frame);
        times.clear();
        timesHeld = 0;
        samples = 0;
        firstMillis = Long.MAX_VALUE;
        lastMillis = Long.MIN_VALUE;
    }

    boolean isEmpty() {
        return samples == 0;
    }

    boolean isFull() {
        return frame.size() >= BLOCK_BYTES || timesHeld >= BLOCK_TIMES_MAX;
    }

    /** Adds samples of a series that is not smaller than the one before, at most {@value #CHUNK_SAMPLES_MAX}. */
    void add(int series, long[] chunkTimes, double[] chunkValues, int n) {
        if (samples == 0) {
            firstSeries = series;
            lastSeries = series;
            frame.putUnsigned(series);
        } else {
            frame.putUnsigned(series - lastSeries);
            lastSeries = series;
        }
        frame.putUnsigned(n);
        putTimes(chunkTimes, n);
        values.clear();
        valueColumn.encode(chunkValues, 0, n, values);
        frame.putUnsigned(values.size());
        frame.putBytes(values.array(), 0, values.size());
        samples += n;
        for (int i = 0; i < n; i++) {
            firstMillis = Math.min(firstMillis, chunkTimes[i]);
            lastMillis = Math.max(lastMillis, chunkTimes[i]);
        }
    }

    private void putTimes(long[] chunkTimes, int n) {
        // Neighbours in a collection most often share theirs, so the newest come first and the search ends soon.
        int oldest = Math.max(0, times.size() - TIMES_COMPARED);
        for (int number = times.size() - 1; number >= oldest; number--) {
            if (Arrays.equals(times.get(number), 0, times.get(number).length, chunkTimes, 0, n)) {
                frame.putUnsigned(number);
                return;
            }
        }
        frame.putUnsigned(times.size());
        times.add(Arrays.copyOf(chunkTimes, n));
        timesHeld += n;
        timeColumn.encode(chunkTimes, n, frame);
    }

    /** The finished frame, header and all. */
    ByteSink frame() {
        Checksum.seal(frame);
        return frame;
    }

    BlockInfo info(long offset) {
        return new BlockInfo(
                offset, frame.size() - Checksum.HEADER, firstSeries, lastSeries, firstMillis, lastMillis, samples);
    }
}
