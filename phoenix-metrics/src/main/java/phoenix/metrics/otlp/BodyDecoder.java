package phoenix.metrics.otlp;

import java.util.ArrayList;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** Reads the points of histograms, exponential histograms and summaries. Not thread-safe. */
final class BodyDecoder {
    private static final long HISTOGRAM_FIELDS = 0b1_1111_1111_1100;
    private static final long EXPONENTIAL_FIELDS = 0b111_1111_1111_1110;
    private static final long SUMMARY_FIELDS = 0b1_1111_1100;
    private static final long PAIR_FIELDS = 0b110;

    private final WireReader in;
    private final AttributesDecoder attributesDecoder;
    private final PointDecoder points;
    private final LongList counts = new LongList();
    private final LongList others = new LongList();

    BodyDecoder(WireReader in, AttributesDecoder attributesDecoder, PointDecoder points) {
        this.in = in;
        this.attributesDecoder = attributesDecoder;
        this.points = points;
    }

    void histogram(BatchBuilder batch) throws OtlpFormatException {
        points.countPoint();
        counts.clear();
        others.clear();
        int outer = in.enter();
        Attributes attributes = Attributes.EMPTY;
        List<Exemplar> exemplars = List.of();
        long start = 0;
        long time = 0;
        long count = 0;
        int flags = 0;
        OptionalNumber sum = OptionalNumber.UNSET;
        OptionalNumber min = OptionalNumber.UNSET;
        OptionalNumber max = OptionalNumber.UNSET;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x11 -> start = in.fixed64();
                case 0x19 -> time = in.fixed64();
                case 0x21 -> count = in.fixed64();
                case 0x29 -> sum = number();
                case 0x31, 0x32 -> fixed64s(tag, counts);
                case 0x39, 0x3A -> fixed64s(tag, others);
                case 0x42 -> exemplars = points.exemplar(exemplars);
                case 0x4A -> attributes = attributesDecoder.read(tag, attributes);
                case 0x50 -> flags = in.varint32();
                case 0x59 -> min = number();
                case 0x61 -> max = number();
                default -> in.skip(tag, HISTOGRAM_FIELDS);
            }
        }
        in.leave(outer);
        batch.bodyPoint(
                attributes, start, time, new HistogramBody(count, sum, min, max, counts.toLongs(), others.toDoubles()));
        PointDecoder.finish(batch, flags, exemplars);
    }

    void exponentialHistogram(BatchBuilder batch) throws OtlpFormatException {
        points.countPoint();
        counts.clear();
        others.clear();
        int outer = in.enter();
        Attributes attributes = Attributes.EMPTY;
        List<Exemplar> exemplars = List.of();
        long start = 0;
        long time = 0;
        long count = 0;
        int scale = 0;
        long zeroCount = 0;
        double zeroThreshold = 0;
        int positiveOffset = 0;
        int negativeOffset = 0;
        int flags = 0;
        OptionalNumber sum = OptionalNumber.UNSET;
        OptionalNumber min = OptionalNumber.UNSET;
        OptionalNumber max = OptionalNumber.UNSET;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> attributes = attributesDecoder.read(tag, attributes);
                case 0x11 -> start = in.fixed64();
                case 0x19 -> time = in.fixed64();
                case 0x21 -> count = in.fixed64();
                case 0x29 -> sum = number();
                case 0x30 -> scale = in.zigzag32();
                case 0x39 -> zeroCount = in.fixed64();
                case 0x42 -> positiveOffset = buckets(positiveOffset, counts);
                case 0x4A -> negativeOffset = buckets(negativeOffset, others);
                case 0x50 -> flags = in.varint32();
                case 0x5A -> exemplars = points.exemplar(exemplars);
                case 0x61 -> min = number();
                case 0x69 -> max = number();
                case 0x71 -> zeroThreshold = Double.longBitsToDouble(in.fixed64());
                default -> in.skip(tag, EXPONENTIAL_FIELDS);
            }
        }
        in.leave(outer);
        batch.bodyPoint(
                attributes,
                start,
                time,
                new ExponentialHistogramBody(
                        count,
                        sum,
                        min,
                        max,
                        scale,
                        zeroCount,
                        zeroThreshold,
                        new Buckets(positiveOffset, counts.toLongs()),
                        new Buckets(negativeOffset, others.toLongs())));
        PointDecoder.finish(batch, flags, exemplars);
    }

    void summary(BatchBuilder batch) throws OtlpFormatException {
        points.countPoint();
        int outer = in.enter();
        Attributes attributes = Attributes.EMPTY;
        List<Quantile> quantiles = new ArrayList<>(8);
        long start = 0;
        long time = 0;
        long count = 0;
        double sum = 0;
        int flags = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x11 -> start = in.fixed64();
                case 0x19 -> time = in.fixed64();
                case 0x21 -> count = in.fixed64();
                case 0x29 -> sum = Double.longBitsToDouble(in.fixed64());
                case 0x32 -> quantiles.add(quantile());
                case 0x3A -> attributes = attributesDecoder.read(tag, attributes);
                case 0x40 -> flags = in.varint32();
                default -> in.skip(tag, SUMMARY_FIELDS);
            }
        }
        in.leave(outer);
        batch.bodyPoint(attributes, start, time, new SummaryBody(count, sum, quantiles));
        PointDecoder.finish(batch, flags, List.of());
    }

    private Quantile quantile() throws OtlpFormatException {
        points.countParts(1);
        int outer = in.enter();
        double quantile = 0;
        double value = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x09 -> quantile = Double.longBitsToDouble(in.fixed64());
                case 0x11 -> value = Double.longBitsToDouble(in.fixed64());
                default -> in.skip(tag, PAIR_FIELDS);
            }
        }
        in.leave(outer);
        return new Quantile(quantile, value);
    }

    private OptionalNumber number() throws OtlpFormatException {
        return OptionalNumber.of(Double.longBitsToDouble(in.fixed64()));
    }

    /** A repeated 64 bit field: packed, or one element at a time; protobuf readers must take both. */
    private void fixed64s(int tag, LongList into) throws OtlpFormatException {
        if ((tag & 7) == WireReader.FIXED64) {
            points.countParts(1);
            into.add(in.fixed64());
            return;
        }
        int outer = in.enter();
        int bytes = in.limit - in.position;
        if (bytes % 8 != 0) {
            throw in.error(Reason.MALFORMED_LIST, "a list of 64 bit numbers in " + bytes + " bytes");
        }
        points.countParts(bytes / 8);
        while (in.hasMore()) {
            into.add(in.fixed64());
        }
        in.leave(outer);
    }

    private int buckets(int offsetBefore, LongList into) throws OtlpFormatException {
        int offset = offsetBefore;
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x08 -> offset = in.zigzag32();
                case 0x10 -> varint(into);
                case 0x12 -> {
                    int list = in.enter();
                    while (in.hasMore()) {
                        varint(into);
                    }
                    in.leave(list);
                }
                default -> in.skip(tag, PAIR_FIELDS);
            }
        }
        in.leave(outer);
        return offset;
    }

    private void varint(LongList into) throws OtlpFormatException {
        points.countParts(1);
        into.add(in.varint());
    }
}
