package phoenix.engine.exporter.sending;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where an exporter posts to.
 *
 * @param path with the query, if any
 */
public record HttpEndpoint(boolean tls, String host, int port, String path) {
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
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a user or password; use headers");
        }
        boolean tls = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("has no valid port");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        return new HttpEndpoint(tls, host, port, path + query);
    }
}
