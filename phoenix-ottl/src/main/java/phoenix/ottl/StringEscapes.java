package phoenix.ottl;

/** The escapes of a quoted string: those of Go's string literals. */
final class StringEscapes {
    private StringEscapes() {}

    /** The value of a string token, quotes included in {@code token}. */
    static String unquote(Token token) throws SyntaxException {
        String text = token.text();
        if (text.indexOf('\\') < 0) {
            return text.substring(1, text.length() - 1);
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 1;
        while (i < text.length() - 1) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                i++;
                continue;
            }
            i = escape(token, i, out);
        }
        return out.toString();
    }

    /** Appends what the escape at {@code at} stands for and gives the place behind it. */
    private static int escape(Token token, int at, StringBuilder out) throws SyntaxException {
        char c = token.text().charAt(at + 1);
        char simple = switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\', '"' -> c;
            default -> 0;
        };
        if (simple != 0) {
            out.append(simple);
            return at + 2;
        }
        return switch (c) {
            case 'x' -> coded(token, at, at + 2, 2, 16, out);
            case 'u' -> coded(token, at, at + 2, 4, 16, out);
            case 'U' -> coded(token, at, at + 2, 8, 16, out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> coded(token, at, at + 1, 3, 8, out);
            default -> throw bad(token, at, at + 2);
        };
    }

    private static int coded(Token token, int at, int from, int digits, int radix, StringBuilder out)
            throws SyntaxException {
        int end = from + digits;
        if (end > token.text().length() - 1) {
            throw bad(token, at, token.text().length() - 1);
        }
        long code = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(token.text().charAt(i), radix);
            if (digit < 0 || token.text().charAt(i) > 'f') {
                throw bad(token, at, end);
            }
            code = code * radix + digit;
        }
        boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        if (code > Character.MAX_CODE_POINT || surrogate || (radix == 8 && code > 255)) {
            throw bad(token, at, end);
        }
        out.appendCodePoint((int) code);
        return end;
    }

    private static SyntaxException bad(Token token, int from, int to) {
        TextRange range = new TextRange(
                token.start() + from, token.start() + Math.min(to, token.text().length()));
        return SyntaxException.at(
                range,
                "unknown escape "
                        + token.text().substring(from, Math.min(to, token.text().length())),
                "write a backslash twice to get one; known are \\n \\t \\r \\\" \\\\ \\xHH \\uHHHH");
    }

    /** A string literal that reads back as {@code value}. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 127) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
