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
            if (i + 1 < trimmed.length() && isBoundary(c, trimmed.charAt(i + 1))) {
                char next = trimmed.charAt(i + 1);
                boolean endsAcronym = isUpper(c) && isLower(next) && i > 0 && isUpper(trimmed.charAt(i - 1));
                out.append(endsAcronym ? "_" : "").append(lower);
                out.append(isLower(c) || isDigit(c) || isDigit(next) ? "_" : "");
            } else {
                out.append(isSeparator(c) ? '_' : lower);
            }
        }
        return out.toString();
    }

    private static boolean isBoundary(char c, char next) {
        return (isUpper(c) && (isLower(next) || isDigit(next)))
                || (isLower(c) && (isUpper(next) || isDigit(next)))
                || (isDigit(c) && (isUpper(next) || isLower(next)));
    }

    /** {@code hello_world foo-bar} becomes {@code HelloWorldFooBar}; what is no ASCII letter or digit goes. */
    static String camel(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean capital = true;
        boolean afterUpper = false;
        for (char c : text.strip().toCharArray()) {
            boolean upper = isUpper(c);
            if (upper || isLower(c)) {
                boolean lowers = upper && afterUpper && !capital;
                out.append(capital && !upper ? (char) (c - 32) : lowers ? (char) (c + 32) : c);
                capital = false;
            } else if (isDigit(c)) {
                out.append(c);
                capital = true;
            } else {
                capital = isSeparator(c);
            }
            afterUpper = upper;
        }
        return out.toString();
    }

    private static boolean isSeparator(char c) {
        return c == '_' || c == ' ' || c == '-' || c == '.';
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
