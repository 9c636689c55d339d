package phoenix.engine.ottl;

import java.math.BigDecimal;
import phoenix.metrics.NumberText;

/** Reads numbers from text as Go's strconv does. */
final class GoNumbers {
    private GoNumbers() {}

    static Double parseDouble(String text) throws EvalException {
        Double number = NumberText.parseDouble(text);
        if (number == null) {
            throw new EvalException("\"" + text + "\" is not a number");
        }
        return number;
    }

    static Boolean parseBool(String text) throws EvalException {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new EvalException("\"" + text + "\" is not a boolean");
        };
    }

    private static final double TWO_TO_63 = 0x1p63;

    /** The number that the 64 bits are without a sign. */
    static double ofUnsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** A whole number from 0 to 2⁶⁴ as 64 bits without a sign. */
    static long toUnsigned(double number) {
        return number < TWO_TO_63 ? (long) number : (long) (number - TWO_TO_63) ^ Long.MIN_VALUE;
    }

    /** As Go's {@code %g} writes it: the fewest digits that tell the number, with an exponent where it is far from 1. */
    static String shortest(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number) || number == 0) {
            return Double.isNaN(number)
                    ? "NaN"
                    : number == 0 ? (1 / number < 0 ? "-0" : "0") : number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (number < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }
}
