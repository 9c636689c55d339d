package phoenix.engine.receiver.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackDecoder;
import phoenix.engine.net.ServerConnection;

/** The receiving half of an HTTP/2 connection: one thread reads frames and hands what they mean to the session. */
final class Http2Reader {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SETTING_MAX_CONCURRENT_STREAMS = 3;
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING_MAX_HEADER_LIST_SIZE = 6;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final int STREAM_WINDOW_BYTES = 1 << 20;
    private static final int CONNECTION_WINDOW_BYTES = 16 << 20;
    private static final int HEADER_BLOCK_BYTES_MAX = 64 << 10;
    private static final int CONTINUATIONS_MAX = 16;
    private static final int PROTOCOL_ERROR = 1;
    static final int REFUSED_STREAM = 7;

    private final ServerConnection connection;
    private final Http2Writer writer;
    private final Session session;
    private final HpackDecoder hpack = new HpackDecoder();
    private int lastStreamId;
    private int unacknowledgedBytes;
    /** Of requests that go on; as many as may be open at once. */
    private final Map<Integer, Integer> unacknowledgedOfStreams = new HashMap<>();

    /** What is made of the frames; is called by the thread that reads. */
    interface Session {
        /** Sets the time by which the client has to send more; the next thing is to wait for that. */
        void beforeFrame();

        /** A frame of any kind came; the stream is the newest that the client has opened. */
        void afterFrame(int lastStreamId);

        /** A request begins, unless it is refused as one too many. */
        void begin(int streamId, List<Header> headers, boolean goesOn) throws IOException;

        /** Trailers came, and the request ends. */
        void end(int streamId) throws IOException;

        /** Takes what came of a request; false for one that nothing is wanted of any more. */
        boolean data(int streamId, byte[] data, boolean goesOn) throws IOException;

        /** The client has given a request up. */
        void cancel(int streamId);

        /** False when the client is to be cut off. */
        boolean ping(Frame frame) throws IOException;

        /** Whether one more request is too many. */
        boolean isFull();
    }

    Http2Reader(ServerConnection connection, Http2Writer writer, Session session) {
        this.connection = connection;
        this.writer = writer;
        this.session = session;
    }

    /** @param streamsMax requests at once */
    void greet(int streamsMax) throws IOException {
        byte[] preface = new byte[PREFACE.length];
        connection.wire().readFully(preface);
        if (!Arrays.equals(preface, PREFACE)) {
            throw new IOException("not HTTP/2");
        }
        writer.frames(
                Frame.settings(
                        SETTING_MAX_CONCURRENT_STREAMS,
                        streamsMax,
                        SETTING_INITIAL_WINDOW_SIZE,
                        STREAM_WINDOW_BYTES,
                        SETTING_MAX_HEADER_LIST_SIZE,
                        HEADER_BLOCK_BYTES_MAX),
                Frame.number(Frame.WINDOW_UPDATE, 0, CONNECTION_WINDOW_BYTES - DEFAULT_WINDOW_BYTES));
    }

    /** Reads until the client closes the connection or is to be cut off. */
    void read() throws IOException {
        Frame frame = next();
        while (frame != null && take(frame)) {
            frame = next();
        }
    }

    int lastStreamId() {
        return lastStreamId;
    }

    private @Nullable Frame next() throws IOException {
        session.beforeFrame();
        Frame frame = Frame.read(connection.wire().in());
        session.afterFrame(lastStreamId);
        return frame;
    }

    /** False when the connection is to be closed. */
    private boolean take(Frame frame) throws IOException {
        switch (frame.type()) {
            case Frame.SETTINGS -> {
                if (!frame.has(Frame.ACK)) {
                    writer.peerSettings(frame);
                    writer.frames(frame.acknowledgement());
                }
            }
            case Frame.PING -> {
                return session.ping(frame);
            }
            case Frame.WINDOW_UPDATE -> writer.windowUpdate(frame);
            case Frame.HEADERS -> headers(frame);
            case Frame.DATA -> data(frame);
            case Frame.RST_STREAM -> {
                unacknowledgedOfStreams.remove(frame.streamId());
                session.cancel(frame.streamId());
                writer.forget(frame.streamId());
            }
            case Frame.CONTINUATION, Frame.PUSH_PROMISE -> {
                writer.frames(Frame.goAway(lastStreamId, PROTOCOL_ERROR));
                return false;
            }
            default -> {} // GOAWAY of a client changes nothing; unknown frames are passed over
        }
        return true;
    }

    private void headers(Frame frame) throws IOException {
        List<Header> headers = hpack.decode(block(frame));
        int streamId = frame.streamId();
        if (streamId <= lastStreamId) {
            if (frame.has(Frame.END_STREAM)) {
                unacknowledgedOfStreams.remove(streamId);
                session.end(streamId);
            }
            return;
        }
        if (streamId % 2 == 0) {
            throw new IOException("HTTP/2: a stream of a client with an even number");
        }
        lastStreamId = streamId;
        if (session.isFull()) {
            writer.frames(Frame.number(Frame.RST_STREAM, streamId, REFUSED_STREAM));
            return;
        }
        writer.opened(streamId);
        session.begin(streamId, headers, !frame.has(Frame.END_STREAM));
    }

    private byte[] block(Frame frame) throws IOException {
        if (frame.has(Frame.END_HEADERS)) {
            return frame.content();
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(frame.content());
        Frame last = frame;
        for (int i = 0; !last.has(Frame.END_HEADERS); i++) {
            last = Frame.read(connection.wire().in());
            if (last == null || last.type() != Frame.CONTINUATION || last.streamId() != frame.streamId()) {
                throw new IOException("HTTP/2: headers without an end");
            }
            block.writeBytes(last.payload());
            if (block.size() > HEADER_BLOCK_BYTES_MAX || i == CONTINUATIONS_MAX) {
                throw new IOException("HTTP/2: headers too large");
            }
        }
        return block.toByteArray();
    }

    private void data(Frame frame) throws IOException {
        int length = frame.payload().length;
        unacknowledgedBytes += length;
        if (unacknowledgedBytes >= CONNECTION_WINDOW_BYTES / 4) {
            writer.frames(Frame.number(Frame.WINDOW_UPDATE, 0, unacknowledgedBytes));
            unacknowledgedBytes = 0;
        }
        boolean goesOn = !frame.has(Frame.END_STREAM);
        if (session.data(frame.streamId(), frame.content(), goesOn) && goesOn) {
            // Most requests are over before a quarter of the window is used up: they cost no answer to each frame.
            int unacknowledged = unacknowledgedOfStreams.merge(frame.streamId(), length, Integer::sum);
            if (unacknowledged >= STREAM_WINDOW_BYTES / 4) {
                unacknowledgedOfStreams.put(frame.streamId(), 0);
                writer.frames(Frame.number(Frame.WINDOW_UPDATE, frame.streamId(), unacknowledged));
            }
        } else {
            unacknowledgedOfStreams.remove(frame.streamId());
        }
    }
}
