package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;

/** Reads numbers from text as Go's strconv does. */
final class GoNumbers {
    private GoNumbers() {}

    /** A decimal integer of 64 bits, or null. */
    static @Nullable Long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    static Double parseDouble(String text) throws EvalException {
        boolean javaOnly =
                text.isEmpty() || !text.strip().equals(text) || "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0;
        boolean infinite = text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("+inf");
        if (infinite) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("-inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            if (!javaOnly) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw new EvalException("\"" + text + "\" is not a number");
    }

    static Boolean parseBool(String text) throws EvalException {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new EvalException("\"" + text + "\" is not a boolean");
        };
    }
}
