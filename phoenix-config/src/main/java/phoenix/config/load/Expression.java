package phoenix.config.load;

import java.util.Optional;

/**
 * One <code>${uri}</code> in a text, the innermost of nested ones.
 *
 * @param from offset of the dollar sign
 * @param to offset behind the closing brace
 */
record Expression(String uri, int from, int to) {

    /**
     * The expression to expand next: the one that closes first, opened last. Nothing when that one is escaped, that is
     * when an odd number of dollar signs stands before it ({@code confmap/expand.go}, findURI).
     */
    static Optional<Expression> firstIn(String text) {
        int close = text.indexOf('}');
        while (close >= 0) {
            int open = text.lastIndexOf("${", close);
            int previousClose = text.lastIndexOf('}', close - 1);
            if (open > previousClose) {
                return dollarsBefore(text, open) % 2 == 1
                        ? Optional.empty()
                        : Optional.of(new Expression(text.substring(open + 2, close), open, close + 1));
            }
            close = text.indexOf('}', close + 1);
        }
        return Optional.empty();
    }

    /** Whether an escaped expression hides a later one that is not escaped. */
    static boolean escapeHides(String text) {
        int open = text.indexOf("${");
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close >= 0 && dollarsBefore(text, open) % 2 == 0) {
                return true;
            }
            open = text.indexOf("${", open + 2);
        }
        return false;
    }

    private static int dollarsBefore(String text, int open) {
        int count = 0;
        while (open - count > 0 && text.charAt(open - count - 1) == '$') {
            count++;
        }
        return count;
    }

    boolean isWhole(String text) {
        return from == 0 && to == text.length();
    }

    /** Every occurrence, as the Collector does, so that a URI is read once. */
    String replaceAll(String text, String replacement) {
        return text.replace(text.substring(from, to), replacement);
    }
}
