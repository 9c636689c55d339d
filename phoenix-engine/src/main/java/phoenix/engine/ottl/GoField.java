package phoenix.engine.ottl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** One field of a formatted text: the flags, width and precision of Go's {@code fmt}, and what they do to a value. */
final class GoField {
    private final StringBuilder out;
    boolean plus;
    boolean sharp;
    private boolean minus;
    private boolean space;
    private boolean zero;
    private int width = -1;
    private int precision = -1;

    GoField(StringBuilder out) {
        this.out = out;
    }

    boolean flag(char c) {
        switch (c) {
            case '+' -> plus = true;
            case '-' -> minus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void width(int given) {
        if (given < 0) {
            minus = true;
        }
        width = Math.abs(given);
    }

    void precision(int given) {
        precision = given;
    }

    /** The text as it is, filled up to the width. */
    void pad(String text) {
        pad(text, zero && !minus ? '0' : ' ');
    }

    private void pad(String text, char with) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        String padding = String.valueOf(with).repeat(missing);
        out.append(minus ? text + padding : padding + text);
    }

    /** The text, cut to the precision. */
    void text(String text) {
        pad(cut(text));
    }

    private String cut(String text) {
        boolean longer = precision >= 0 && text.codePointCount(0, text.length()) > precision;
        return longer ? text.substring(0, text.offsetByCodePoints(0, precision)) : text;
    }

    void quoted(String text) {
        String cut = cut(text);
        pad(sharp && GoQuote.canStandRaw(cut) ? "`" + cut + "`" : GoQuote.text(cut, plus));
    }

    void hex(byte[] bytes, boolean upper) {
        int length = precision >= 0 ? Math.min(precision, bytes.length) : bytes.length;
        String prefix = sharp ? (upper ? "0X" : "0x") : "";
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (i == 0 || space) {
                digits.append(i == 0 ? "" : " ").append(prefix);
            }
            digits.append(String.format(upper ? "%02X" : "%02x", bytes[i]));
        }
        pad(digits.toString());
    }

    void unicode(long code) {
        String digits = Long.toHexString(code).toUpperCase(Locale.ROOT);
        int least = Math.max(4, precision);
        String text = "U+" + "0".repeat(Math.max(0, least - digits.length())) + digits;
        boolean shown = sharp && code >= 0 && code <= Character.MAX_CODE_POINT;
        pad(shown ? text + " '" + Character.toString((int) code) + "'" : text, ' ');
    }

    void integer(long number, int radix, boolean unsigned, int verb) {
        boolean negative = !unsigned && number < 0;
        String digits = negative ? Long.toString(number, radix).substring(1) : Long.toUnsignedString(number, radix);
        if (verb == 'X') {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        int least = 0;
        if (precision >= 0) {
            least = precision;
            if (precision == 0 && number == 0) {
                pad("", ' ');
                return;
            }
        } else if (zero && !minus && width >= 0) {
            least = width - (negative || plus || space ? 1 : 0);
        }
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        if (sharp) {
            digits = switch (radix) {
                case 2 -> "0b" + digits;
                case 8 -> digits.startsWith("0") ? digits : "0" + digits;
                case 16 -> (verb == 'X' ? "0X" : "0x") + digits;
                default -> digits;
            };
        }
        if (verb == 'O') {
            digits = "0o" + digits;
        }
        pad((negative ? "-" : plus ? "+" : space ? " " : "") + digits, ' ');
    }

    void floating(double number, int verb, int otherwise) {
        int digits = precision >= 0 ? precision : otherwise;
        if (!Double.isFinite(number)) {
            String text = Double.isNaN(number) ? "NaN" : "Inf";
            String sign = number < 0 ? "-" : plus ? "+" : space ? " " : Double.isNaN(number) ? "" : "+";
            pad(sign + text, ' ');
            return;
        }
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        String text = unsigned(Math.abs(number), verb, digits);
        String sign = negative ? "-" : plus ? "+" : space ? " " : "";
        if (zero && !minus && width > sign.length() + text.length()) {
            out.append(sign)
                    .append("0".repeat(width - sign.length() - text.length()))
                    .append(text);
        } else {
            pad(sign + text, ' ');
        }
    }

    private static String unsigned(double number, int verb, int digits) {
        return switch (verb) {
            case 'e', 'E' -> {
                String text = scientific(new BigDecimal(number), Math.max(0, digits), number == 0);
                yield verb == 'E' ? text.toUpperCase(Locale.ROOT) : text;
            }
            // The exact binary value is rounded, and a tie goes to the even digit, as in Go.
            case 'f' ->
                new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case 'x', 'X' -> {
                String text = hexadecimal(number);
                yield verb == 'X' ? text.toUpperCase(Locale.ROOT) : text;
            }
            default -> {
                String text = digits < 0 ? GoNumbers.shortest(number) : general(number, Math.max(1, digits));
                yield verb == 'G' ? text.toUpperCase(Locale.ROOT) : text;
            }
        };
    }

    private static String scientific(BigDecimal exact, int digits, boolean isZero) {
        BigDecimal rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        int exponent = isZero ? 0 : rounded.precision() - rounded.scale() - 1;
        String all = isZero ? "" : rounded.unscaledValue().toString();
        all = all.length() > digits + 1 ? all.substring(0, digits + 1) : all + "0".repeat(digits + 1 - all.length());
        return all.charAt(0) + (digits > 0 ? "." + all.substring(1) : "") + power(exponent);
    }

    private static String power(int exponent) {
        return (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static String general(double number, int digits) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(number)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        int most = digits;
        if (most > rounded.precision() && rounded.precision() >= exponent + 1) {
            most = rounded.precision();
        }
        if (exponent >= -4 && exponent < most) {
            return rounded.toPlainString();
        }
        String all = rounded.unscaledValue().toString();
        return all.charAt(0) + (all.length() > 1 ? "." + all.substring(1) : "") + power(exponent);
    }

    private static String hexadecimal(double number) {
        String text = Double.toHexString(number);
        int p = text.indexOf('p');
        int exponent = Integer.parseInt(text.substring(p + 1));
        String mantissa = text.substring(0, p).replaceFirst("\\.0$", "");
        return mantissa + power(exponent).replace('e', 'p');
    }
}
