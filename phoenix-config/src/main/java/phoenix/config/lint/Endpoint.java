package phoenix.config.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/**
 * Where something listens or sends, as configurations write it: {@code host:port} or a URL.
 *
 * @param scheme in lower case; empty when none is written
 * @param host without brackets, in lower case
 * @param port -1 when none is written
 * @param path with its slash; empty when there is none
 */
record Endpoint(String scheme, String host, int port, String path) {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:[^/@]*@)?(\\[[^]]*]|[^:/?#]*)(?::(\\d{1,5}))?(/[^?#]*)?([?#].*)?");
    private static final Pattern PRIVATE = Pattern.compile(
            "10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*"
                + "|f[cd][0-9a-f]{2}:.*|fe80:.*");
    private static final Pattern INTERNAL =
            Pattern.compile("[^.:]*|.*\\.(local|localdomain|internal|svc|lan|home|cluster|test|consul)|.*\\.svc\\..*");

    /** Nothing where a part is not known, because a variable is not set, or there is no text. */
    static Optional<Endpoint> of(YamlNode node) {
        return node.origin().unset().isEmpty() ? Nodes.text(node).flatMap(Endpoint::parse) : Optional.empty();
    }

    static Optional<Endpoint> parse(String text) {
        Matcher m = SYNTAX.matcher(text.strip());
        if (!m.matches() || text.contains("$")) {
            return Optional.empty();
        }
        String host = m.group(2).toLowerCase(java.util.Locale.ROOT);
        return Optional.of(new Endpoint(
                m.group(1) == null ? "" : m.group(1).toLowerCase(java.util.Locale.ROOT),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                m.group(3) == null ? -1 : Integer.parseInt(m.group(3)),
                m.group(4) == null ? "" : m.group(4)));
    }

    boolean isEverywhere() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** In one's own network, as far as the name tells: names without a dot are those of containers and services. */
    boolean isInternal() {
        return isLoopback()
                || PRIVATE.matcher(host).matches()
                || (!host.contains(":") && INTERNAL.matcher(host).matches());
    }

    boolean isNewRelic() {
        return host.endsWith("nr-data.net") || host.endsWith("newrelic.com");
    }

    /** With another port in the same place: {@code https://x:4318}. */
    String withPort(int other) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return (scheme.isEmpty() ? "" : scheme + "://") + shown + ":" + other + path;
    }
}
