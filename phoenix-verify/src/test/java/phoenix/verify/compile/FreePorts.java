package phoenix.verify.compile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import phoenix.config.compile.otelcol.PortProbe;

/** Asks the machine. */
final class FreePorts implements PortProbe {
    @Override
    public boolean isFree(String host, int port, boolean page) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
