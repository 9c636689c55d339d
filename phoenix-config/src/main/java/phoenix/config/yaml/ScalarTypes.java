package phoenix.config.yaml;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.yaml.YamlScalar.Resolved;

/**
 * The type of a plain scalar as Go's yaml.v3 resolves it ({@code resolve.go}), because that is what the Collector
 * reads with: a mixture of YAML 1.1 and 1.2. {@code yes} and {@code on} are strings, {@code 010} is 8, {@code 1_000}
 * is 1000, {@code 2001-01-01} is a timestamp.
 */
final class ScalarTypes {
    private static final Map<String, Resolved> WORDS = Map.ofEntries(
            word("", YamlScalar.Type.NULL, null),
            word("~", YamlScalar.Type.NULL, null),
            word("null", YamlScalar.Type.NULL, null),
            word("Null", YamlScalar.Type.NULL, null),
            word("NULL", YamlScalar.Type.NULL, null),
            word("true", YamlScalar.Type.BOOL, true),
            word("True", YamlScalar.Type.BOOL, true),
            word("TRUE", YamlScalar.Type.BOOL, true),
            word("false", YamlScalar.Type.BOOL, false),
            word("False", YamlScalar.Type.BOOL, false),
            word("FALSE", YamlScalar.Type.BOOL, false),
            word(".nan", YamlScalar.Type.FLOAT, Double.NaN),
            word(".NaN", YamlScalar.Type.FLOAT, Double.NaN),
            word(".NAN", YamlScalar.Type.FLOAT, Double.NaN),
            word(".inf", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word(".Inf", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word(".INF", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word("+.inf", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word("+.Inf", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word("+.INF", YamlScalar.Type.FLOAT, Double.POSITIVE_INFINITY),
            word("-.inf", YamlScalar.Type.FLOAT, Double.NEGATIVE_INFINITY),
            word("-.Inf", YamlScalar.Type.FLOAT, Double.NEGATIVE_INFINITY),
            word("-.INF", YamlScalar.Type.FLOAT, Double.NEGATIVE_INFINITY));

    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "\\d{4}-\\d{1,2}-\\d{1,2}" + "([Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d{1,9})?(Z|[-+]\\d{2}:\\d{2})?)?");
    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Longer text is no number; keeps big-integer parsing cheap on hostile input. */
    private static final int NUMBER_LENGTH_MAX = 400;

    private ScalarTypes() {}

    private static Map.Entry<String, Resolved> word(
            String text, YamlScalar.Type type, @org.jspecify.annotations.Nullable Object value) {
        return Map.entry(text, new Resolved(type, value));
    }

    static Resolved resolve(String text) {
        Resolved word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        char first = text.charAt(0);
        boolean numeric = first == '+' || first == '-' || first == '.' || Character.isDigit(first);
        if (!numeric || text.length() > NUMBER_LENGTH_MAX) {
            return new Resolved(YamlScalar.Type.STRING, text);
        }
        if (Character.isDigit(first) && TIMESTAMP.matcher(text).matches()) {
            return new Resolved(YamlScalar.Type.TIMESTAMP, text);
        }
        String plain = text.replace("_", "");
        Optional<Object> integer = integer(plain);
        if (integer.isPresent()) {
            return new Resolved(YamlScalar.Type.INT, integer.get());
        }
        if (FLOAT.matcher(plain).matches()) {
            return new Resolved(YamlScalar.Type.FLOAT, Double.parseDouble(plain));
        }
        return new Resolved(YamlScalar.Type.STRING, text);
    }

    /** As Go's strconv.ParseInt with base 0: 0x, 0o, 0b and a bare leading 0 (octal); up to 64 bits unsigned. */
    private static Optional<Object> integer(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int radix = 10;
        String lower = digits.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("0x")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (lower.startsWith("0o") || lower.startsWith("0b")) {
            radix = lower.charAt(1) == 'o' ? 8 : 2;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            digits = digits.substring(1);
        }
        // BigInteger would take a second sign.
        if (digits.isEmpty() || !Character.isLetterOrDigit(digits.charAt(0))) {
            return Optional.empty();
        }
        try {
            BigInteger value = new BigInteger(text.startsWith("-") ? "-" + digits : digits, radix);
            if (value.bitLength() < Long.SIZE) {
                return Optional.of(value.longValue());
            }
            return value.signum() > 0 && !signed && value.compareTo(UINT64_MAX) <= 0
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
