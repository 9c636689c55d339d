package phoenix.engine.net.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import phoenix.engine.component.StartException;

/**
 * {@code host:port} as Go writes it: no host is every address, an IPv6 address stands in brackets. The empty text, which
 * some components take, is a port of the system's choice on every address.
 */
public final class ListenAddress {
    private static final int PORT_MAX = 65_535;

    private ListenAddress() {}

    /** What is wrong with the text; empty when nothing is. */
    public static String problem(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        if (colon < 0) {
            return "must be host:port";
        }
        String host = endpoint.substring(0, colon);
        if (host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"))) {
            return "must have an IPv6 address in brackets";
        }
        try {
            int port = Integer.parseInt(endpoint.substring(colon + 1));
            return port < 0 || port > PORT_MAX ? "must have a port of 0 to 65535" : "";
        } catch (NumberFormatException e) {
            return "must have a number as its port";
        }
    }

    /** Starts what listens at an address, and tells where it does. */
    @FunctionalInterface
    public interface Opening {
        InetSocketAddress at(InetSocketAddress address) throws IOException;
    }

    /**
     * Opens an endpoint, which has no {@link #problem}.
     *
     * @param place what the endpoint is of, for the message
     * @throws StartException when it cannot be had; the message says what to do
     */
    public static InetSocketAddress open(String place, String endpoint, Opening opening) throws StartException {
        try {
            return opening.at(resolve(endpoint));
        } catch (UnknownHostException e) {
            throw new StartException(
                    place + ": endpoint " + endpoint + ": no such host; use an address of this machine", e);
        } catch (IOException e) {
            throw new StartException(
                    place + ": cannot listen on " + endpoint + " (" + e.getMessage()
                            + "): stop what uses the port, or choose another endpoint; port 0 takes any free one",
                    e);
        }
    }

    private static InetSocketAddress resolve(String endpoint) throws UnknownHostException {
        if (endpoint.isEmpty()) {
            return new InetSocketAddress(0);
        }
        int colon = endpoint.lastIndexOf(':');
        int port = Integer.parseInt(endpoint.substring(colon + 1));
        String host = endpoint.substring(0, colon);
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
