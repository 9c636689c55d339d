package phoenix.engine.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * The end of one attempt. When it comes, the connection in use is closed under the feet of whoever reads, writes,
 * connects or shakes hands: the one way that ends each of them. Thread-safe.
 */
public final class Deadline implements AutoCloseable {
    private final Scheduler.@Nullable Task timer;
    private @Nullable Socket guarded;
    private boolean expired;

    /** @param timeout zero or less is no deadline */
    public Deadline(Duration timeout, Scheduler scheduler) {
        this.timer = timeout.isPositive() ? scheduler.after(timeout, this::expire) : null;
    }

    private synchronized void expire() {
        expired = true;
        close(guarded);
    }

    /** From now on this is the connection to close. */
    synchronized void guard(Socket socket) throws SocketTimeoutException {
        if (expired) {
            close(socket);
            throw new SocketTimeoutException("timed out");
        }
        guarded = socket;
    }

    /** Whether the deadline has come: a failure is then a timeout, whatever the exception says. */
    public synchronized boolean isExpired() {
        return expired;
    }

    /** Calls the deadline off. */
    @Override
    public synchronized void close() {
        guarded = null;
        if (timer != null) {
            timer.cancel();
        }
    }

    private static void close(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // closed enough
            }
        }
    }
}
