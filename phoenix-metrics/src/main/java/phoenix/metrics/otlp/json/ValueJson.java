package phoenix.metrics.otlp.json;

import java.util.Base64;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Writes attributes: OTLP's {@code KeyValue} and {@code AnyValue}. */
final class ValueJson {
    private static final int DEPTH_MAX = 64;

    private ValueJson() {}

    /** The field, unless there is nothing in it. */
    static void attributes(JsonText out, String name, Attributes attributes) {
        attributes(out, name, attributes, 0);
    }

    private static void attributes(JsonText out, String name, Attributes attributes, int depth) {
        if (attributes.isEmpty()) {
            return;
        }
        out.beginArray(name);
        for (int i = 0; i < attributes.size(); i++) {
            out.beginObject();
            if (!attributes.key(i).isEmpty()) {
                out.name("key").text(attributes.key(i));
            }
            out.name("value");
            value(out, attributes.value(i), depth);
            out.endObject();
        }
        out.endArray();
    }

    private static void value(JsonText out, Value value, int depth) {
        out.beginObject();
        // Deeper values are refused at the door; a bound all the same.
        if (depth <= DEPTH_MAX) {
            switch (value) {
                case Value.StringValue(String s) -> out.name("stringValue").text(s);
                case Value.BoolValue(boolean b) -> out.name("boolValue").bool(b);
                case Value.IntValue(long l) -> out.name("intValue").signed(l);
                case Value.DoubleValue(double d) -> out.name("doubleValue").decimal(d);
                case Value.BytesValue(byte[] bytes) ->
                    out.name("bytesValue").text(Base64.getEncoder().encodeToString(bytes));
                case Value.ListValue(List<Value> items) -> {
                    out.name("arrayValue");
                    list(out, items, depth + 1);
                }
                case Value.MapValue(Attributes entries) -> {
                    out.name("kvlistValue");
                    out.beginObject();
                    attributes(out, "values", entries, depth + 1);
                    out.endObject();
                }
                case Value.EmptyValue _ -> {}
            }
        }
        out.endObject();
    }

    private static void list(JsonText out, List<Value> items, int depth) {
        out.beginObject();
        if (!items.isEmpty()) {
            out.beginArray("values");
            for (Value item : items) {
                value(out, item, depth);
            }
            out.endArray();
        }
        out.endObject();
    }
}
