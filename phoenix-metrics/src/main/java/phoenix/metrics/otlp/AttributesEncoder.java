package phoenix.metrics.otlp;

import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.Value.BoolValue;
import phoenix.metrics.Value.BytesValue;
import phoenix.metrics.Value.DoubleValue;
import phoenix.metrics.Value.EmptyValue;
import phoenix.metrics.Value.IntValue;
import phoenix.metrics.Value.ListValue;
import phoenix.metrics.Value.MapValue;
import phoenix.metrics.Value.StringValue;

/** Writes attribute maps, each distinct one once: the bytes stay with the map. Not thread-safe. */
final class AttributesEncoder {
    private static final int SCRATCH_KEPT_MAX = 64 * 1024;

    private ReverseWriter scratch = new ReverseWriter(512);

    /** The map as a run of fields with the tag {@link AttributesDecoder#POINT_TAG}. */
    byte[] encoded(Attributes attributes) {
        byte[] known = attributes.encoded();
        if (known != null) {
            return known;
        }
        scratch.clear();
        entries(scratch, AttributesDecoder.POINT_TAG, attributes);
        byte[] form = scratch.toByteArray();
        if (scratch.capacity() > SCRATCH_KEPT_MAX) {
            scratch = new ReverseWriter(512);
        }
        attributes.keepEncoded(form);
        return form;
    }

    /** The size is the same under each tag of one byte. */
    int size(Attributes attributes) {
        return attributes.isEmpty() ? 0 : encoded(attributes).length;
    }

    void write(ReverseWriter out, int tag, Attributes attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        byte[] run = encoded(attributes);
        if (tag == AttributesDecoder.POINT_TAG) {
            out.raw(run);
        } else {
            out.retaggedRun(run, tag);
        }
    }

    private static void entries(ReverseWriter out, int tag, Attributes attributes) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            int before = out.size();
            value(out, 0x12, attributes.value(i));
            out.optionalText(0x0A, attributes.key(i));
            out.message(tag, before);
        }
    }

    private static void value(ReverseWriter out, int tag, Value value) {
        int before = out.size();
        switch (value) {
            case StringValue(String text) -> out.text(0x0A, text);
            case BoolValue(boolean b) -> out.varint(0x10, b ? 1 : 0);
            case IntValue(long number) -> out.varint(0x18, number);
            case DoubleValue(double number) -> out.fixed64(0x21, Double.doubleToRawLongBits(number));
            case ListValue(List<Value> values) -> {
                for (int i = values.size() - 1; i >= 0; i--) {
                    value(out, 0x0A, values.get(i));
                }
                out.message(0x2A, before);
            }
            case MapValue(Attributes entries) -> {
                entries(out, 0x0A, entries);
                out.message(0x32, before);
            }
            case BytesValue(byte[] bytes) -> out.bytes(0x3A, bytes);
            case EmptyValue() -> {}
        }
        out.message(tag, before);
    }
}
