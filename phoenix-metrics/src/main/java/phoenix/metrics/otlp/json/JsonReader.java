package phoenix.metrics.otlp.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/**
 * Reads JSON (RFC 8259) from an array piece by piece, without a tree: depth, numbers and what it remembers are bounded,
 * and a value can be passed over. Reused from message to message; not thread-safe.
 */
final class JsonReader {
    private static final int NUMBER_BYTES_MAX = 512;
    private static final int NAMES_SHARED = 256;
    private static final int NAME_CHARS_SHARED_MAX = 64;

    private final int depthMax;
    /** Names seen lately, each at the place that its bytes hash to. */
    private final @Nullable String[] names = new String[NAMES_SHARED];

    private byte[] bytes = {};
    int position;
    private int limit;
    private int base;
    private int depth;

    JsonReader(int depthMax) {
        this.depthMax = depthMax;
    }

    void reset(byte[] source, int offset, int length) {
        bytes = source;
        position = offset;
        limit = offset + length;
        base = offset;
        depth = 0;
    }

    OtlpFormatException error(Reason reason, String detail) {
        return new OtlpFormatException(reason, position - base, detail);
    }

    private OtlpFormatException expected(String what) {
        if (position >= limit) {
            return error(Reason.TRUNCATED, "the text ends where " + what + " is due");
        }
        int c = bytes[position] & 0xff;
        String found = c > ' ' && c < 127 ? "'" + (char) c + "'" : "byte " + c;
        return error(Reason.MALFORMED_JSON, found + " where " + what + " is due");
    }

    /** The first byte of the next value, which stays there; -1 at the end. */
    int peek() {
        while (position < limit) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
                return b & 0xff;
            }
            position++;
        }
        return -1;
    }

    /** Nothing but white space is left. */
    void end() throws OtlpFormatException {
        if (peek() >= 0) {
            throw expected("the end");
        }
    }

    /** Takes a {@code null}, if that is the next value. */
    boolean isNull() throws OtlpFormatException {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    boolean bool() throws OtlpFormatException {
        int c = peek();
        if (c == 't') {
            literal("true");
            return true;
        }
        if (c != 'f') {
            throw expected("true or false");
        }
        literal("false");
        return false;
    }

    private void literal(String word) throws OtlpFormatException {
        for (int i = 0; i < word.length(); i++) {
            if (position >= limit || bytes[position] != word.charAt(i)) {
                throw expected(word);
            }
            position++;
        }
    }

    /** Goes into an object and gives its first name; null for an empty one, which is left again. */
    @Nullable
    String object() throws OtlpFormatException {
        if (peek() != '{') {
            throw expected("an object");
        }
        enter();
        if (peek() == '}') {
            leave();
            return null;
        }
        return name();
    }

    /** The next name of the object whose value was just read; null at its end, which leaves it. */
    @Nullable
    String next() throws OtlpFormatException {
        int c = peek();
        if (c == ',') {
            position++;
            return name();
        }
        if (c != '}') {
            throw expected("',' or '}'");
        }
        leave();
        return null;
    }

    private String name() throws OtlpFormatException {
        if (peek() != '"') {
            throw expected("a name");
        }
        int from = position + 1;
        int to = from;
        int hash = 0;
        while (to < limit && bytes[to] != '"') {
            hash = hash * 31 + bytes[to++];
        }
        int slot = (hash ^ hash >>> 8) & (NAMES_SHARED - 1);
        @Nullable String known = names[slot];
        String name;
        if (known != null && isAt(known, from, to)) {
            name = known;
            position = to + 1;
        } else {
            name = string();
            names[slot] = name.length() == to - from && name.length() <= NAME_CHARS_SHARED_MAX ? name : known;
        }
        if (peek() != ':') {
            throw expected("':'");
        }
        position++;
        return name;
    }

    /** Whether these are the bytes of the name; holds for names in ASCII without escapes only. */
    private boolean isAt(String name, int from, int to) {
        if (to >= limit || name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Goes into an array; false for an empty one, which is left again. */
    boolean array() throws OtlpFormatException {
        if (peek() != '[') {
            throw expected("a list");
        }
        enter();
        if (peek() == ']') {
            leave();
            return false;
        }
        return true;
    }

    /** Whether another item follows the one just read; at the end the array is left. */
    boolean more() throws OtlpFormatException {
        int c = peek();
        if (c == ',') {
            position++;
            return true;
        }
        if (c != ']') {
            throw expected("',' or ']'");
        }
        leave();
        return false;
    }

    private void enter() throws OtlpFormatException {
        position++;
        if (++depth > depthMax) {
            throw error(Reason.TOO_DEEP, "JSON nested more than " + depthMax + " deep");
        }
    }

    private void leave() {
        position++;
        depth--;
    }

    /** Where the next value begins: a place to come back to. */
    Mark mark() {
        peek();
        return new Mark(position, depth);
    }

    void goBack(Mark mark) {
        position = mark.position;
        depth = mark.depth;
    }

    record Mark(int position, int depth) {}

    /** Passes over a value of any kind, checking that it is one. */
    void skip() throws OtlpFormatException {
        switch (peek()) {
            case '{' -> {
                for (String name = object(); name != null; name = next()) {
                    skip();
                }
            }
            case '[' -> {
                for (boolean more = array(); more; more = more()) {
                    skip();
                }
            }
            case '"' -> skipString();
            case 't', 'f' -> bool();
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void skipString() throws OtlpFormatException {
        int from = position;
        int at = position + 1;
        while (at < limit && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (at < limit && bytes[at] == '"') {
            checkControls(from + 1, at);
            position = at + 1;
        } else {
            string();
        }
    }

    /** A number as it is written. */
    String number() throws OtlpFormatException {
        peek();
        int from = position;
        int at = from;
        if (at < limit && bytes[at] == '-') {
            at++;
        }
        int digits = at;
        at = digits(at);
        boolean isBad = at == digits || (bytes[digits] == '0' && at - digits > 1);
        if (!isBad && at < limit && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            isBad = at == fraction;
        }
        if (!isBad && at < limit && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < limit && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            int exponent = at;
            at = digits(exponent);
            isBad = at == exponent;
        }
        if (isBad) {
            throw expected("a value");
        }
        if (at - from > NUMBER_BYTES_MAX) {
            throw error(Reason.MALFORMED_JSON, "a number of more than " + NUMBER_BYTES_MAX + " characters");
        }
        position = at;
        return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    }

    private int digits(int from) {
        int at = from;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** A string with its escapes resolved. Half of a pair of surrogates becomes U+FFFD, as in Go. */
    String string() throws OtlpFormatException {
        if (peek() != '"') {
            throw expected("a string");
        }
        int from = position + 1;
        int to = from;
        boolean escaped = false;
        while (to < limit && bytes[to] != '"') {
            escaped |= bytes[to] == '\\';
            to += bytes[to] == '\\' ? 2 : 1;
        }
        if (to >= limit) {
            position = limit;
            throw expected("the end of a string");
        }
        checkControls(from, to);
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            byte[] back = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(back, 0, back.length, bytes, from, to)) {
                throw error(Reason.INVALID_UTF8, "a text that is not UTF-8");
            }
        }
        String resolved = escaped ? resolve(text) : text;
        position = to + 1;
        return resolved;
    }

    private void checkControls(int from, int to) throws OtlpFormatException {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                position = i;
                throw error(Reason.MALFORMED_JSON, "a control character in a string");
            }
        }
    }

    private String resolve(String text) throws OtlpFormatException {
        StringBuilder resolved = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                resolved.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case '"', '\\', '/' -> resolved.append(escape);
                case 'b' -> resolved.append('\b');
                case 'f' -> resolved.append('\f');
                case 'n' -> resolved.append('\n');
                case 'r' -> resolved.append('\r');
                case 't' -> resolved.append('\t');
                case 'u' -> {
                    resolved.append(unicode(text, i + 1));
                    i += 4;
                }
                default -> throw error(Reason.MALFORMED_JSON, "an unknown escape in a string");
            }
        }
        replaceHalfPairs(resolved);
        return resolved.toString();
    }

    private char unicode(String text, int at) throws OtlpFormatException {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw error(Reason.MALFORMED_JSON, "a \\u in a string without four hexadecimal digits");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private static void replaceHalfPairs(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                text.setCharAt(i, '\uFFFD');
            }
        }
    }
}
