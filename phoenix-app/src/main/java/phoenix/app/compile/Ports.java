package phoenix.app.compile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import phoenix.config.compile.otelcol.PortProbe;

/**
 * Asks the machine whether a port can be had: by binding it for a moment, and, where a comparison page is to be, by looking
 * whether the page of this variant is there already. So a configuration that is compiled while its collector runs keeps
 * its ports.
 */
final class Ports implements PortProbe {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int PAGE_BYTES_MAX = 1 << 20;

    private final String experiment;
    private final String variant;

    Ports(String experiment, String variant) {
        this.experiment = "experiment=\"" + experiment + "\"";
        this.variant = "variant=\"" + variant + "\"";
    }

    @Override
    public boolean isFree(String host, int port, boolean page) {
        try {
            InetAddress address = InetAddress.getByName(host);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(address, port), 1);
                return true;
            } catch (IOException e) {
                return page && servesPage(address, port);
            }
        } catch (IOException e) {
            // An address of another machine: nothing is known of its ports.
            return true;
        }
    }

    private boolean servesPage(InetAddress address, int port) {
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reachable, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readNBytes(PAGE_BYTES_MAX), StandardCharsets.UTF_8);
            return text.contains(experiment) && text.contains(variant);
        } catch (IOException e) {
            return false;
        }
    }
}
