package phoenix.engine.net;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Content-Type} as strictly as Go's {@code mime.ParseMediaType}. */
public final class MediaType {
    private static final int CHARS_MAX = 1000;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern PATTERN = Pattern.compile("\\s*+(" + TOKEN + "/" + TOKEN + ")\\s*+(?:;\\s*+" + TOKEN
            + "=(?:" + TOKEN + "|\"[^\"\\\\]*+\")\\s*+)*+;?\\s*+");

    private MediaType() {}

    /** Type and subtype in lower case, whatever the parameters; empty for what is no media type. */
    public static String of(String contentType) {
        if (contentType.length() > CHARS_MAX) {
            return "";
        }
        Matcher parts = PATTERN.matcher(contentType);
        return parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
