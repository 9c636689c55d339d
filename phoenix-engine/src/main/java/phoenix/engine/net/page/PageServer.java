package phoenix.engine.net.page;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.Listeners.Listener;
import phoenix.engine.component.Scheduler;

/**
 * The HTTP/1.1 server of one endpoint that is only read. It has no need of a framework, and of the ready-made ones none limits how
 * long a client may take to read an answer. Each request and each answer has a deadline, at which the connection is
 * closed; connections are limited, and where the limit is reached the one that is idle longest makes room.
 */
public final class PageServer {
    private static final System.Logger LOG = System.getLogger(PageServer.class.getName());
    private static final int BACKLOG = 64;
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    /**
     * What a client may take.
     *
     * @param connectionsMax how many clients at once
     * @param headTime from the first look for a request to the end of its head, on a new connection
     * @param idleTime how long a connection may wait for its next request
     * @param writeTime for reading an answer
     */
    public record Limits(int connectionsMax, Duration headTime, Duration idleTime, Duration writeTime) {
        public static final Limits DEFAULT =
                new Limits(64, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    private final Limits limits;
    private final Scheduler scheduler;
    private final ThreadFactory threads;
    private final Function<PageRequest, PageResponse> handler;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final AtomicLong bytesOnTheWay = new AtomicLong();
    private @Nullable Listener listener;
    private boolean closed;

    /** @param handler makes the answer to a request; called on the connection's thread, from several at once */
    public PageServer(
            Limits limits, Scheduler scheduler, ThreadFactory threads, Function<PageRequest, PageResponse> handler) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.threads = threads;
        this.handler = handler;
    }

    /** Binds the address and answers from then on. */
    public InetSocketAddress start(InetSocketAddress address) throws IOException {
        return start(address, new Listeners());
    }

    /** The same; may take over the address of another server. */
    public InetSocketAddress start(InetSocketAddress address, Listeners listeners) throws IOException {
        Listener opened = listeners.listen(address, BACKLOG, threads, this::admit);
        synchronized (connections) {
            listener = opened;
        }
        return opened.address();
    }

    /** Closes the endpoint and all connections. */
    public void close() {
        Listener open;
        synchronized (connections) {
            closed = true;
            open = listener;
            connections.forEach(connection -> closeQuietly(connection.socket));
            connections.clear();
        }
        if (open != null) {
            open.close(); // outside the lock: connections are admitted under that of the listeners
        }
    }

    /** The bytes of answers that clients have not taken yet. */
    public long bytesOnTheWay() {
        return bytesOnTheWay.get();
    }

    public int connectionCount() {
        synchronized (connections) {
            return connections.size();
        }
    }

    private void admit(Socket socket) {
        Connection connection = new Connection(socket);
        synchronized (connections) {
            if (closed || (connections.size() >= limits.connectionsMax() && !evictIdle())) {
                closeQuietly(socket);
                return;
            }
            connections.add(connection);
        }
        threads.newThread(connection::serve).start();
    }

    /** Called with the lock. The set keeps the order of arrival, and a connection goes to its end when it is served. */
    private boolean evictIdle() {
        for (Connection connection : connections) {
            if (connection.idle) {
                connections.remove(connection);
                closeQuietly(connection.socket);
                return true;
            }
        }
        return false;
    }

    private static void closeQuietly(java.io.Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing: " + e.getMessage());
        }
    }

    private final class Connection {
        final Socket socket;
        boolean idle;

        Connection(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                socket.setTcpNoDelay(true);
                socket.setSendBufferSize(SEND_BUFFER_BYTES); // else the kernel grows it to megabytes for each client
                InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
                OutputStream out = socket.getOutputStream();
                Duration wait = limits.headTime();
                boolean more = true;
                while (more) {
                    more = exchange(in, out, wait);
                    wait = limits.idleTime();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a scraper went away: " + e.getMessage());
            } finally {
                synchronized (connections) {
                    connections.remove(this);
                }
            }
        }

        private boolean exchange(InputStream in, OutputStream out, Duration wait) throws IOException {
            Scheduler.Task deadline = closeAfter(wait);
            Optional<PageRequest> request;
            try {
                request = PageRequest.read(in);
            } finally {
                deadline.cancel();
            }
            if (request.isEmpty()) {
                return false;
            }
            setIdle(false);
            PageResponse response = handler.apply(request.get());
            boolean keep = request.get().keepsConnection();
            deadline = closeAfter(limits.writeTime());
            bytesOnTheWay.addAndGet(response.body().length);
            try {
                response.write(out, !request.get().method().equals("HEAD"), keep);
            } finally {
                bytesOnTheWay.addAndGet(-response.body().length);
                deadline.cancel();
            }
            setIdle(true);
            return keep;
        }

        private Scheduler.Task closeAfter(Duration time) {
            return scheduler.after(time, this::abort);
        }

        /** With a reset: what the client has not taken must not go on lying in the kernel's buffers. */
        private void abort() {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "closing: " + e.getMessage());
            }
            closeQuietly(socket);
        }

        private void setIdle(boolean isIdle) {
            synchronized (connections) {
                idle = isIdle;
                if (isIdle && connections.remove(this)) {
                    connections.add(this);
                }
            }
        }
    }
}
