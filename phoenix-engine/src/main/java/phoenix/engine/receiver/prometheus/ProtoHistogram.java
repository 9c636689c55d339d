package phoenix.engine.receiver.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phoenix.engine.receiver.prometheus.NativeHistogram.Side;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.WireReader;

/** Prometheus' message {@code Histogram}, which may hold a classic histogram, a native one, or both. Mutable. */
final class ProtoHistogram {
    /** One bucket of the classic part; its count is that of all buckets up to it. */
    record Bucket(double upperBound, double count, List<ScrapedExemplar> exemplars) {}

    long countWhole;
    double countFloat;
    double sum;
    final List<Bucket> buckets = new ArrayList<>(0);
    final List<ScrapedExemplar> exemplars = new ArrayList<>(0);
    private int schema;
    private double zeroThreshold;
    private long zeroCount;
    private double zeroCountFloat;
    private final Spans positive = new Spans();
    private final Spans negative = new Spans();

    /** Where the buckets of one sign lie, and their counts, as differences or as the bits of floating point numbers. */
    private static final class Spans {
        private final List<int[]> offsetsAndLengths = new ArrayList<>(0);
        private final LongArray deltas = new LongArray();
        private final LongArray counts = new LongArray();
    }

    private static final class LongArray {
        private long[] values = new long[0];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, Math.max(8, size * 2));
            }
            values[size++] = value;
        }
    }

    void read(WireReader in) throws OtlpFormatException {
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.VARINT -> countWhole = in.varint();
                case 2 << 3 | WireReader.FIXED64 -> sum = in.float64();
                case 3 << 3 | WireReader.BYTES -> buckets.add(bucket(in));
                case 4 << 3 | WireReader.FIXED64 -> countFloat = in.float64();
                case 5 << 3 | WireReader.VARINT -> schema = in.zigzag32();
                case 6 << 3 | WireReader.FIXED64 -> zeroThreshold = in.float64();
                case 7 << 3 | WireReader.VARINT -> zeroCount = in.varint();
                case 8 << 3 | WireReader.FIXED64 -> zeroCountFloat = in.float64();
                case 9 << 3 | WireReader.BYTES -> negative.offsetsAndLengths.add(span(in));
                case 10 << 3 | WireReader.VARINT -> negative.deltas.add(in.zigzag64());
                case 10 << 3 | WireReader.BYTES -> deltas(in, negative.deltas);
                case 11 << 3 | WireReader.FIXED64 -> negative.counts.add(in.fixed64());
                case 11 << 3 | WireReader.BYTES -> counts(in, negative.counts);
                case 12 << 3 | WireReader.BYTES -> positive.offsetsAndLengths.add(span(in));
                case 13 << 3 | WireReader.VARINT -> positive.deltas.add(in.zigzag64());
                case 13 << 3 | WireReader.BYTES -> deltas(in, positive.deltas);
                case 14 << 3 | WireReader.FIXED64 -> positive.counts.add(in.fixed64());
                case 14 << 3 | WireReader.BYTES -> counts(in, positive.counts);
                case 16 << 3 | WireReader.BYTES -> exemplars.add(ProtoMetric.exemplar(in));
                default -> in.skip(tag, 0x7ffeL | 1 << 16);
            }
        }
    }

    private static Bucket bucket(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        double upperBound = 0;
        double whole = 0;
        double fraction = 0;
        List<ScrapedExemplar> exemplars = new ArrayList<>(0);
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.VARINT -> whole = unsigned(in.varint());
                case 2 << 3 | WireReader.FIXED64 -> upperBound = in.float64();
                case 3 << 3 | WireReader.BYTES -> {
                    exemplars.clear();
                    exemplars.add(ProtoMetric.exemplar(in));
                }
                case 4 << 3 | WireReader.FIXED64 -> fraction = in.float64();
                default -> in.skip(tag, 0b11110);
            }
        }
        in.leave(outer);
        return new Bucket(upperBound, fraction == 0 ? whole : fraction, exemplars);
    }

    private static int[] span(WireReader in) throws OtlpFormatException {
        int outer = in.enter();
        int offset = 0;
        int length = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | WireReader.VARINT -> offset = in.zigzag32();
                case 2 << 3 | WireReader.VARINT -> length = in.varint32();
                default -> in.skip(tag, 0b110);
            }
        }
        in.leave(outer);
        return new int[] {offset, length};
    }

    private static void deltas(WireReader in, LongArray deltas) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            deltas.add(in.zigzag64());
        }
        in.leave(outer);
    }

    private static void counts(WireReader in, LongArray counts) throws OtlpFormatException {
        int outer = in.enter();
        while (in.hasMore()) {
            counts.add(in.fixed64());
        }
        in.leave(outer);
    }

    static double unsigned(long count) {
        return count >= 0 ? count : (double) ((count >>> 1) | (count & 1)) * 2;
    }

    /** The count of all observations, for the classic part. */
    double count() {
        return countFloat == 0 ? unsigned(countWhole) : countFloat;
    }

    /** As Prometheus tells: one without observations says so with an empty span. */
    boolean isNative() {
        return !positive.offsetsAndLengths.isEmpty()
                || !negative.offsetsAndLengths.isEmpty()
                || zeroThreshold > 0
                || zeroCount != 0;
    }

    NativeHistogram toNative() throws ParseException {
        boolean isFloat = countFloat > 0 || zeroCountFloat > 0;
        return new NativeHistogram(
                isFloat,
                schema,
                isFloat ? PointGroup.unsigned(countFloat) : countWhole,
                sum,
                zeroThreshold,
                isFloat ? PointGroup.unsigned(zeroCountFloat) : zeroCount,
                side("positive", positive, isFloat),
                side("negative", negative, isFloat));
    }

    private static Side side(String name, Spans spans, boolean isFloat) throws ParseException {
        LongArray given = isFloat ? spans.counts : spans.deltas;
        long wanted = 0;
        for (int[] span : spans.offsetsAndLengths) {
            wanted += Integer.toUnsignedLong(span[1]);
        }
        if (wanted != given.size) {
            throw new ParseException(name + " side: spans require " + wanted + " buckets, have " + given.size);
        }
        long[] indexes = new long[given.size];
        long[] counts = new long[given.size];
        int kept = 0;
        int next = 0;
        long index = 0;
        long count = 0;
        boolean first = true;
        for (int[] span : spans.offsetsAndLengths) {
            index += first ? span[0] : Math.max(0, span[0]);
            first = false;
            for (int i = 0; i < span[1]; i++) {
                count = isFloat ? given.values[next] : count + given.values[next];
                next++;
                if (isFloat ? Double.longBitsToDouble(count) != 0 : count != 0) {
                    indexes[kept] = index;
                    counts[kept++] = count;
                }
                index++;
            }
        }
        return kept == 0 ? Side.EMPTY : new Side(Arrays.copyOf(indexes, kept), Arrays.copyOf(counts, kept));
    }
}
