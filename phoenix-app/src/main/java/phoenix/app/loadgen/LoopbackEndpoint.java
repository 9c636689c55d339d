package phoenix.app.loadgen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import phoenix.app.cli.CommandFailure;
import phoenix.engine.net.Target;

/** {@code HOST:PORT} of an option; a load for another machine has to be asked for. */
final class LoopbackEndpoint {
    private LoopbackEndpoint() {}

    static Target parse(String endpoint, boolean allowRemote) {
        int colon = endpoint.lastIndexOf(':');
        String host = colon < 0 ? "" : endpoint.substring(0, colon).replaceAll("^\\[|]$", "");
        int port;
        try {
            port = Integer.parseInt(endpoint.substring(colon + 1));
        } catch (NumberFormatException _) {
            port = 0;
        }
        if (host.isEmpty() || host.contains("/") || port < 1 || port > 65_535) {
            throw CommandFailure.usage(
                    "--endpoint needs HOST:PORT, not \"" + endpoint + "\"", "For example --endpoint 127.0.0.1:4317");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw CommandFailure.usage("--endpoint: there is no host \"" + host + "\"", null);
        }
        if (!address.isLoopbackAddress() && !allowRemote) {
            throw CommandFailure.usage(
                    "--endpoint: " + host + " is not this machine, and nothing was sent",
                    "A load can hurt whoever gets it: --allow-remote says that it is meant.");
        }
        // The address and not the name: it is the one that was looked at.
        return new Target(address.getHostAddress(), port, null);
    }
}
