package phoenix.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.Listeners.Listener;
import phoenix.engine.component.Scheduler;

/**
 * Accepts TCP connections and serves the first few on platform threads, the others on virtual ones, so that thousands of slow
 * clients cost memory in kilobytes each and hold up nobody else. The number of connections is limited: at the limit the one that has been of least use
 * makes room, which is one that never finished a request, else the one whose last request is the longest ago, but never
 * one that is being answered. Connections past their deadlines are closed once a second. Thread-safe.
 */
public final class Server implements Closeable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final int BACKLOG = 512;
    /** A platform thread waits in the kernel; a virtual one costs two wake-ups more for each frame, a tenth of all CPU. */
    private static final int PLATFORM_THREADS_MAX = 16;

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Settings settings;
    private final Scheduler scheduler;
    private final ThreadFactory threads;
    private final Protocol protocol;
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private @Nullable Listener listener;
    private Scheduler.Task sweeper = () -> {};
    private boolean closed;

    /**
     * What a server is.
     *
     * @param name for its threads and its log
     * @param tls null for plain text
     * @param protocols the application protocols to agree on by ALPN, the best first, where there is TLS
     * @param openingTime for the TLS handshake and the first bytes of a client
     */
    public record Settings(
            String name, @Nullable ServerTls tls, List<String> protocols, int connectionsMax, Duration openingTime) {}

    /** Serves one connection on the calling thread, and returns when it is to be closed. */
    @FunctionalInterface
    public interface Protocol {
        void serve(ServerConnection connection) throws IOException;
    }

    /** @param threads makes the thread that accepts connections, and those of the first connections */
    public Server(Settings settings, Scheduler scheduler, ThreadFactory threads, Protocol protocol) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.threads = threads;
        this.protocol = protocol;
    }

    /** Binds the address and serves from then on. */
    public InetSocketAddress start(InetSocketAddress address) throws IOException {
        return start(address, new Listeners());
    }

    /** The same; may take over the address of another server. */
    public InetSocketAddress start(InetSocketAddress address, Listeners listeners) throws IOException {
        Listener opened = listeners.listen(address, BACKLOG, threads, this::admit);
        sweeper = scheduler.every(SWEEP, SWEEP, this::sweep);
        synchronized (connections) {
            listener = opened;
        }
        return opened.address();
    }

    /** Takes no new connections; those that are open go on. */
    public void stopAccepting() {
        Listener open;
        synchronized (connections) {
            closed = true;
            open = listener;
        }
        if (open != null) {
            open.close(); // outside the lock: connections are admitted under that of the listeners
        }
    }

    /** Closes the address and all connections. */
    @Override
    public void close() {
        stopAccepting();
        sweeper.cancel();
        List<ServerConnection> open;
        synchronized (connections) {
            open = List.copyOf(connections);
            connections.clear();
        }
        open.forEach(ServerConnection::close);
    }

    public int connectionCount() {
        synchronized (connections) {
            return connections.size();
        }
    }

    /** The connections that are open now. */
    public List<ServerConnection> connections() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    private void admit(Socket socket) {
        ServerConnection connection = new ServerConnection(socket, scheduler);
        ServerConnection evicted = null;
        int count;
        synchronized (connections) {
            if (!closed && connections.size() >= settings.connectionsMax()) {
                evicted = leastUseful();
                if (evicted != null) {
                    connections.remove(evicted);
                }
            }
            if (closed || connections.size() >= settings.connectionsMax()) {
                closeQuietly(socket);
                return;
            }
            connections.add(connection);
            count = connections.size();
        }
        if (evicted != null) {
            evicted.abort();
        }
        Runnable serving = () -> serve(connection);
        if (count <= PLATFORM_THREADS_MAX) {
            threads.newThread(serving).start();
        } else {
            Thread.ofVirtual().name(settings.name()).start(serving);
        }
    }

    private @Nullable ServerConnection leastUseful() {
        ServerConnection least = null;
        for (ServerConnection connection : connections) {
            if (!connection.isWorking() && (least == null || connection.isLessUsefulThan(least))) {
                least = connection;
            }
        }
        return least;
    }

    private void serve(ServerConnection connection) {
        try {
            connection.expireAfter(settings.openingTime());
            connection.open(settings.tls(), settings.protocols());
            protocol.serve(connection);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, settings.name() + ": a client went away: " + e.getMessage());
        } catch (RuntimeException bug) {
            connection.report(bug);
        } finally {
            connection.close();
            synchronized (connections) {
                connections.remove(connection);
            }
        }
    }

    private void sweep() {
        for (ServerConnection connection : connections()) {
            connection.sweep();
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing: " + e.getMessage());
        }
    }
}
