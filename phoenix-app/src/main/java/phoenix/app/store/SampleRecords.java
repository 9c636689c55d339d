package phoenix.app.store;

import java.util.Arrays;

/**
 * Writes batches into the log and reads them back. A sample is one byte, and more only for what differs from what was likely:
 * that the next series comes next, at the same time, with the value it had before. Both directions remember the last value of
 * each series in the file, so one object serves one file from its first record on.
 *
 * <p>The byte: bit 7, another series follows; bit 6, another time follows; bits 0 to 5, which bytes of the value changed: 0
 * for none, else 1 + 8 * (unchanged high bytes) + (changed bytes - 1).
 */
final class SampleRecords {
    private static final int OTHER_SERIES = 0x80;
    private static final int OTHER_TIME = 0x40;
    private static final int SERIES_MAX = 1 << 26;

    private long[] lastBits = new long[1024];

    void write(SampleBatch batch, ByteSink out) {
        out.putUnsigned(batch.size);
        int series = -1;
        long time = 0;
        for (int i = 0; i < batch.size; i++) {
            int nextSeries = batch.series[i];
            long nextTime = batch.times[i];
            long bits = Double.doubleToRawLongBits(batch.values[i]);
            long changed = bits ^ lastBits(nextSeries);
            lastBits[nextSeries] = bits;

            int high = Math.min(7, Long.numberOfLeadingZeros(changed) >> 3);
            int low = changed == 0 ? 0 : Long.numberOfTrailingZeros(changed) >> 3;
            int length = 8 - high - low;
            boolean otherSeries = nextSeries != series + 1;
            boolean otherTime = nextTime != time;
            out.putByte((otherSeries ? OTHER_SERIES : 0)
                    | (otherTime ? OTHER_TIME : 0)
                    | (changed == 0 ? 0 : high * 8 + length));
            if (otherSeries) {
                out.putSigned((long) nextSeries - series);
            }
            if (otherTime) {
                out.putSigned(nextTime - time);
            }
            for (int b = 0; changed != 0 && b < length; b++) {
                out.putByte((int) (changed >>> (8 * (low + b))));
            }
            series = nextSeries;
            time = nextTime;
        }
    }

    /** Takes one sample. */
    interface SampleReader {
        void sample(int series, long timeMillis, double value);
    }

    /** Reads a record; if it is damaged, the samples before the damage were shown. */
    void read(ByteSource in, SampleReader reader) throws DamagedException {
        int n = in.getCount(in.remaining());
        int series = -1;
        long time = 0;
        for (int i = 0; i < n; i++) {
            int token = in.getByte();
            long step = (token & OTHER_SERIES) != 0 ? in.getSigned() : 1;
            long next = series + step;
            if (next < 0 || next > SERIES_MAX) {
                throw new DamagedException("series " + next);
            }
            series = (int) next;
            time += (token & OTHER_TIME) != 0 ? in.getSigned() : 0;
            long bits = lastBits(series) ^ changed(token & 0x3F, in);
            lastBits[series] = bits;
            reader.sample(series, time, Double.longBitsToDouble(bits));
        }
    }

    private static long changed(int form, ByteSource in) throws DamagedException {
        if (form == 0) {
            return 0;
        }
        int high = (form - 1) / 8;
        int length = (form - 1) % 8 + 1;
        int low = 8 - high - length;
        if (low < 0) {
            throw new DamagedException("a value of form " + form);
        }
        long changed = 0;
        for (int b = 0; b < length; b++) {
            changed |= (long) in.getByte() << (8 * (low + b));
        }
        return changed;
    }

    private long lastBits(int series) {
        if (series >= lastBits.length) {
            lastBits = Arrays.copyOf(lastBits, Math.max(series + 1, lastBits.length * 2));
        }
        return lastBits[series];
    }
}
