package phoenix.engine.component;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which components listen. While one configuration gives way to another ({@link #beginHandOver}), a
 * component may listen where another one still does: from then on connections are its own, the older one keeps those it
 * has, and nobody who connects is refused. Thread-safe.
 */
public final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final Map<InetSocketAddress, Shared> byAddress = new HashMap<>();
    private boolean handingOver;
    private int handOvers;

    /** A component's use of an address, until it is closed. */
    public interface Listener extends Closeable {
        InetSocketAddress address();

        /** Takes no more connections. */
        @Override
        void close();
    }

    /** From now on an address may be taken over. */
    public void beginHandOver() {
        synchronized (byAddress) {
            handingOver = true;
            handOvers++;
        }
    }

    /** To be called when all that are to end have ended. */
    public void endHandOver() {
        synchronized (byAddress) {
            handingOver = false;
            byAddress.forEach((address, shared) -> {
                if (shared.takers.size() > 1) {
                    LOG.log(
                            Level.WARNING,
                            "two components of the new configuration listen on " + address
                                    + ": the one that was there before gets no more connections; give each its own");
                }
            });
        }
    }

    /**
     * Listens at an address.
     *
     * @param address port 0 is any free one
     * @param threads makes the thread that accepts connections
     * @param taker gets each connection, on that thread; must be quick
     * @throws IOException when the address cannot be had
     */
    public Listener listen(InetSocketAddress address, int backlog, ThreadFactory threads, Consumer<Socket> taker)
            throws IOException {
        synchronized (byAddress) {
            Shared shared = handingOver ? byAddress.get(address) : null;
            if (shared == null || shared.takenIn == handOvers) { // not twice in one hand-over: that is a conflict
                shared = new Shared(address, bind(address, backlog));
                if (address.getPort() != 0) {
                    byAddress.put(address, shared);
                }
                threads.newThread(shared::accept).start();
            }
            shared.takenIn = handOvers;
            return shared.add(taker);
        }
    }

    private static ServerSocket bind(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** One socket and those that use it; the latest gets the connections. Guarded by the map. */
    private final class Shared {
        private final InetSocketAddress wanted;
        private final ServerSocket socket;
        private final Deque<Consumer<Socket>> takers = new ArrayDeque<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private int takenIn;

        Shared(InetSocketAddress wanted, ServerSocket socket) {
            this.wanted = wanted;
            this.socket = socket;
        }

        Listener add(Consumer<Socket> taker) {
            takers.push(taker);
            return new Listener() {
                @Override
                public InetSocketAddress address() {
                    return (InetSocketAddress) socket.getLocalSocketAddress();
                }

                @Override
                public void close() {
                    remove(taker);
                }
            };
        }

        private void remove(Consumer<Socket> taker) {
            synchronized (byAddress) {
                takers.remove(taker);
                if (!takers.isEmpty()) {
                    return;
                }
                byAddress.remove(wanted, this);
                closeQuietly(socket);
            }
            awaitEnd();
        }

        /** The address is free only when the thread that waits for connections has let go of the socket. */
        private void awaitEnd() {
            try {
                if (!ended.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.log(Level.WARNING, wanted + " is still listened on " + CLOSE_LIMIT + " after its end");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void accept() {
            try {
                acceptAll();
            } finally {
                ended.countDown();
            }
        }

        private void acceptAll() {
            while (!socket.isClosed()) {
                try {
                    hand(socket.accept());
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        LOG.log(
                                Level.WARNING,
                                "a connection to " + wanted + " could not be accepted: " + e.getMessage());
                        LockSupport.parkNanos(ACCEPT_PAUSE.toNanos()); // out of file descriptors, most likely
                    }
                }
            }
        }

        /** Under the lock: whoever has closed its listener gets no connection any more, and whoever took over gets it. */
        private void hand(Socket connection) {
            synchronized (byAddress) {
                @Nullable Consumer<Socket> taker = takers.peek();
                if (taker == null) {
                    closeQuietly(connection);
                } else {
                    taker.accept(connection);
                }
            }
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing: " + e.getMessage());
        }
    }
}
