package phoenix.engine.exporter.otlp;

import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.engine.exporter.sending.UnusableEndpoint;
import phoenix.engine.net.TlsSettings;

/**
 * Where {@code otlp_grpc} connects to, by the Collector's rules.
 *
 * @param secure whether {@code https://} asks for TLS; without it {@code tls.insecure} decides, also with {@code http://}
 */
record GrpcEndpoint(boolean secure, String host, int port) {
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /**
     * What to shake hands with; empty for plain text. As in the Collector, {@code insecure} says nothing beside
     * authorities, and beside {@code https://} it turns all that stands with it off.
     */
    Optional<TlsSettings> security(TlsSettings given) {
        if (!given.insecure() || given.caFile().isPresent() || given.caPem().isPresent()) {
            return Optional.of(given);
        }
        return secure ? Optional.of(TlsSettings.DEFAULT) : Optional.empty();
    }

    /** @throws IllegalArgumentException with what is wrong */
    static GrpcEndpoint of(String endpoint) {
        String address = endpoint;
        boolean secure = address.startsWith("https://");
        if (secure) {
            address = address.substring("https://".length());
        } else if (address.startsWith("http://")) {
            address = address.substring("http://".length());
        } else if (address.startsWith("dns:///")) {
            address = address.substring("dns:///".length());
        } else if (address.startsWith("passthrough:///")) {
            address = address.substring("passthrough:///".length());
        } else if (address.contains("://") || address.startsWith("unix:")) {
            throw new IllegalArgumentException("has a scheme that is not supported; use host:port");
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.endsWith("]")) {
            throw new IllegalArgumentException("has no port, which gRPC needs: for example "
                    + (address.isEmpty() ? "localhost" : address) + ":4317");
        }
        String port = address.substring(colon + 1);
        if (PORT.matcher(port).matches() && (Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0)) {
            throw UnusableEndpoint.anywhere("has an invalid port \"" + port + "\"");
        }
        if (!PORT.matcher(port).matches()) {
            throw new IllegalArgumentException(
                    port.contains("/")
                            ? "has a path, which gRPC has no use for; end it after the port"
                            : "has an invalid port \"" + port + "\"");
        }
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.contains(":")) {
            throw new IllegalArgumentException("has too many colons; write an IPv6 address in brackets");
        }
        host = bracketed ? host.substring(1, host.length() - 1) : host;
        return new GrpcEndpoint(secure, host.isEmpty() ? "localhost" : host, Integer.parseInt(port));
    }
}
