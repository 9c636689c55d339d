package phoenix.config.compile.otelcol;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a URL. Java's own reading knows no host with an underscore, and that is how containers are named:
 * {@code http://otel_sink:4318}.
 *
 * @param host an IPv6 address in brackets
 * @param port -1 where none is written
 */
public record Authority(String scheme, String host, int port) {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(?::(\\d{1,5}))?");

    /** Empty where the text is no URL of a host, or has a user in it. */
    public static Optional<Authority> of(String url) {
        try {
            URI uri = new URI(url);
            Matcher matcher = HOST.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
            return uri.getScheme() != null && matcher.matches()
                    ? Optional.of(new Authority(
                            uri.getScheme(),
                            matcher.group(1),
                            matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
