package phoenix.metrics.otlp.json;

import java.util.ArrayList;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.AttributesTable;
import phoenix.metrics.Value;
import phoenix.metrics.Value.BytesValue;
import phoenix.metrics.Value.ListValue;
import phoenix.metrics.Value.MapValue;
import phoenix.metrics.otlp.AttributeEntries;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** Reads attribute maps from JSON; equal small ones are one instance. Not thread-safe. */
final class JsonAttributesDecoder {
    private static final int SHARED_BYTES_MAX = 4096;

    private final JsonReader in;
    private final JsonValues values;
    private final DecodeLimits limits;
    private final AttributesTable known;

    JsonAttributesDecoder(JsonReader in, JsonValues values, DecodeLimits limits, int rememberedMax) {
        this.in = in;
        this.values = values;
        this.limits = limits;
        this.known = new AttributesTable(rememberedMax);
    }

    /** Reads a list of keys with values, and adds them to the ones read before. */
    Attributes read(Attributes before) throws OtlpFormatException {
        int start = in.position;
        AttributeEntries entries = new AttributeEntries(before);
        list(entries, 1);
        Attributes attributes = entries.build();
        return in.position - start > SHARED_BYTES_MAX ? attributes : known.intern(attributes);
    }

    private void list(AttributeEntries entries, int depth) throws OtlpFormatException {
        if (in.isNull()) {
            return;
        }
        for (boolean more = in.array(); more; more = in.more()) {
            keyValue(entries, depth);
        }
    }

    private void keyValue(AttributeEntries entries, int depth) throws OtlpFormatException {
        String key = "";
        Value value = Value.EMPTY;
        if (!in.isNull()) {
            for (String name = in.object(); name != null; name = in.next()) {
                switch (name) {
                    case "key" -> key = values.text();
                    case "value" -> value = anyValue(depth);
                    default -> in.skip();
                }
            }
        }
        if (entries.add(key, value)) {
            checkSize(entries.size());
        }
    }

    private Value anyValue(int depth) throws OtlpFormatException {
        if (depth > limits.depthMax()) {
            throw in.error(Reason.TOO_DEEP, "values nested more than " + limits.depthMax() + " deep");
        }
        Value value = Value.EMPTY;
        if (in.isNull()) {
            return value;
        }
        for (String name = in.object(); name != null; name = in.next()) {
            switch (name) {
                case "stringValue", "string_value" -> value = Value.of(values.text());
                case "boolValue", "bool_value" -> value = Value.of(in.bool());
                case "intValue", "int_value" -> value = Value.of(values.int64());
                case "doubleValue", "double_value" -> value = Value.of(values.number());
                case "bytesValue", "bytes_value" -> value = new BytesValue(values.base64());
                case "arrayValue", "array_value" -> value = arrayValue(depth);
                case "kvlistValue", "kvlist_value" -> value = mapValue(depth);
                default -> in.skip();
            }
        }
        return value;
    }

    private Value arrayValue(int depth) throws OtlpFormatException {
        List<Value> items = new ArrayList<>();
        if (in.isNull()) {
            return new ListValue(items);
        }
        for (String name = in.object(); name != null; name = in.next()) {
            if (!name.equals("values")) {
                in.skip();
            } else if (!in.isNull()) {
                for (boolean more = in.array(); more; more = in.more()) {
                    items.add(anyValue(depth + 1));
                    checkSize(items.size());
                }
            }
        }
        return new ListValue(items);
    }

    private Value mapValue(int depth) throws OtlpFormatException {
        AttributeEntries entries = new AttributeEntries(Attributes.EMPTY);
        if (!in.isNull()) {
            for (String name = in.object(); name != null; name = in.next()) {
                if (name.equals("values")) {
                    list(entries, depth + 1);
                } else {
                    in.skip();
                }
            }
        }
        return new MapValue(entries.build());
    }

    private void checkSize(int size) throws OtlpFormatException {
        if (size > limits.attributesMax()) {
            throw in.error(Reason.TOO_MANY, "more than " + limits.attributesMax() + " attributes");
        }
    }
}
