package phoenix.engine.receiver.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where a page is fetched from. */
record Origin(boolean secure, String host, int port) {
    static Origin of(URI uri) throws IOException {
        String scheme = uri.getScheme();
        boolean secure = "https".equalsIgnoreCase(scheme);
        String host = uri.getHost();
        if (host == null || !(secure || "http".equalsIgnoreCase(scheme))) {
            throw new IOException("a redirect to " + scheme + "://" + host + ", which cannot be followed");
        }
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(secure, plain, uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort());
    }

    /** Path and query. */
    static String path(URI uri) {
        String path = uri.getRawPath();
        return (path == null || path.isEmpty() ? "/" : path)
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** What a {@code Location} means that was found here. */
    URI resolve(String path, @Nullable String location) throws IOException {
        String authority = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        try {
            return new URI((secure ? "https://" : "http://") + authority + path)
                    .resolve(new URI(location == null ? "" : location));
        } catch (URISyntaxException e) {
            throw new IOException("a redirect to nowhere", e);
        }
    }
}
