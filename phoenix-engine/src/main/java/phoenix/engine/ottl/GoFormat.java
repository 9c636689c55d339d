package phoenix.engine.ottl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** Go's {@code fmt.Sprintf} for the values that OTTL knows: verbs v s d f e g x X q t with flags, width and precision. */
final class GoFormat {
    /** A wider field is a mistake, not a layout. */
    private static final int WIDTH_MAX = 10_000;

    private GoFormat() {}

    static String format(String format, List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                i++;
                continue;
            }
            int end = i + 1;
            while (end < format.length() && "+-# 0123456789.".indexOf(format.charAt(end)) >= 0) {
                end++;
            }
            if (end == format.length()) {
                return out.append("%!(NOVERB)").toString();
            }
            char verb = format.charAt(end);
            if (verb == '%') {
                out.append('%');
            } else if (next == values.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                out.append(verb(Layout.of(format.substring(i + 1, end)), verb, values.get(next++)));
            }
            i = end + 1;
        }
        return next < values.size()
                ? out.append(extra(values.subList(next, values.size()))).toString()
                : out.toString();
    }

    private static String extra(List<@Nullable Object> values) {
        StringBuilder out = new StringBuilder("%!(EXTRA ");
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            Object value = values.get(i);
            out.append(value == null ? "<nil>" : goType(value) + "=" + plain(value));
        }
        return out.append(')').toString();
    }

    /** What stands between the percent sign and the verb. */
    private record Layout(boolean left, boolean zero, boolean plus, boolean space, int width, int precision) {
        static Layout of(String text) {
            int i = 0;
            while (i < text.length() && "+-# 0".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            String flags = text.substring(0, i);
            int point = text.indexOf('.', i);
            int width = number(point < 0 ? text.substring(i) : text.substring(i, point), 0);
            int precision = point < 0 ? -1 : number(text.substring(point + 1), 0);
            boolean left = flags.indexOf('-') >= 0;
            return new Layout(
                    left,
                    flags.indexOf('0') >= 0 && !left,
                    flags.indexOf('+') >= 0,
                    flags.indexOf(' ') >= 0,
                    width,
                    precision);
        }

        private static int number(String digits, int otherwise) {
            boolean usable =
                    !digits.isEmpty() && digits.length() < 6 && digits.chars().allMatch(Character::isDigit);
            return usable ? Math.min(WIDTH_MAX, Integer.parseInt(digits)) : otherwise;
        }

        String text(String text) {
            return padded(text, zero);
        }

        String number(String digits) {
            String signed = digits.startsWith("-") ? digits : plus ? "+" + digits : space ? " " + digits : digits;
            return padded(signed, zero);
        }

        private String padded(String text, boolean withZeros) {
            int missing = width - text.codePointCount(0, text.length());
            if (missing <= 0) {
                return text;
            }
            if (left) {
                return text + " ".repeat(missing);
            }
            boolean sign = withZeros && !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0;
            return sign
                    ? text.charAt(0) + "0".repeat(missing) + text.substring(1)
                    : (withZeros ? "0" : " ").repeat(missing) + text;
        }
    }

    private static String verb(Layout layout, char verb, @Nullable Object value) {
        if (verb == 'v') {
            return value instanceof Number ? layout.number(plain(value)) : layout.text(plain(value));
        }
        return switch (value) {
            case Value.BytesValue(byte[] bytes)
            when "sxXq".indexOf(verb) >= 0 ->
                verb(layout, verb, new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            case Value.BytesValue bytes when verb == 'd' -> layout.text(plain(bytes));
            case String text when verb == 's' -> layout.text(cut(layout, text));
            case String text when verb == 'q' -> layout.text(quoted(text));
            case String text when verb == 'x' || verb == 'X' -> layout.text(hex(text, verb == 'X'));
            case Long number when verb == 'd' -> layout.number(Long.toString(number));
            case Long number when verb == 'x' -> layout.number(Long.toString(number, 16));
            case Long number
            when verb == 'X' -> layout.number(Long.toString(number, 16).toUpperCase(Locale.ROOT));
            case Long number when verb == 'o' -> layout.number(Long.toString(number, 8));
            case Long number when verb == 'b' -> layout.number(Long.toString(number, 2));
            case Long number when verb == 'c' -> layout.text(character(number));
            case Double number when verb == 'f' || verb == 'F' -> layout.number(fixed(layout, number));
            case Double number when verb == 'e' -> layout.number(exponent(layout, number));
            case Double number
            when verb == 'E' -> layout.number(exponent(layout, number).toUpperCase(Locale.ROOT));
            case Double number when verb == 'G' -> layout.number(plain(number).toUpperCase(Locale.ROOT));
            case Object any when verb == 'T' -> layout.text(goType(any));
            case Double number when verb == 'g' -> layout.number(plain(number));
            case Boolean bool when verb == 't' -> layout.text(bool.toString());
            case null -> "%!" + verb + "(<nil>)";
            default -> "%!" + verb + "(" + goType(value) + "=" + plain(value) + ")";
        };
    }

    private static String character(long code) {
        boolean valid = code >= 0 && code <= Character.MAX_CODE_POINT;
        return valid ? Character.toString((int) code) : "\ufffd";
    }

    private static String cut(Layout layout, String text) {
        boolean longer = layout.precision() >= 0 && text.codePointCount(0, text.length()) > layout.precision();
        return longer ? text.substring(0, text.offsetByCodePoints(0, layout.precision())) : text;
    }

    private static String fixed(Layout layout, double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }
        // The exact binary value is rounded, and a tie goes to the even digit, as in Go.
        return new BigDecimal(number)
                .setScale(layout.precision() < 0 ? 6 : layout.precision(), RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String exponent(Layout layout, double number) {
        return String.format(Locale.ROOT, "%." + (layout.precision() < 0 ? 6 : layout.precision()) + "e", number);
    }

    private static String hex(String text, boolean upper) {
        java.util.HexFormat hex = upper ? java.util.HexFormat.of().withUpperCase() : java.util.HexFormat.of();
        return hex.formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return ValueText.of(new Value.ListValue(List.of(Value.of(text)))).replaceAll("^\\[|]$", "");
    }

    private static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Double number -> GoNumbers.shortest(number);
            case Value.BytesValue(byte[] bytes) -> {
                StringBuilder list = new StringBuilder("[");
                for (byte b : bytes) {
                    list.append(list.length() == 1 ? "" : " ").append(b & 0xff);
                }
                yield list.append(']').toString();
            }
            case Attributes map -> {
                TreeMap<String, String> entries = new TreeMap<>();
                for (int i = 0; i < map.size(); i++) {
                    entries.put(map.key(i), map.key(i) + ":" + plain(Values.unwrap(map.value(i))));
                }
                yield "map[" + String.join(" ", entries.values()) + "]";
            }
            case Value.ListValue(List<Value> items) ->
                items.stream().map(item -> plain(Values.unwrap(item))).collect(Collectors.joining(" ", "[", "]"));
            case Value other -> ValueText.of(other);
            default -> value.toString();
        };
    }

    private static String goType(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Long _ -> "int64";
            case Double _ -> "float64";
            case Boolean _ -> "bool";
            case Attributes _ -> "pcommon.Map";
            case Value.ListValue _ -> "pcommon.Slice";
            default -> "[]uint8";
        };
    }
}
