package phoenix.engine.exporter.otlp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where {@code otlp_grpc} connects to, by the Collector's rules.
 *
 * @param tls what the scheme says; empty without one: then {@code tls.insecure} decides
 */
record GrpcEndpoint(Optional<Boolean> tls, String host, int port) {
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /** @throws IllegalArgumentException with what is wrong */
    static GrpcEndpoint of(String endpoint) {
        Optional<Boolean> tls = Optional.empty();
        String address = endpoint;
        if (address.startsWith("https://")) {
            tls = Optional.of(true);
            address = address.substring("https://".length());
        } else if (address.startsWith("http://")) {
            tls = Optional.of(false);
            address = address.substring("http://".length());
        } else if (address.startsWith("dns:///")) {
            address = address.substring("dns:///".length());
        } else if (address.contains("://") || address.startsWith("unix:")) {
            throw new IllegalArgumentException("has a scheme that is not supported; use host:port");
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.endsWith("]")) {
            throw new IllegalArgumentException("has no port, which gRPC needs: for example "
                    + (address.isEmpty() ? "localhost" : address) + ":4317");
        }
        String port = address.substring(colon + 1);
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535 || Integer.parseInt(port) == 0) {
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
        return new GrpcEndpoint(tls, host.isEmpty() ? "localhost" : host, Integer.parseInt(port));
    }
}
