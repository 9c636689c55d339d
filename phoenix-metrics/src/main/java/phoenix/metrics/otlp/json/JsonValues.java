package phoenix.metrics.otlp.json;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** The scalars of OTLP's JSON: 64 bit numbers may be strings, ids are hexadecimal, enums have names. */
final class JsonValues {
    /** The bits that Go's NaN has: hashes show them. */
    private static final double NAN = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final byte[] NO_ID = {};

    private final JsonReader in;

    JsonValues(JsonReader in) {
        this.in = in;
    }

    /** Null is the empty text. */
    String text() throws OtlpFormatException {
        return in.isNull() ? "" : in.string();
    }

    /** A number, or a string with one in it. */
    private String digits() throws OtlpFormatException {
        String digits = in.peek() == '"' ? in.string() : in.number();
        if (!INTEGER.matcher(digits).matches()) {
            throw in.error(Reason.MALFORMED_JSON, "something else where an integer is due");
        }
        return digits;
    }

    long int64() throws OtlpFormatException {
        String digits = digits();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw in.error(Reason.VARINT_OVERFLOW, "an integer of more than 64 bits");
        }
    }

    long uint64() throws OtlpFormatException {
        String digits = digits();
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException _) {
            throw in.error(Reason.VARINT_OVERFLOW, "a negative number, or one of more than 64 bits");
        }
    }

    int uint32() throws OtlpFormatException {
        String digits = digits();
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException _) {
            throw in.error(Reason.VARINT_OVERFLOW, "a negative number, or one of more than 32 bits");
        }
    }

    int int32() throws OtlpFormatException {
        String digits = digits();
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            throw in.error(Reason.VARINT_OVERFLOW, "an integer of more than 32 bits");
        }
    }

    double number() throws OtlpFormatException {
        if (in.peek() != '"') {
            return finite(in.number());
        }
        String text = in.string();
        return switch (text) {
            case "NaN" -> NAN;
            case "Infinity", "+Infinity", "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    if (text.length() > 512 || !text.matches("[-+0-9.eE]+")) {
                        throw new NumberFormatException();
                    }
                    yield finite(text);
                } catch (NumberFormatException _) {
                    throw in.error(Reason.MALFORMED_JSON, "a string that is not a number");
                }
            }
        };
    }

    private double finite(String digits) throws OtlpFormatException {
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw in.error(Reason.MALFORMED_JSON, "a number out of range");
        }
        return number;
    }

    byte[] base64() throws OtlpFormatException {
        try {
            return Base64.getDecoder().decode(text());
        } catch (IllegalArgumentException _) {
            throw in.error(Reason.MALFORMED_JSON, "a string that is not base64");
        }
    }

    byte[] id(int size) throws OtlpFormatException {
        String text = text();
        if (text.isEmpty()) {
            return NO_ID;
        }
        if (text.length() != size * 2) {
            throw in.error(
                    Reason.INVALID_ID, "an id of " + text.length() + " characters where " + size * 2 + " are due");
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            throw in.error(Reason.INVALID_ID, "an id that is not hexadecimal");
        }
    }
}
