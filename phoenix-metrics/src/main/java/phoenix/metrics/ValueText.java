package phoenix.metrics;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text of an attribute value, exactly as the Collector's {@code pcommon.Value.AsString} gives it: what labels,
 * string functions and conversions show. Lists and maps are JSON with sorted keys, bytes are base64. JSON has no NaN
 * and no infinity: a list or a map that holds one has no text.
 */
public final class ValueText {
    private static final int DEPTH_MAX = 64;

    private ValueText() {}

    public static String of(Value value) {
        return switch (value) {
            case Value.StringValue(String s) -> s;
            case Value.BoolValue(boolean b) -> Boolean.toString(b);
            case Value.IntValue(long l) -> Long.toString(l);
            case Value.DoubleValue(double d) -> ofDouble(d);
            case Value.BytesValue(byte[] bytes) -> Base64.getEncoder().encodeToString(bytes);
            case Value.EmptyValue _ -> "";
            case Value.ListValue _, Value.MapValue _ -> {
                StringBuilder json = new StringBuilder();
                yield appendJson(json, value, 0) ? json.toString() : "";
            }
        };
    }

    /** A number as Go's {@code encoding/json} writes it: digits, with an exponent below 1e-6 and from 1e21 on. */
    public static String ofDouble(double d) {
        if (Double.isNaN(d)) {
            return "NaN";
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "Infinity" : "-Infinity";
        }
        double abs = Math.abs(d);
        if (abs == 0) {
            return 1 / d < 0 ? "-0" : "0";
        }
        // Double.toString gives the shortest digits that read back as the same number, as Go does.
        BigDecimal exact = new BigDecimal(Double.toString(d)).stripTrailingZeros();
        if (abs >= 1e-6 && abs < 1e21) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        return (d < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }

    /** False where there is a number that JSON does not have. */
    private static boolean appendJson(StringBuilder json, Value value, int depth) {
        if (depth > DEPTH_MAX) {
            json.append("null"); // deeper values are refused at the door; a bound all the same
            return true;
        }
        boolean known = true;
        switch (value) {
            case Value.StringValue(String s) -> appendQuoted(json, s);
            // No bytes are null, as in Go.
            case Value.BytesValue(byte[] bytes) when bytes.length == 0 -> json.append("null");
            case Value.BytesValue _ -> appendQuoted(json, of(value));
            case Value.EmptyValue _ -> json.append("null");
            case Value.BoolValue _, Value.IntValue _ -> json.append(of(value));
            case Value.DoubleValue(double d) -> {
                known = Double.isFinite(d);
                json.append(ofDouble(d));
            }
            case Value.ListValue(List<Value> items) -> {
                json.append('[');
                for (int i = 0; i < items.size(); i++) {
                    json.append(i == 0 ? "" : ",");
                    known &= appendJson(json, items.get(i), depth + 1);
                }
                json.append(']');
            }
            case Value.MapValue(Attributes entries) -> known = appendMap(json, entries, depth);
        }
        return known;
    }

    private static boolean appendMap(StringBuilder json, Attributes entries, int depth) {
        json.append('{');
        int[] byKey = IntStream.range(0, entries.size())
                .boxed()
                .sorted(Comparator.comparing(entries::key))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean known = true;
        for (int i = 0; i < byKey.length; i++) {
            json.append(i == 0 ? "" : ",");
            appendQuoted(json, entries.key(byKey[i]));
            json.append(':');
            known &= appendJson(json, entries.value(byKey[i]), depth + 1);
        }
        json.append('}');
        return known;
    }

    /** Escapes as Go does when it is told to leave the characters of HTML alone. */
    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < 0x20 || c == '\u2028' || c == '\u2029') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
