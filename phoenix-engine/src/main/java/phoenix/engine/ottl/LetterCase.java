package phoenix.engine.ottl;

/** Snake and camel case as the library that the Collector uses (strcase) makes them. */
final class LetterCase {
    private LetterCase() {}

    /** {@code helloWorld fooBar2} becomes {@code hello_world_foo_bar_2}. */
    static String snake(String text) {
        String trimmed = text.strip();
        StringBuilder out = new StringBuilder(trimmed.length() + 8);
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            char lower = isUpper(c) ? (char) (c + 32) : c;
            if (i + 1 < trimmed.length()) {
                char next = trimmed.charAt(i + 1);
                boolean boundary = (isUpper(c) && (isLower(next) || isDigit(next)))
                        || (isLower(c) && (isUpper(next) || isDigit(next)))
                        || (isDigit(c) && (isUpper(next) || isLower(next)));
                if (boundary) {
                    i = boundary(trimmed, i, out, lower);
                    continue;
                }
            }
            out.append(c == ' ' || c == '_' || c == '-' || c == '.' ? '_' : lower);
        }
        return out.toString();
    }

    /** A capital begins a word where a small letter follows; else the word ends with this character. */
    private static int boundary(String text, int at, StringBuilder out, char lower) {
        char c = text.charAt(at);
        char next = text.charAt(at + 1);
        if (isUpper(c) && isLower(next)) {
            if (at > 0 && !out.isEmpty() && out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
            out.append(lower);
        } else {
            out.append(lower);
            if (isLower(c) || isDigit(c) || isDigit(next)) {
                out.append('_');
            }
        }
        return at;
    }

    /** {@code hello_world foo-bar} becomes {@code HelloWorldFooBar}. */
    static String camel(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean capital = true;
        for (char c : text.strip().toCharArray()) {
            boolean separator = c == '_' || c == ' ' || c == '-' || c == '.';
            if (!separator) {
                out.append(capital && isLower(c) ? (char) (c - 32) : c);
            }
            capital = separator || isDigit(c);
        }
        return out.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
