package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** JSON as Go's {@code encoding/json} writes the values of expressions: compact, keys sorted, safe to stand in HTML. */
final class GoJson {
    private static final int DEPTH_MAX = 200;

    private final StringBuilder out = new StringBuilder();

    private GoJson() {}

    static String of(@Nullable Object value) throws EvalException {
        GoJson json = new GoJson();
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(@Nullable Object value, int depth) throws EvalException {
        if (depth > DEPTH_MAX) {
            throw new EvalException("maps and lists nested deeper than " + DEPTH_MAX);
        }
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text);
            case Boolean bool -> out.append(bool.booleanValue());
            case Long number -> out.append(number.longValue());
            case Double number -> number(number);
            // No bytes are null, as in Go.
            case Value.BytesValue(byte[] bytes) when bytes.length == 0 -> out.append("null");
            case Value.BytesValue(byte[] bytes) -> quote(Base64.getEncoder().encodeToString(bytes));
            case Value.ListValue(List<Value> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(Values.unwrap(items.get(i)), depth + 1);
                }
                out.append(']');
            }
            case Attributes map -> map(map, depth);
            case GoList list -> list(list, depth);
            // Copies of counts and bounds: none are a null list, as in Go.
            case double[] numbers -> {
                for (int i = 0; i < numbers.length; i++) {
                    out.append(i == 0 ? '[' : ',');
                    number(numbers[i]);
                }
                out.append(numbers.length == 0 ? "null" : "]");
            }
            case long[] counts -> {
                for (int i = 0; i < counts.length; i++) {
                    out.append(i == 0 ? '[' : ',').append(Long.toUnsignedString(counts[i]));
                }
                out.append(counts.length == 0 ? "null" : "]");
            }
            case Instant time -> quote(time(time));
            case Duration duration -> out.append(GoTimes.nanos(duration));
            case Identifier id -> out.append(id.numbers());
            // What is a structure without public fields in Go.
            default -> out.append("{}");
        }
    }

    /** Lists and maps of attributes are structures without public fields inside of a list of Go. */
    private void list(GoList list, int depth) throws EvalException {
        out.append('[');
        for (int i = 0; i < list.items().size(); i++) {
            out.append(i == 0 ? "" : ",");
            Object item = list.items().get(i);
            if (item instanceof Attributes || item instanceof Value.ListValue) {
                out.append("{}");
            } else {
                write(item, depth + 1);
            }
        }
        out.append(']');
    }

    private void map(Attributes map, int depth) throws EvalException {
        TreeMap<String, Value> sorted = new TreeMap<>(Comparison::compareUtf8);
        for (int i = 0; i < map.size(); i++) {
            sorted.put(map.key(i), map.value(i));
        }
        out.append('{');
        boolean first = true;
        for (var entry : sorted.entrySet()) {
            out.append(first ? "" : ",");
            first = false;
            quote(entry.getKey());
            out.append(':');
            write(Values.unwrap(entry.getValue()), depth + 1);
        }
        out.append('}');
    }

    private void number(double number) throws EvalException {
        if (!Double.isFinite(number)) {
            throw new EvalException("JSON has no " + number);
        }
        out.append(ValueText.ofDouble(number));
    }

    private static String time(Instant time) throws EvalException {
        String text = GoTimes.digits(time, 'T') + "Z";
        if (text.length() < 20 || text.charAt(4) != '-') {
            throw new EvalException("a year that JSON cannot hold");
        }
        return text;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
