package phoenix.metrics.otlp;

import java.util.ArrayList;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.ValueKind;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** Reads the points of gauges and sums, and what all kinds of points share. Not thread-safe. */
final class PointDecoder {
    private static final long NUMBER_FIELDS = 0b1_1111_1100;
    private static final long EXEMPLAR_FIELDS = 0b1111_1100;
    private static final byte[] NO_ID = {};

    private final WireReader in;
    private final DecodeLimits limits;
    private final AttributesDecoder attributesDecoder;
    private int points;
    private int parts;

    PointDecoder(WireReader in, DecodeLimits limits, AttributesDecoder attributesDecoder) {
        this.in = in;
        this.limits = limits;
        this.attributesDecoder = attributesDecoder;
    }

    void reset() {
        points = 0;
        parts = 0;
    }

    void countPoint() throws OtlpFormatException {
        if (++points > limits.pointsMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.pointsMax() + " points in a request");
        }
    }

    /** Counts buckets, quantiles and exemplars, whose size in memory the bytes do not bound. */
    void countParts(int count) throws OtlpFormatException {
        parts += count;
        if (parts > limits.bucketsMax()) {
            throw in.error(
                    Reason.TOO_MANY,
                    "more than " + limits.bucketsMax() + " buckets, quantiles and exemplars in a request");
        }
    }

    void number(BatchBuilder batch) throws OtlpFormatException {
        countPoint();
        int outer = in.enter();
        Attributes attributes = Attributes.EMPTY;
        List<Exemplar> exemplars = List.of();
        long start = 0;
        long time = 0;
        long bits = 0;
        int flags = 0;
        ValueKind kind = ValueKind.NONE;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x11 -> start = in.fixed64();
                case 0x19 -> time = in.fixed64();
                case 0x21 -> {
                    bits = in.fixed64();
                    kind = ValueKind.DOUBLE;
                }
                case 0x31 -> {
                    bits = in.fixed64();
                    kind = ValueKind.INT;
                }
                case 0x2A -> exemplars = exemplar(exemplars);
                case 0x3A -> attributes = attributesDecoder.read(tag, attributes);
                case 0x40 -> flags = in.varint32();
                default -> in.skip(tag, NUMBER_FIELDS);
            }
        }
        in.leave(outer);
        switch (kind) {
            case INT -> batch.intPoint(attributes, start, time, bits);
            case DOUBLE -> batch.doublePoint(attributes, start, time, Double.longBitsToDouble(bits));
            case NONE -> batch.emptyPoint(attributes, start, time);
        }
        finish(batch, flags, exemplars);
    }

    static void finish(BatchBuilder batch, int flags, List<Exemplar> exemplars) {
        if (flags != 0) {
            batch.flags(flags);
        }
        if (!exemplars.isEmpty()) {
            batch.exemplars(exemplars);
        }
    }

    /** Adds to the list, which is an unmodifiable empty one before the first exemplar. */
    List<Exemplar> exemplar(List<Exemplar> before) throws OtlpFormatException {
        countParts(1);
        int outer = in.enter();
        Attributes filtered = Attributes.EMPTY;
        long time = 0;
        long bits = 0;
        ValueKind kind = ValueKind.NONE;
        byte[] traceId = NO_ID;
        byte[] spanId = NO_ID;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x11 -> time = in.fixed64();
                case 0x19 -> {
                    bits = in.fixed64();
                    kind = ValueKind.DOUBLE;
                }
                case 0x31 -> {
                    bits = in.fixed64();
                    kind = ValueKind.INT;
                }
                case 0x22 -> spanId = id(8);
                case 0x2A -> traceId = id(16);
                case 0x3A -> filtered = attributesDecoder.read(tag, filtered);
                default -> in.skip(tag, EXEMPLAR_FIELDS);
            }
        }
        in.leave(outer);
        List<Exemplar> exemplars = before.isEmpty() ? new ArrayList<>(2) : before;
        exemplars.add(new Exemplar(filtered, time, kind, bits, traceId, spanId));
        return exemplars;
    }

    private byte[] id(int size) throws OtlpFormatException {
        byte[] id = in.byteArray();
        if (id.length != 0 && id.length != size) {
            throw in.error(Reason.INVALID_ID, "an id of " + id.length + " bytes where " + size + " are due");
        }
        return id;
    }
}
