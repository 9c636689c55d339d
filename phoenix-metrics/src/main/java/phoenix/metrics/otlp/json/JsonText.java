package phoenix.metrics.otlp.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import phoenix.metrics.prometheus.GoNumber;
import phoenix.metrics.prometheus.TextBuffer;

/** A growing JSON text, with the commas set by itself and everything as json-iterator writes it. Not thread-safe. */
final class JsonText {
    private static final double PLAIN_FROM = 1e-6;
    private static final double PLAIN_BELOW = 1e21;
    private static final double EXACT_BELOW = 1L << 53;
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;

    JsonText(int expectedChars) {
        out = new StringBuilder(expectedChars);
    }

    byte[] toUtf8() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void separate() {
        if (!out.isEmpty()) {
            char last = out.charAt(out.length() - 1);
            if (last != '{' && last != '[' && last != ':') {
                out.append(',');
            }
        }
    }

    JsonText beginObject() {
        separate();
        out.append('{');
        return this;
    }

    JsonText endObject() {
        out.append('}');
        return this;
    }

    JsonText beginArray(String name) {
        name(name);
        out.append('[');
        return this;
    }

    JsonText endArray() {
        out.append(']');
        return this;
    }

    /** The name of a field; its value comes next. Names are ours and need no escapes. */
    JsonText name(String name) {
        separate();
        out.append('"').append(name).append("\":");
        return this;
    }

    JsonText text(String text) {
        separate();
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
        return this;
    }

    JsonText bool(boolean value) {
        separate();
        out.append(value);
        return this;
    }

    /** A number of 32 bits, which stands bare. */
    JsonText number(long value) {
        separate();
        out.append(value);
        return this;
    }

    /** A signed number of 64 bits, which stands in quotes. */
    JsonText signed(long value) {
        separate();
        out.append('"').append(value).append('"');
        return this;
    }

    JsonText unsigned(long value) {
        separate();
        out.append('"').append(Long.toUnsignedString(value)).append('"');
        return this;
    }

    JsonText decimal(double value) {
        if (Double.isNaN(value)) {
            return text("NaN");
        }
        if (Double.isInfinite(value)) {
            return text(value > 0 ? "Infinity" : "-Infinity");
        }
        separate();
        double abs = Math.abs(value);
        if (abs == 0) {
            out.append(1 / value < 0 ? "-0" : "0");
        } else if (abs >= PLAIN_FROM && abs < PLAIN_BELOW) {
            out.append(plain(value));
        } else {
            TextBuffer text = new TextBuffer(32);
            GoNumber.append(text, value); // with an exponent everywhere in this range
            out.append(text);
        }
        return this;
    }

    private static String plain(double value) {
        if (value == (long) value && Math.abs(value) < EXACT_BELOW) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
