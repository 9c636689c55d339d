package phoenix.app.store;

import java.util.ArrayList;
import java.util.List;

/** Walks over the chunks of one block. Values are decoded only when they are asked for. */
final class BlockCursor {
    private final LongColumn timeColumn = new LongColumn();
    private final ValueColumn valueColumn = new ValueColumn();
    private final List<long[]> times = new ArrayList<>();
    private ByteSource in = new ByteSource(new byte[0], 0, 0);
    private int series;
    private int samples;
    private int timesNumber;
    private int valuesAt;
    private int valuesLength;
    private double[] values = new double[0];

    /** Starts with a payload whose checksum is right; {@link BitPacking#SLACK} bytes more must be there. */
    void open(byte[] bytes, int from, int length) {
        in = new ByteSource(bytes, from, from + length);
        times.clear();
        series = 0;
    }

    /** Goes to the next chunk. */
    boolean next() throws DamagedException {
        if (in.remaining() == 0) {
            return false;
        }
        series = Math.addExact(series, in.getCount(Integer.MAX_VALUE - series));
        samples = in.getCount(BlockBuilder.CHUNK_SAMPLES_MAX);
        if (samples == 0) {
            throw new DamagedException("a chunk without samples");
        }
        timesNumber = in.getCount(times.size());
        if (timesNumber == times.size()) {
            var decoded = new long[samples];
            timeColumn.decode(in, decoded, samples);
            times.add(decoded);
        } else if (times.get(timesNumber).length != samples) {
            throw new DamagedException("a chunk of " + samples + " samples with other times");
        }
        valuesLength = in.getCount(in.remaining());
        valuesAt = in.position();
        in.skip(valuesLength);
        return true;
    }

    int series() {
        return series;
    }

    int samples() {
        return samples;
    }

    long[] times() {
        return times.get(timesNumber);
    }

    /** The values of this chunk, at the front of an array that is used again for the next. */
    double[] values() throws DamagedException {
        if (values.length < samples) {
            values = new double[Math.max(samples, 512)];
        }
        valueColumn.decode(new ByteSource(in.array(), valuesAt, valuesAt + valuesLength), values, samples);
        return values;
    }
}
