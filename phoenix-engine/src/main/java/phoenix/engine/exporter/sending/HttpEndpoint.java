package phoenix.engine.exporter.sending;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an exporter posts to.
 *
 * @param path with the query, if any
 */
public record HttpEndpoint(boolean tls, String host, int port, String path) {
    private static final Pattern AUTHORITY = Pattern.compile("([^\\s:@\\[\\]]+|\\[[0-9A-Fa-f:.%]+])(?::(\\d{1,6})?)?");
    private static final String SIGNAL_PATH = "v1/metrics";

    /** The URL for OTLP metrics below a base URL, by the Collector's rule. */
    public static HttpEndpoint ofBase(String base) {
        return of(base.endsWith("/") ? base + SIGNAL_PATH : base + "/" + SIGNAL_PATH);
    }

    /**
     * Takes a URL as it is.
     *
     * @throws IllegalArgumentException with what is wrong; the message does not quote the URL, which may hold a secret
     */
    public static HttpEndpoint of(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw UnusableEndpoint.anywhere("must begin with http:// or https://");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.contains("@")) {
            throw UnusableEndpoint.here("must not hold a user or password; use headers");
        }
        // Java reads no host with an underscore, and that is how containers are named.
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw authority.isEmpty() || authority.startsWith(":")
                    ? UnusableEndpoint.anywhere("names no host")
                    : new IllegalArgumentException("names no host");
        }
        boolean tls = scheme.equals("https");
        int port = matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : tls ? 443 : 80;
        if (port == 0 || port > 65_535) {
            throw UnusableEndpoint.anywhere("has no valid port");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return new HttpEndpoint(tls, host, port, path + query);
    }
}
