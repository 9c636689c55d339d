package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.time.Duration;
import phoenix.engine.net.Frame;
import phoenix.engine.net.ServerConnection;

/**
 * Looks after one HTTP/2 connection as grpc-go's server does: finds out whether a silent client is still there, ends a
 * connection that is idle or old, and one whose client pings more often than allowed. Thread-safe.
 */
final class GrpcKeepalive {
    private static final int STRIKES_MAX = 2;
    private static final int ENHANCE_YOUR_CALM = 11;
    /** Without calls under way, grpc-go lets a client ping every two hours. */
    private static final Duration MIN_TIME_WITHOUT_STREAM = Duration.ofHours(2);

    private final ServerConnection connection;
    private final GrpcSettings.Keepalive settings;
    private final Http2Writer writer;
    private long lastReceivedNanos;
    private long lastPingNanos;
    private boolean hasBeenPinged;
    private long idleSinceNanos;
    private long pingSentNanos;
    private boolean pingUnderWay;
    private long drainingSinceNanos;
    private boolean draining;
    private boolean goAwaySent;
    private int strikes;
    private int calls;
    private int lastStreamId;

    GrpcKeepalive(ServerConnection connection, GrpcSettings.Keepalive settings, Http2Writer writer) {
        this.connection = connection;
        this.settings = settings;
        this.writer = writer;
        this.lastReceivedNanos = connection.nanoTime();
        this.idleSinceNanos = lastReceivedNanos;
    }

    /** A frame came; the stream is the newest that the client has opened. */
    synchronized void received(int streamId) {
        lastReceivedNanos = connection.nanoTime();
        lastStreamId = streamId;
    }

    /** The number of calls coming in or being answered. */
    synchronized void active(int count) {
        if (count == 0 && calls != 0) {
            idleSinceNanos = connection.nanoTime();
        }
        calls = count;
        if (goAwaySent) {
            closeIfDrained();
        }
    }

    synchronized void callEnded(int count) {
        strikes = 0; // an answer was sent
        active(count);
    }

    synchronized void pingAnswered() {
        pingUnderWay = false;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /** False, after a GOAWAY that says why, for a client that pings too often. */
    boolean mayPing(int callsUnderWay) throws IOException {
        int streamId;
        synchronized (this) {
            long now = connection.nanoTime();
            Duration min = callsUnderWay == 0 && !settings.permitWithoutStream()
                    ? MIN_TIME_WITHOUT_STREAM
                    : settings.minTime();
            boolean tooSoon = hasBeenPinged && now - lastPingNanos < min.toNanos();
            hasBeenPinged = true;
            lastPingNanos = now;
            if (!tooSoon || ++strikes <= STRIKES_MAX) {
                return true;
            }
            streamId = lastStreamId;
        }
        writer.frames(Frame.goAway(streamId, ENHANCE_YOUR_CALM, "too_many_pings"));
        return false;
    }

    /** Runs once a second. */
    void check() {
        if (isDue()) {
            drain();
        }
        synchronized (this) {
            long now = connection.nanoTime();
            boolean silent = now - lastReceivedNanos >= settings.time().toNanos();
            if (pingUnderWay && lastReceivedNanos - pingSentNanos > 0) {
                pingUnderWay = false;
            }
            if (pingUnderWay && now - pingSentNanos >= settings.timeout().toNanos()) {
                connection.abort();
                return;
            }
            boolean overdue = draining
                    && settings.maxConnectionAgeGrace().isPositive()
                    && now - drainingSinceNanos
                            >= settings.maxConnectionAgeGrace().toNanos();
            if (overdue) {
                connection.close();
                return;
            }
            if (!silent || pingUnderWay) {
                return;
            }
            pingUnderWay = true;
            pingSentNanos = now;
        }
        send(Frame.of(Frame.PING, 0, 0, new byte[8]), () -> {});
    }

    private synchronized boolean isDue() {
        if (draining) {
            return false;
        }
        boolean old = settings.maxConnectionAge().isPositive()
                && connection.age().compareTo(settings.maxConnectionAge()) >= 0;
        boolean idle = settings.maxConnectionIdle().isPositive()
                && calls == 0
                && connection.nanoTime() - idleSinceNanos
                        >= settings.maxConnectionIdle().toNanos();
        return old || idle;
    }

    /** Asks the client to go elsewhere, and closes once the calls under way are answered. */
    void drain() {
        int streamId;
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
            drainingSinceNanos = connection.nanoTime();
            streamId = lastStreamId;
        }
        send(Frame.goAway(streamId, 0), this::closeIfDrained);
    }

    private synchronized void closeIfDrained() {
        goAwaySent = true;
        if (calls == 0) {
            connection.close();
        }
    }

    /** On a thread of the connection: a client that does not read must not hold up the timer. */
    private void send(Frame frame, Runnable afterwards) {
        connection.spawn(() -> {
            try {
                writer.frames(frame);
                afterwards.run();
            } catch (IOException _) {
                connection.close();
            }
        });
    }
}
