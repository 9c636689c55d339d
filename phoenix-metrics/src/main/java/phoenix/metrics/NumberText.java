package phoenix.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in text as Go's {@code strconv} reads them, and a float made an integer as x86 does. */
public final class NumberText {
    private static final double TWO_TO_63 = 0x1p63;

    private NumberText() {}

    /** A decimal integer of 64 bits, or null where the text is none. */
    public static @Nullable Long parseLong(String text) {
        try {
            return isAscii(text) ? Long.valueOf(text) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** A floating point number, or null where the text is none or one that is too large. */
    public static @Nullable Double parseDouble(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.valueOf(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Double.valueOf(Double.NEGATIVE_INFINITY);
            case "nan" -> Double.valueOf(Double.NaN);
            default -> finite(text);
        };
    }

    private static @Nullable Double finite(String text) {
        // Java takes blanks around a number and a letter for its type behind it.
        boolean javaOnly = text.isEmpty()
                || !isAscii(text)
                || text.charAt(0) <= ' '
                || "dDfF ".indexOf(text.charAt(text.length() - 1)) >= 0
                || text.charAt(text.length() - 1) < ' '
                || text.contains("NaN");
        try {
            double number = javaOnly ? Double.NaN : Double.parseDouble(text);
            return Double.isFinite(number) ? Double.valueOf(number) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Without its fraction; what is no integer of 64 bits becomes the smallest one. */
    public static long truncated(double number) {
        return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }
}
