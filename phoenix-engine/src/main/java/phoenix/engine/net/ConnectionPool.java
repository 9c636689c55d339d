package phoenix.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections for the next request; each serves one request at a time. There are as many as requests under way
 * at once, which the sending queue limits. Thread-safe.
 */
final class ConnectionPool<C extends ConnectionPool.Connection> implements Closeable {
    /** As in Go's default transport: a connection that was idle for longer is not used again. */
    private static final long IDLE_NANOS_MAX = 90_000_000_000L;

    interface Connection extends Closeable {
        Wire wire();

        /** Whether a request may be sent on it; looks at what the peer sent meanwhile. */
        boolean isUsable();

        @Override
        void close();
    }

    interface Opener<C> {
        C open(Deadline deadline) throws IOException;
    }

    private record Idle<C>(C connection, long sinceNanos) {}

    private final Opener<C> opener;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Idle<C>> idle = new ArrayDeque<>();
    private final Set<C> open = new HashSet<>();
    private boolean closed;

    ConnectionPool(Opener<C> opener, LongSupplier nanoTime) {
        this.opener = opener;
        this.nanoTime = nanoTime;
    }

    /** A connection for the caller alone, to be given back or discarded. */
    C take(Deadline deadline) throws IOException {
        for (Idle<C> kept = pollIdle(); kept != null; kept = pollIdle()) {
            C connection = kept.connection();
            connection.wire().guardedBy(deadline);
            if (nanoTime.getAsLong() - kept.sinceNanos() < IDLE_NANOS_MAX && connection.isUsable()) {
                return connection;
            }
            discard(connection);
        }
        C opened = opener.open(deadline);
        synchronized (this) {
            if (!closed) {
                open.add(opened);
                return opened;
            }
        }
        opened.close();
        throw new IOException("shutting down");
    }

    private synchronized @Nullable Idle<C> pollIdle() {
        return idle.pollLast();
    }

    synchronized void giveBack(C connection) {
        if (!closed) {
            idle.addLast(new Idle<>(connection, nanoTime.getAsLong()));
        }
    }

    void discard(C connection) {
        synchronized (this) {
            open.remove(connection);
        }
        connection.close();
    }

    /** Closes the connections in use too: requests under way fail. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(Connection::close);
        open.clear();
        idle.clear();
    }
}
