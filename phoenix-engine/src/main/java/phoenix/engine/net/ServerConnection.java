package phoenix.engine.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * A connection that a {@link Server} has accepted: its bytes, its deadlines, and what it has been of use for. The bytes
 * are for the protocol's own threads; the rest is thread-safe.
 */
public final class ServerConnection {
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket socket;
    private final Scheduler scheduler;
    private final AtomicInteger working = new AtomicInteger();
    private final long acceptedNanos;
    private volatile long readDeadline = NEVER;
    private volatile long writeDeadline = NEVER;
    private volatile long lastUseNanos;
    private volatile boolean hasFinishedOne;
    private volatile Runnable housekeeping = () -> {};
    private @Nullable Wire wire;

    ServerConnection(Socket socket, Scheduler scheduler) {
        this.socket = socket;
        this.scheduler = scheduler;
        this.acceptedNanos = scheduler.nanoTime();
        this.lastUseNanos = acceptedNanos;
    }

    void open(@Nullable ServerTls tls, List<String> protocols) throws IOException {
        wire = Wire.accepted(socket, tls == null ? socket : tls.handshake(socket, protocols));
    }

    public Wire wire() {
        return Objects.requireNonNull(wire);
    }

    /** The address of the client. */
    public String peer() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }

    /** The client must send what is expected of it within this time; zero or less lets it wait for ever. */
    public void expireAfter(Duration time) {
        readDeadline = time.isPositive() ? later(time) : NEVER;
    }

    /** As {@link #expireAfter}, but never later than another moment of {@link #moment}. */
    public void expireAfter(Duration time, long atNanos) {
        readDeadline = Math.min(later(time), atNanos);
    }

    /** The moment that is this long from now; for a time of zero or less the one that never comes. */
    public long moment(Duration time) {
        return time.isPositive() ? later(time) : NEVER;
    }

    /** The client must take what is sent to it within this time, until {@link #written}. */
    public void writing(Duration time) {
        writeDeadline = time.isPositive() ? later(time) : NEVER;
    }

    public void written() {
        writeDeadline = NEVER;
    }

    private long later(Duration time) {
        long nanos = scheduler.nanoTime() + time.toNanos();
        return nanos == NEVER ? nanos - 1 : nanos;
    }

    /** A request is being answered: the connection is not closed to make room for others. */
    public void beginWork() {
        working.incrementAndGet();
    }

    public void endWork() {
        working.decrementAndGet();
        lastUseNanos = scheduler.nanoTime();
        hasFinishedOne = true;
    }

    public boolean isWorking() {
        return working.get() > 0;
    }

    boolean isLessUsefulThan(ServerConnection other) {
        if (hasFinishedOne != other.hasFinishedOne) {
            return !hasFinishedOne;
        }
        return lastUseNanos - other.lastUseNanos < 0;
    }

    /** How long ago the connection was accepted. */
    public Duration age() {
        return Duration.ofNanos(scheduler.nanoTime() - acceptedNanos);
    }

    public long nanoTime() {
        return scheduler.nanoTime();
    }

    /** Is called once a second; must not block. */
    public void everySecond(Runnable task) {
        housekeeping = task;
    }

    /** Runs something for this connection beside the thread that reads. */
    public void spawn(Runnable task) {
        Thread.ofVirtual().start(() -> guard(task));
    }

    /** Runs something for this connection on the calling thread; a bug in it ends the connection and nothing else. */
    public void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            report(bug);
            close();
        }
    }

    /** Tells the supervisor of the component. */
    void report(RuntimeException bug) {
        scheduler.after(Duration.ZERO, () -> {
            throw bug;
        });
    }

    void sweep() {
        long now = scheduler.nanoTime();
        if (isPast(readDeadline, now) || isPast(writeDeadline, now)) {
            abort();
        } else {
            housekeeping.run();
        }
    }

    private static boolean isPast(long deadline, long now) {
        return deadline != NEVER && now - deadline >= 0;
    }

    /** Closes with a reset, so that nothing goes on lying in the kernel's buffers. */
    public void abort() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // it is closed already
        }
        close();
    }

    /** Ends what any thread does on the connection. */
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // closed enough
        }
    }
}
