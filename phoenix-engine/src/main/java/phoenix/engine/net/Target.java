package phoenix.engine.net;

import org.jspecify.annotations.Nullable;

/**
 * Where to connect to.
 *
 * @param tls null for plain text
 */
public record Target(String host, int port, @Nullable Tls tls) {
    /** {@code host:port}, an IPv6 address in brackets. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    @Override
    public String toString() {
        return authority();
    }
}
