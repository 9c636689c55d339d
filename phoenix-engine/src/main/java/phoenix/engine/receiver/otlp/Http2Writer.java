package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackEncoder;
import phoenix.engine.net.ServerConnection;

/**
 * The sending half of an HTTP/2 connection: answers and acknowledgements, never more of the former than the client's
 * windows allow. Thread-safe; a client that does not read blocks the threads of its own connection only, until the
 * deadline closes it.
 */
final class Http2Writer {
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final Duration WRITE_MAX = Duration.ofSeconds(30);

    private final ServerConnection connection;
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition windowGrew = lock.newCondition();

    /** Of the streams that have no whole answer yet. */
    private final Map<Integer, Long> streamWindows = new HashMap<>();

    private long connectionWindow = DEFAULT_WINDOW_BYTES;
    private int initialWindow = DEFAULT_WINDOW_BYTES;

    /**
     * The answer to one request.
     *
     * @param trailers empty for none
     */
    record Answer(List<Header> headers, byte[] body, List<Header> trailers) {
        static Answer of(List<Header> headers) {
            return new Answer(headers, new byte[0], List.of());
        }
    }

    Http2Writer(ServerConnection connection) {
        this.connection = connection;
        this.out = connection.wire().out();
    }

    /** A client has opened a stream, which will be answered or forgotten. */
    void opened(int streamId) {
        lock.lock();
        try {
            streamWindows.put(streamId, (long) initialWindow);
        } finally {
            lock.unlock();
        }
    }

    /** The client has given the stream up: who waits for its window need not go on. */
    void forget(int streamId) {
        lock.lock();
        try {
            streamWindows.remove(streamId);
            windowGrew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes frames that no window holds back. */
    void frames(Frame... frames) throws IOException {
        lock.lock();
        try {
            connection.writing(WRITE_MAX);
            for (Frame frame : frames) {
                frame.write(out);
            }
            out.flush();
            connection.written();
        } finally {
            lock.unlock();
        }
    }

    void peerSettings(Frame frame) throws IOException {
        lock.lock();
        try {
            for (int i = 0; i + 6 <= frame.payload().length; i += 6) {
                int id = (frame.payload()[i] & 0xff) << 8 | (frame.payload()[i + 1] & 0xff);
                if (id == SETTING_INITIAL_WINDOW_SIZE) {
                    int value = frame.intAt(i + 2);
                    if (value < 0) {
                        throw new IOException("HTTP/2: initial window too large");
                    }
                    long change = (long) value - initialWindow;
                    streamWindows.replaceAll((stream, window) -> window + change);
                    initialWindow = value;
                    windowGrew.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void windowUpdate(Frame frame) throws IOException {
        int increment = frame.intAt(0) & Integer.MAX_VALUE;
        lock.lock();
        try {
            if (frame.streamId() == 0) {
                connectionWindow = Math.min(connectionWindow + increment, Integer.MAX_VALUE);
            } else {
                streamWindows.computeIfPresent(
                        frame.streamId(), (stream, window) -> Math.min(window + increment, Integer.MAX_VALUE));
            }
            windowGrew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a stream with its answer; without effect when the client has given the stream up.
     *
     * @param requestGoesOn whether the client is still sending: the rest is not wanted
     */
    void answer(int streamId, Answer answer, boolean requestGoesOn) throws IOException {
        lock.lock();
        try {
            int length = answer.body().length;
            boolean isBare = length == 0 && answer.trailers().isEmpty();
            if (!awaitWindow(streamId, Math.min(length, Frame.PAYLOAD_BYTES_MAX))) {
                return;
            }
            connection.writing(WRITE_MAX);
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(answer.headers()), isBare);
            if (length > 0 && !body(streamId, answer)) {
                return;
            }
            if (!answer.trailers().isEmpty()) {
                Frame.writeHeaders(out, streamId, HpackEncoder.encode(answer.trailers()), true);
            }
            if (requestGoesOn) {
                Frame.number(Frame.RST_STREAM, streamId, 0).write(out); // NO_ERROR: the rest is not wanted
            }
            out.flush();
            connection.written();
        } finally {
            streamWindows.remove(streamId);
            lock.unlock();
        }
    }

    /** False when the client gave the stream up meanwhile. */
    private boolean body(int streamId, Answer answer) throws IOException {
        byte[] body = answer.body();
        for (int offset = 0; offset < body.length; ) {
            int length = Math.min(body.length - offset, Frame.PAYLOAD_BYTES_MAX);
            if (!awaitWindow(streamId, length)) {
                return false;
            }
            connection.writing(WRITE_MAX);
            boolean ends = offset + length == body.length && answer.trailers().isEmpty();
            Frame.write(out, Frame.DATA, ends ? Frame.END_STREAM : 0, streamId, body, offset, length);
            connectionWindow -= length;
            streamWindows.computeIfPresent(streamId, (stream, window) -> window - length);
            offset += length;
        }
        return true;
    }

    /** Waits until that much may be sent; false when the client gave the stream up meanwhile. */
    private boolean awaitWindow(int streamId, int bytes) throws IOException {
        long left = WRITE_MAX.toNanos();
        while (true) {
            Long window = streamWindows.get(streamId);
            if (window == null) {
                return false;
            }
            if (bytes == 0 || Math.min(connectionWindow, window) >= bytes) {
                return true;
            }
            if (left <= 0) {
                throw new IOException("the client takes no answers for " + WRITE_MAX.toSeconds() + " s");
            }
            out.flush();
            connection.written();
            try {
                left = windowGrew.awaitNanos(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new IOException("shutting down");
            }
        }
    }
}
