package phoenix.metrics.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.Value.BytesValue;
import phoenix.metrics.Value.ListValue;
import phoenix.metrics.Value.MapValue;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Reads attribute maps. The same bytes give the same instance as long as the table remembers them, so a stream that
 * comes every few seconds costs one hash of its bytes. Of entries with one key the first counts, as the Collector's
 * {@code pcommon.Map.Get} has it. Not thread-safe.
 */
final class AttributesDecoder {
    /** The tag of number and summary points' attributes; the encoded form of a map is kept with this one. */
    static final int POINT_TAG = 7 << 3 | WireReader.BYTES;

    private static final int SHARED_BYTES_MAX = 4096;
    private static final long KEY_VALUE_FIELDS = 0b110;
    private static final long ANY_VALUE_FIELDS = 0b1_1111_1110;
    private static final long LIST_FIELDS = 0b10;

    private final WireReader in;
    private final DecodeLimits limits;
    private final ByteTable<Attributes> known;
    private final Texts keyTexts = new Texts(4096, 256);
    private final Texts valueTexts = new Texts(4096, 64);
    private boolean exact;

    AttributesDecoder(WireReader in, DecodeLimits limits, int rememberedMax) {
        this.in = in;
        this.limits = limits;
        this.known = new ByteTable<>(rememberedMax, rememberedMax * 512L);
    }

    Texts keyTexts() {
        return keyTexts;
    }

    /** Reads all entries that follow one another, and adds them to the ones read before. */
    Attributes read(int tag, Attributes before) throws OtlpFormatException {
        boolean shortTag = in.bytes[in.position - 1] == (byte) tag;
        if (!before.isEmpty() || !shortTag) {
            return append(tag, before);
        }
        int start = in.position - 1;
        int end = endOfRun(tag);
        if (end - start > SHARED_BYTES_MAX) {
            in.position = start + 1;
            return append(tag, Attributes.EMPTY);
        }
        int hash = ByteTable.hash(in.bytes, start, end);
        @Nullable Attributes attributes = known.get(hash, in.bytes, start, end);
        if (attributes == null) {
            in.position = start + 1;
            exact = true;
            attributes = append(tag, Attributes.EMPTY);
            byte[] form = Arrays.copyOfRange(in.bytes, start, end);
            if (exact && tag == POINT_TAG) {
                attributes.keepEncoded(form);
            }
            known.put(hash, form, attributes);
        }
        in.position = end;
        return attributes;
    }

    private int endOfRun(int tag) throws OtlpFormatException {
        do {
            in.skipBytes();
        } while (in.hasMore() && in.bytes[in.position] == (byte) tag && in.position++ >= 0);
        return in.position;
    }

    /** The tag has been read; goes on while the same one follows in its short form. */
    private Attributes append(int tag, Attributes before) throws OtlpFormatException {
        AttributeEntries entries = new AttributeEntries(before);
        do {
            keyValue(entries, 1);
        } while (in.hasMore() && in.bytes[in.position] == (byte) tag && in.position++ >= 0);
        return entries.build();
    }

    private void keyValue(AttributeEntries entries, int depth) throws OtlpFormatException {
        int outer = in.enter();
        String key = "";
        @Nullable Value value = null;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case 0x0A -> key = keyTexts.read(in);
                case 0x12 -> {
                    exact &= value == null;
                    value = anyValue(value, depth);
                }
                default -> skip(tag, KEY_VALUE_FIELDS);
            }
        }
        in.leave(outer);
        if (entries.add(key, value == null ? Value.EMPTY : value)) {
            checkSize(entries.size());
        } else {
            exact = false;
        }
    }

    private void skip(int tag, long known) throws OtlpFormatException {
        exact = false;
        in.skip(tag, known);
    }

    /** @param before what an earlier occurrence of the same field gave: protobuf merges lists and maps */
    private Value anyValue(@Nullable Value before, int depth) throws OtlpFormatException {
        if (depth > limits.depthMax()) {
            throw in.error(Reason.TOO_DEEP, "values nested more than " + limits.depthMax() + " deep");
        }
        int outer = in.enter();
        @Nullable Value value = before;
        while (in.hasMore()) {
            int tag = in.tag();
            exact &= value == null;
            switch (tag) {
                case 0x0A -> value = Value.of(valueTexts.read(in));
                case 0x10 -> value = Value.of(in.varint() != 0);
                case 0x18 -> value = Value.of(in.varint());
                case 0x21 -> value = Value.of(Double.longBitsToDouble(in.fixed64()));
                case 0x2A -> value = list(value, depth);
                case 0x32 -> value = map(value, depth);
                case 0x3A -> value = new BytesValue(in.byteArray());
                case 0x40 -> {
                    // An index into a profile's dictionary: of no meaning here, but it replaces an earlier value.
                    in.varint();
                    value = Value.EMPTY;
                    exact = false;
                }
                default -> skip(tag, ANY_VALUE_FIELDS);
            }
        }
        in.leave(outer);
        return value == null ? Value.EMPTY : value;
    }

    private Value list(@Nullable Value before, int depth) throws OtlpFormatException {
        List<Value> values = new ArrayList<>();
        if (before instanceof ListValue(List<Value> earlier)) {
            values.addAll(earlier);
        }
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == 0x0A) {
                values.add(anyValue(null, depth + 1));
                checkSize(values.size());
            } else {
                skip(tag, LIST_FIELDS);
            }
        }
        in.leave(outer);
        return new ListValue(values);
    }

    private Value map(@Nullable Value before, int depth) throws OtlpFormatException {
        AttributeEntries entries =
                new AttributeEntries(before instanceof MapValue(Attributes earlier) ? earlier : Attributes.EMPTY);
        int outer = in.enter();
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == 0x0A) {
                keyValue(entries, depth + 1);
            } else {
                skip(tag, LIST_FIELDS);
            }
        }
        in.leave(outer);
        return new MapValue(entries.build());
    }

    private void checkSize(int size) throws OtlpFormatException {
        if (size > limits.attributesMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.attributesMax() + " attributes");
        }
    }
}
