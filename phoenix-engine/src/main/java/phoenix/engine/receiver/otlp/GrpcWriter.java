package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackEncoder;
import phoenix.engine.net.ServerConnection;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

/**
 * The sending half of an HTTP/2 connection: answers and acknowledgements, never more of the former than the client's
 * windows allow. Thread-safe; a client that does not read blocks the threads of its own connection only, until the
 * deadline closes it.
 */
final class GrpcWriter {
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final String CONTENT_TYPE = "application/grpc";
    private static final int CONTENT_TYPE_CHARS_MAX = 64;
    private static final int PREFIX_BYTES = 5;
    private static final Duration WRITE_MAX = Duration.ofSeconds(30);

    private final ServerConnection connection;
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition windowGrew = lock.newCondition();
    /** What to answer as, where that is not plain gRPC. */
    private final Map<Integer, String> contentTypes = new HashMap<>();

    private final Map<Integer, Long> streamWindows = new HashMap<>();
    private long connectionWindow = DEFAULT_WINDOW_BYTES;
    private int initialWindow = DEFAULT_WINDOW_BYTES;

    GrpcWriter(ServerConnection connection) {
        this.connection = connection;
        this.out = connection.wire().out();
    }

    /** A call has come; its answer names a message format if its request did. */
    void begin(int streamId, String contentType) {
        if (contentType.startsWith(CONTENT_TYPE + "+") && contentType.length() <= CONTENT_TYPE_CHARS_MAX) {
            lock.lock();
            try {
                contentTypes.put(streamId, contentType);
            } finally {
                lock.unlock();
            }
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
                streamWindows.computeIfPresent(frame.streamId(), (stream, window) -> window + increment);
            }
            windowGrew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The client has given the call up: who waits for its window need not go on. */
    void forget(int streamId) {
        lock.lock();
        try {
            streamWindows.remove(streamId);
            contentTypes.remove(streamId);
            windowGrew.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void answer(int streamId, Taken taken, long bytesMax, boolean requestGoesOn) throws IOException {
        if (!(taken instanceof Taken.Done(ExportResponse response))) {
            failure(streamId, GrpcStatuses.of(taken, bytesMax), requestGoesOn);
            return;
        }
        byte[] message = PayloadFormat.PROTOBUF.response(response);
        byte[] framed = new byte[PREFIX_BYTES + message.length];
        framed[3] = (byte) (message.length >>> 8);
        framed[4] = (byte) message.length;
        System.arraycopy(message, 0, framed, PREFIX_BYTES, message.length);
        lock.lock();
        try {
            awaitWindow(streamId, framed.length);
            connection.writing(WRITE_MAX);
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(head(streamId, 200)), false);
            Frame.of(Frame.DATA, 0, streamId, framed).write(out);
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(List.of(new Header("grpc-status", "0"))), true);
            end(streamId, requestGoesOn);
        } finally {
            lock.unlock();
        }
    }

    private void awaitWindow(int streamId, int bytes) throws IOException {
        if (initialWindow < bytes) {
            streamWindows.put(streamId, (long) initialWindow);
        }
        long left = WRITE_MAX.toNanos();
        while (connectionWindow < bytes || streamWindows.getOrDefault(streamId, Long.MAX_VALUE) < bytes) {
            try {
                left = windowGrew.awaitNanos(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new IOException("shutting down");
            }
            if (left <= 0) {
                throw new IOException("the client takes no answers for " + WRITE_MAX.toSeconds() + " s");
            }
        }
        connectionWindow -= bytes;
        streamWindows.remove(streamId);
    }

    /** An answer that is a status only. */
    void failure(int streamId, RpcStatus status, boolean requestGoesOn) throws IOException {
        httpError(streamId, 200, status, requestGoesOn);
    }

    /** A request that is not gRPC at all. */
    void httpError(int streamId, int httpStatus, RpcStatus status, boolean requestGoesOn) throws IOException {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("grpc-status", Integer.toString(status.code())));
        headers.add(new Header("grpc-message", percentEncoded(status.message())));
        if (status.retryDelay() != null) {
            headers.add(new Header(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(status.encode())));
        }
        lock.lock();
        try {
            connection.writing(WRITE_MAX);
            headers.addAll(0, head(streamId, httpStatus));
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(headers), true);
            end(streamId, requestGoesOn);
        } finally {
            lock.unlock();
        }
    }

    private void end(int streamId, boolean requestGoesOn) throws IOException {
        if (requestGoesOn) {
            Frame.number(Frame.RST_STREAM, streamId, 0).write(out); // NO_ERROR: the rest is not wanted
        }
        out.flush();
        connection.written();
    }

    private List<Header> head(int streamId, int httpStatus) {
        String contentType = contentTypes.remove(streamId);
        return List.of(
                new Header(":status", Integer.toString(httpStatus)),
                new Header("content-type", contentType == null ? CONTENT_TYPE : contentType));
    }

    /** As the gRPC specification has it: printable ASCII but for the percent sign stays. */
    static String percentEncoded(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b < 127 && b != '%') {
                text.append((char) b);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return text.toString();
    }
}
