package phoenix.metrics.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Writes a message as OTLP's JSON by its descriptor, independent of the product's codec: each time in another of the
 * ways that a reader has to take.
 */
final class ProtoJson {
    private final RandomGenerator random;
    private final StringBuilder out = new StringBuilder();

    private ProtoJson(RandomGenerator random) {
        this.random = random;
    }

    static String write(Message message, RandomGenerator random) {
        ProtoJson json = new ProtoJson(random);
        json.object(message);
        json.space();
        return json.out.toString();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private void space() {
        while (oneIn(6)) {
            out.append(" \n\t\r".charAt(random.nextInt(4)));
        }
    }

    private void object(Message message) {
        space();
        out.append('{');
        List<Map.Entry<FieldDescriptor, Object>> fields =
                new ArrayList<>(message.getAllFields().entrySet());
        Collections.shuffle(fields, new java.util.Random(random.nextLong()));
        boolean first = true;
        for (Map.Entry<FieldDescriptor, Object> field : fields) {
            first = separator(first);
            name(oneIn(3) ? field.getKey().getName() : field.getKey().getJsonName());
            if (field.getKey().isRepeated()) {
                list(field.getKey(), (List<?>) field.getValue());
            } else {
                value(field.getKey(), field.getValue());
            }
        }
        if (oneIn(10)) {
            separator(first);
            name("unheardOf");
            out.append("{\"a\":[1,-2.5e3,\"x\\\"]\",true,null,{}],\"b\":\"}\"}");
        }
        space();
        out.append('}');
    }

    private boolean separator(boolean first) {
        space();
        if (!first) {
            out.append(',');
        }
        return false;
    }

    private void name(String name) {
        space();
        text(name);
        space();
        out.append(':');
    }

    private void list(FieldDescriptor field, List<?> values) {
        space();
        out.append('[');
        boolean first = true;
        for (Object value : values) {
            first = separator(first);
            value(field, value);
        }
        space();
        out.append(']');
    }

    private void value(FieldDescriptor field, Object value) {
        space();
        switch (field.getType()) {
            case MESSAGE -> object((Message) value);
            case STRING -> text((String) value);
            case BYTES -> bytes(field, (ByteString) value);
            case BOOL -> out.append(value);
            case DOUBLE -> number((Double) value);
            case ENUM -> enumeration((EnumValueDescriptor) value);
            case FIXED64, UINT64 -> quotedOrNot(Long.toUnsignedString((Long) value));
            case UINT32, FIXED32 -> quotedOrNot(Integer.toUnsignedString((Integer) value));
            default -> quotedOrNot(value.toString());
        }
    }

    private void quotedOrNot(String number) {
        String quote = oneIn(2) ? "\"" : "";
        out.append(quote).append(number).append(quote);
    }

    private void enumeration(EnumValueDescriptor value) {
        if (oneIn(2)) {
            text(value.getName());
        } else {
            out.append(value.getNumber());
        }
    }

    private void number(double value) {
        if (Double.isNaN(value)) {
            text("NaN");
        } else if (Double.isInfinite(value)) {
            text(value > 0 ? "Infinity" : "-Infinity");
        } else {
            quotedOrNot(Double.toString(value));
        }
    }

    private void bytes(FieldDescriptor field, ByteString value) {
        if (field.getName().equals("trace_id") || field.getName().equals("span_id")) {
            text((oneIn(2) ? HexFormat.of() : HexFormat.of().withUpperCase()).formatHex(value.toByteArray()));
        } else {
            text(Base64.getEncoder().encodeToString(value.toByteArray()));
        }
    }

    private void text(String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '/' -> out.append(oneIn(2) ? "\\/" : "/");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || oneIn(20)) {
                        for (char half : Character.toChars(c)) {
                            out.append(String.format(oneIn(2) ? "\\u%04x" : "\\u%04X", (int) half));
                        }
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        out.append('"');
    }
}
