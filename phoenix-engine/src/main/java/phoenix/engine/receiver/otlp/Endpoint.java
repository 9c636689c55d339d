package phoenix.engine.receiver.otlp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.Field;

/** An address to listen on, {@code host:port} as Go writes it: an empty host is every address, IPv6 has brackets. */
final class Endpoint {
    private static final int PORT_MAX = 65_535;

    private Endpoint() {}

    static void check(String endpoint, Field<String> field, CheckContext context) {
        String problem = problem(endpoint);
        if (!problem.isEmpty()) {
            context.error(field, problem, "for example localhost:4317, or 0.0.0.0:4317 for all interfaces");
        }
    }

    private static String problem(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        if (colon < 0) {
            return "must be host:port";
        }
        String host = endpoint.substring(0, colon);
        if (host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"))) {
            return "must have an IPv6 address in brackets";
        }
        String port = endpoint.substring(colon + 1);
        return port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= PORT_MAX ? "" : "must have a port of 0 to 65535";
    }

    static InetSocketAddress resolve(String endpoint) throws UnknownHostException {
        int colon = endpoint.lastIndexOf(':');
        int port = Integer.parseInt(endpoint.substring(colon + 1));
        String host = endpoint.substring(0, colon);
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
