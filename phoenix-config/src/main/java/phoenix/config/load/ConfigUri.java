package phoenix.config.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where configuration comes from: {@code scheme:value}. Grammar as in the Collector ({@code confmap/resolver.go}). */
record ConfigUri(String scheme, String value) {
    private static final Pattern SYNTAX = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    /** The argument of {@code --config}: without a scheme it is a path, and one letter before a colon is a drive. */
    static ConfigUri ofArgument(String text) {
        if (!text.contains(":") || text.matches("(?s)[A-Za-z]:.*")) {
            return new ConfigUri("file", text);
        }
        return parse(text);
    }

    /** What stands between <code>${</code> and <code>}</code>: without a scheme it is a variable. */
    static ConfigUri ofExpansion(String text) {
        return text.contains(":") ? parse(text) : new ConfigUri("env", text);
    }

    private static ConfigUri parse(String text) {
        Matcher m = SYNTAX.matcher(text);
        // An empty scheme is refused by the retriever together with unknown ones.
        return m.matches() ? new ConfigUri(m.group(1), m.group(2)) : new ConfigUri("", text);
    }
}
