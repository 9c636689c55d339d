package phoenix.app.sink;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import phoenix.engine.net.Wire;

/**
 * The stand-in: listens for OTLP, answers as New Relic documents, counts. Every listener speaks both OTLP/HTTP and
 * OTLP/gRPC (plain text), by looking at how a connection begins. Thread-safe.
 */
public final class Sink implements Closeable {
    private static final System.Logger LOG = System.getLogger(Sink.class.getName());
    private static final int CONNECTIONS_MAX = 128;
    private static final int BACKLOG = 64;

    private final Intake intake;
    private final ThreadFactory threads;
    private final Map<String, ServerSocket> listeners = new LinkedHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Sink(Intake intake, ThreadFactory threads) {
        this.intake = intake;
        this.threads = threads;
    }

    /**
     * Opens all listeners.
     *
     * @param listeners by name, which is the variant that unmarked points are counted for; port 0 for a free one
     * @throws IOException when one cannot be opened; none is open then
     */
    public static Sink start(
            SinkSettings settings, Map<String, InetSocketAddress> listeners, InstantSource clock, ThreadFactory threads)
            throws IOException {
        Sink sink = new Sink(new Intake(settings, clock), threads);
        try {
            for (Map.Entry<String, InetSocketAddress> listener : listeners.entrySet()) {
                sink.open(listener.getKey(), listener.getValue());
            }
            return sink;
        } catch (IOException e) {
            sink.close();
            throw e;
        }
    }

    private void open(String name, InetSocketAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        listeners.put(name, server);
        server.setReuseAddress(true);
        try {
            server.bind(address, BACKLOG);
        } catch (BindException e) {
            BindException named = new BindException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
        threads.newThread(() -> accept(server, name)).start();
    }

    private void accept(ServerSocket server, String listener) {
        while (!closed) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= CONNECTIONS_MAX) {
                    socket.close();
                    continue;
                }
                connections.add(socket);
                threads.newThread(() -> serve(socket, listener)).start();
            } catch (IOException e) {
                if (!closed) {
                    LOG.log(System.Logger.Level.WARNING, "stand-in: cannot accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket socket, String listener) {
        try (socket) {
            Wire wire = Wire.accepted(socket);
            wire.in().mark(3);
            byte[] start = wire.in().readNBytes(3);
            wire.in().reset();
            if (new String(start, java.nio.charset.StandardCharsets.US_ASCII).equals("PRI")) {
                new GrpcSession(wire, intake, listener).serve();
            } else {
                new HttpSession(wire, intake, listener).serve();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "stand-in: a connection ended", e);
        } finally {
            connections.remove(socket);
        }
    }

    /** Where a listener listens. */
    public InetSocketAddress address(String listener) {
        ServerSocket server = listeners.get(listener);
        if (server == null) {
            throw new IllegalArgumentException("no listener " + listener);
        }
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public SinkSnapshot snapshot() {
        return intake.snapshot();
    }

    /** Requests that were answered with success, empty ones among them. */
    public long acceptedRequests() {
        return intake.acceptedRequests();
    }

    /** The next {@code times} requests that would be taken get this instead. */
    public void inject(InjectedFault fault, int times) {
        intake.inject(fault, times);
    }

    /** Closes the listeners and all connections; counts stay. */
    @Override
    public void close() {
        closed = true;
        intake.close();
        listeners.values().forEach(Sink::closeQuietly);
        connections.forEach(Sink::closeQuietly);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // closed enough
        }
    }
}
