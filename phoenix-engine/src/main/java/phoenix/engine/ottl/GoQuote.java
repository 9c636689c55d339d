package phoenix.engine.ottl;

/** Text in quotes as Go's {@code strconv} writes it. */
final class GoQuote {
    private GoQuote() {}

    /** In double quotes; {@code ascii} escapes all else. */
    static String text(String text, boolean ascii) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> escape(c, '"', ascii, out));
        return out.append('"').toString();
    }

    /** One character in single quotes. */
    static String character(String character, boolean ascii) {
        StringBuilder out = new StringBuilder("'");
        escape(character.codePointAt(0), '\'', ascii, out);
        return out.append('\'').toString();
    }

    /** Whether the text can stand between backquotes as it is. */
    static boolean canStandRaw(String text) {
        return text.codePoints().allMatch(c -> c != '`' && c != 0x7f && c != 0xfeff && (c >= ' ' || c == '\t'));
    }

    private static void escape(int c, char quote, boolean ascii, StringBuilder out) {
        if (c == quote || c == '\\') {
            out.append('\\').append((char) c);
            return;
        }
        if (c < 0x7f ? c >= ' ' : !ascii && isPrintable(c)) {
            out.appendCodePoint(c);
            return;
        }
        switch (c) {
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            default -> {
                String form = c < ' ' || c == 0x7f ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                out.append(String.format(form, c));
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
