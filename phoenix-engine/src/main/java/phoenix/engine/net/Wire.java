package phoenix.engine.net;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A TCP connection with buffers, TLS inside if the target asks for it. For one thread at a time, but for close(). */
public final class Wire implements Closeable {
    private static final int BUFFER_BYTES = 16 << 10;
    /** Small, since it is kept for every client that a server waits for. */
    private static final int ACCEPTED_BUFFER_BYTES = 4 << 10;

    private static final int CONNECT_MILLIS_MAX = 30_000;

    private final Socket raw;
    private final Socket socket;
    private final BufferedInputStream in;
    private final BufferedOutputStream out;
    private final String protocol;

    private Wire(Socket raw, Socket socket, int inputBytes) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), inputBytes);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        String agreed = socket instanceof SSLSocket tls ? tls.getApplicationProtocol() : null;
        this.protocol = agreed == null ? "" : agreed;
    }

    /** The server's side of an accepted connection. */
    public static Wire accepted(Socket socket) throws IOException {
        return accepted(socket, socket);
    }

    /** @param socket what to read and write: {@code raw}, or the TLS around it */
    static Wire accepted(Socket raw, Socket socket) throws IOException {
        raw.setTcpNoDelay(true);
        return new Wire(raw, socket, ACCEPTED_BUFFER_BYTES);
    }

    /**
     * Connects, to each address of the host in turn until one answers.
     *
     * @param protocols what to agree on by ALPN, the best first, where there is TLS; empty to leave it open
     */
    public static Wire open(Target target, List<String> protocols, Deadline deadline) throws IOException {
        IOException failure = new UnknownHostException(target.host());
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
            Socket raw = new Socket();
            try {
                raw.setTcpNoDelay(true);
                raw.setKeepAlive(true);
                deadline.guard(raw);
                raw.connect(new InetSocketAddress(address, target.port()), CONNECT_MILLIS_MAX);
                Tls tls = target.tls();
                return new Wire(raw, tls == null ? raw : tls.handshake(raw, target, protocols), BUFFER_BYTES);
            } catch (IOException e) {
                raw.close();
                failure = e;
                if (deadline.isExpired()) {
                    break;
                }
            }
        }
        throw failure;
    }

    /** What both ends agreed to speak by ALPN, such as {@code h2}; empty when they did not. */
    public String protocol() {
        return protocol;
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    /** The connection is now the one that this deadline closes. */
    public void guardedBy(Deadline deadline) throws SocketTimeoutException {
        deadline.guard(raw);
    }

    /** True when something arrived, or the peer has closed: then the next read does not wait. Takes 1 ms at most. */
    public boolean hasInput() {
        try {
            socket.setSoTimeout(1);
            try {
                in.mark(1);
                if (in.read() < 0) {
                    return true;
                }
                in.reset();
                return true;
            } catch (SocketTimeoutException _) {
                return false;
            } finally {
                socket.setSoTimeout(0);
            }
        } catch (IOException _) {
            return true;
        }
    }

    /** Fills the array, or fails with EOFException. */
    public void readFully(byte[] into) throws IOException {
        if (in.readNBytes(into, 0, into.length) < into.length) {
            throw new EOFException("the peer closed the connection");
        }
    }

    /** Safe from any thread; ends what others do on the connection. Says no goodbye: that could block. */
    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException _) {
            // closed enough
        }
    }
}
