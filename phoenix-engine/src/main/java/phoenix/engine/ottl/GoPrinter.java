package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Writes values by the verbs and flags of Go's {@code fmt}. Maps and lists of attributes, whose text hangs on chance in Go, are written as Go's own. */
final class GoPrinter {
    private static final String NIL = "<nil>";

    final StringBuilder out = new StringBuilder();
    private GoField field = new GoField(out);
    private boolean goSyntax;
    private @Nullable Object shown;

    void clear() {
        field = new GoField(out);
        goSyntax = false;
    }

    /** Takes a flag; false where the character is none. */
    boolean flag(char c) {
        return field.flag(c);
    }

    void width(int width) {
        field.width(width);
    }

    void precision(int precision) {
        field.precision(precision);
    }

    /** Writes an argument. */
    void argument(@Nullable Object value, int verb) {
        shown = value;
        if (verb == 'v') {
            goSyntax = field.sharp;
            field.sharp = false;
            field.plus = false;
        }
        if (value == null) {
            if (verb == 'v' || verb == 'T') {
                field.pad(NIL);
            } else {
                bad(verb);
            }
        } else if (verb == 'T') {
            field.text(type(value));
        } else {
            value(value, verb);
        }
    }

    private void value(@Nullable Object value, int verb) {
        switch (value) {
            case null -> out.append(NIL);
            case Boolean bool -> bool(bool, verb);
            case Long number -> integer(number, verb, false);
            case Double number -> floating(number, verb);
            case String text -> text(text, verb);
            case Value.BytesValue(byte[] bytes) -> bytes(bytes, verb);
            case Instant time -> stringer(GoTimes.text(time), time, verb);
            case Duration duration -> stringer(GoTimes.text(duration), duration, verb);
            case Identifier id -> stringer(id.toString(), id, verb);
            case GoList list -> list(list.items(), list.texts() ? "[]string" : "[]interface {}", verb);
            case double[] numbers ->
                list(
                        java.util.Arrays.stream(numbers)
                                .boxed()
                                .map(Object.class::cast)
                                .toList(),
                        "[]float64",
                        verb);
            case long[] counts -> {
                out.append('[');
                for (int i = 0; i < counts.length; i++) {
                    out.append(i == 0 ? "" : " ");
                    integer(counts[i], verb, true);
                }
                out.append(']');
            }
            case Value.ListValue(List<Value> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : " ");
                    value(Values.unwrap(items.get(i)), verb);
                }
                out.append(']');
            }
            case Attributes map -> map(map, verb);
            default -> out.append("{}");
        }
    }

    private void list(List<? extends @Nullable Object> items, String type, int verb) {
        out.append(goSyntax ? type + "{" : "[");
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : goSyntax ? ", " : " ");
            Object item = items.get(i);
            if (item != null) {
                shown = item;
            }
            if (item == null && goSyntax) {
                out.append("interface {}(nil)");
            } else {
                value(item, verb);
            }
        }
        out.append(goSyntax ? '}' : ']');
    }

    private void map(Attributes map, int verb) {
        TreeMap<String, Value> sorted = new TreeMap<>(Comparison::compareUtf8);
        for (int i = 0; i < map.size(); i++) {
            sorted.put(map.key(i), map.value(i));
        }
        out.append("map[");
        boolean first = true;
        for (var entry : sorted.entrySet()) {
            out.append(first ? "" : " ");
            first = false;
            text(entry.getKey(), verb);
            out.append(':');
            value(Values.unwrap(entry.getValue()), verb);
        }
        out.append(']');
    }

    /** A value that knows how to write itself. */
    private void stringer(String text, Object value, int verb) {
        if (!goSyntax && "vsxXq".indexOf(verb) >= 0) {
            text(text, verb);
            return;
        }
        switch (value) {
            case Duration duration -> integer(GoTimes.nanos(duration), verb, false);
            case Identifier(Identifier.Kind kind, byte[] bytes) ->
                octets(bytes, verb, "pcommon." + kind.functionName());
            default -> out.append('{').append(text).append('}');
        }
    }

    private void bool(boolean bool, int verb) {
        if (verb == 't' || verb == 'v') {
            field.pad(bool ? "true" : "false");
        } else {
            bad(verb);
        }
    }

    private void integer(long number, int verb, boolean unsigned) {
        switch (verb) {
            case 'v' -> {
                if (goSyntax && unsigned) {
                    field.sharp = true;
                    field.integer(number, 16, true, 'v');
                    field.sharp = false;
                } else {
                    field.integer(number, 10, unsigned, 'v');
                }
            }
            case 'd' -> field.integer(number, 10, unsigned, 'd');
            case 'b' -> field.integer(number, 2, unsigned, 'b');
            case 'o', 'O' -> field.integer(number, 8, unsigned, verb);
            case 'x', 'X' -> field.integer(number, 16, unsigned, verb);
            case 'c' -> field.pad(character(number));
            case 'q' -> field.pad(GoQuote.character(character(number), field.plus));
            case 'U' -> field.unicode(number);
            default -> bad(verb);
        }
    }

    private static String character(long code) {
        boolean valid = code >= 0
                && code <= Character.MAX_CODE_POINT
                && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
        return valid ? Character.toString((int) code) : "\ufffd";
    }

    private void floating(double number, int verb) {
        switch (verb) {
            case 'v' -> field.floating(number, 'g', -1);
            case 'g', 'G', 'x', 'X', 'b' -> field.floating(number, verb, -1);
            case 'e', 'E', 'f' -> field.floating(number, verb, 6);
            case 'F' -> field.floating(number, 'f', 6);
            default -> bad(verb);
        }
    }

    private void text(String text, int verb) {
        switch (verb) {
            case 'v' -> {
                if (goSyntax) {
                    field.quoted(text);
                } else {
                    field.text(text);
                }
            }
            case 's' -> field.text(text);
            case 'x', 'X' -> field.hex(utf8(text), verb == 'X');
            case 'q' -> field.quoted(text);
            default -> bad(verb);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void bytes(byte[] bytes, int verb) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        switch (verb) {
            case 's' -> field.text(text);
            case 'q' -> field.quoted(text);
            case 'x', 'X' -> field.hex(bytes, verb == 'X');
            default -> octets(bytes, verb, "[]byte");
        }
    }

    private void octets(byte[] bytes, int verb, String type) {
        out.append(goSyntax ? type + "{" : "[");
        for (int i = 0; i < bytes.length; i++) {
            out.append(i == 0 ? "" : goSyntax ? ", " : " ");
            integer(bytes[i] & 0xff, verb, true);
        }
        out.append(goSyntax ? '}' : ']');
    }

    private void bad(int verb) {
        out.append("%!").appendCodePoint(verb).append('(');
        Object value = shown;
        if (value == null) {
            out.append(NIL);
        } else {
            out.append(type(value)).append('=');
            argument(value, 'v');
        }
        out.append(')');
    }

    /** The name of the kind of a value in Go. */
    static String type(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Long _ -> "int64";
            case Double _ -> "float64";
            case Boolean _ -> "bool";
            case Attributes _ -> "pcommon.Map";
            case Value.ListValue _ -> "pcommon.Slice";
            case GoList list -> list.texts() ? "[]string" : "[]interface {}";
            case double[] _ -> "[]float64";
            case long[] _ -> "[]uint64";
            case Instant _ -> "time.Time";
            case Duration _ -> "time.Duration";
            case Identifier id -> "pcommon." + id.kind().functionName();
            default -> "[]uint8";
        };
    }
}
