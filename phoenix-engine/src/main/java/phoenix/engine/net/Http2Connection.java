package phoenix.engine.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of an HTTP/2 connection (RFC 9113) that carries one request at a time. The thread of the
 * call itself reads and writes, so nothing runs between calls: what the server sends then (PING, SETTINGS, GOAWAY) is
 * seen when the connection is used again.
 */
final class Http2Connection implements HttpConnection {
    /** How often a request moves to another connection because a server that goes away has not looked at it. */
    static final int TRANSPARENT_RETRIES_MAX = 2;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SETTING_ENABLE_PUSH = 2;
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING_MAX_HEADER_LIST_SIZE = 6;
    private static final int ERROR_CANCEL = 8;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final int STREAM_WINDOW_BYTES = 128 << 10;
    private static final int HEADER_BLOCK_BYTES_MAX = 64 << 10;
    private static final int STREAM_ID_MAX = 1 << 30;
    /** Headers of HTTP/1.1 that say something of its connection have no place here (RFC 9113, 8.2.2). */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "host", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    private final Wire wire;
    private final OutputStream out;
    private final HpackDecoder hpack = new HpackDecoder();
    private int lastStreamId = -1;
    private long connectionWindow = DEFAULT_WINDOW_BYTES;
    private int initialWindow = DEFAULT_WINDOW_BYTES;
    private boolean goingAway;
    private boolean refused;

    // The request under way.
    private long streamWindow;
    private List<Header> firstHeaders = List.of();
    private List<Header> lastHeaders = List.of();
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private ResponseLimit limit = ResponseLimit.CUT;
    private boolean ended;
    private int resetCode = -1;

    Http2Connection(Wire wire) throws IOException {
        this.wire = wire;
        this.out = wire.out();
        out.write(PREFACE);
        Frame.settings(
                        SETTING_ENABLE_PUSH,
                        0,
                        SETTING_INITIAL_WINDOW_SIZE,
                        STREAM_WINDOW_BYTES,
                        SETTING_MAX_HEADER_LIST_SIZE,
                        HEADER_BLOCK_BYTES_MAX)
                .write(out);
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public boolean isUsable() {
        try {
            while (!goingAway && wire.hasInput()) {
                readFrame();
            }
            out.flush();
            return !goingAway && lastStreamId < STREAM_ID_MAX;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * What came back.
     *
     * @param lastHeaders the trailers, or the first headers where there are none
     * @param resetCode why the server gave up; -1 when it did not
     */
    record Reply(List<Header> firstHeaders, List<Header> lastHeaders, byte[] body, int resetCode) {}

    /**
     * Sends a request and waits for the end of its answer.
     *
     * @param body null for none
     * @return null when the server has certainly not looked at the request: it may go over another connection
     */
    @Nullable
    Reply call(List<Header> headers, byte @Nullable [] body, ResponseLimit responseLimit) throws IOException {
        lastStreamId += 2;
        streamWindow = initialWindow;
        firstHeaders = List.of();
        lastHeaders = List.of();
        response.reset();
        limit = responseLimit;
        ended = false;
        resetCode = -1;
        Frame.writeHeaders(out, lastStreamId, HpackEncoder.encode(headers), body == null);
        boolean sent = body == null || send(body);
        out.flush();
        while (!ended && resetCode < 0) {
            readFrame();
        }
        if (ended && !sent) {
            cancel(); // an answer before the end of the request: the rest is not wanted
        }
        if (!ended && lastHeaders.isEmpty() && resetCode == 7) {
            return null; // REFUSED_STREAM
        }
        return new Reply(firstHeaders, lastHeaders, response.toByteArray(), ended ? -1 : resetCode);
    }

    @Override
    public @Nullable HttpResponse exchange(Message message, ResponseLimit responseLimit, Deadline deadline)
            throws IOException {
        refused = false;
        List<Header> headers = new ArrayList<>(List.of(
                new Header(":method", message.method()),
                new Header(":scheme", message.scheme()),
                new Header(":authority", message.authority()),
                new Header(":path", message.path())));
        message.headers().stream()
                .filter(header -> !OF_THE_CONNECTION.contains(header.name()))
                .forEach(headers::add);
        byte[] body = message.body();
        if (body != null) {
            headers.add(new Header("content-length", Integer.toString(body.length)));
        }
        Reply reply = call(headers, body, responseLimit);
        if (reply == null) {
            refused = true;
            return null;
        }
        String status = Http1Parser.header(reply.firstHeaders(), ":status");
        if (reply.resetCode() >= 0 || status == null || !status.matches("\\d{3}")) {
            throw new IOException(
                    reply.resetCode() >= 0
                            ? "the server reset the stream (HTTP/2 error " + reply.resetCode() + ")"
                            : "HTTP/2: an answer without a status");
        }
        List<Header> others = reply.firstHeaders().stream()
                .filter(header -> !header.name().startsWith(":"))
                .toList();
        return new HttpResponse(Integer.parseInt(status), others, reply.body());
    }

    @Override
    public boolean isReusable() {
        return !refused;
    }

    private void cancel() throws IOException {
        Frame.number(Frame.RST_STREAM, lastStreamId, ERROR_CANCEL).write(out);
        out.flush();
    }

    /** True when all of the message went out before the server answered. */
    private boolean send(byte[] message) throws IOException {
        int offset = 0;
        while (offset < message.length) {
            long window = Math.min(connectionWindow, streamWindow);
            if (window <= 0) {
                out.flush();
                readFrame();
            } else {
                int length = (int) Math.min(Math.min(window, Frame.PAYLOAD_BYTES_MAX), message.length - offset);
                int flags = offset + length == message.length ? Frame.END_STREAM : 0;
                Frame.write(out, Frame.DATA, flags, lastStreamId, message, offset, length);
                connectionWindow -= length;
                streamWindow -= length;
                offset += length;
            }
            if (ended || resetCode >= 0) {
                return offset == message.length;
            }
        }
        return true;
    }

    private void readFrame() throws IOException {
        Frame frame = Frame.read(wire.in());
        if (frame == null) {
            throw new EOFException("the server closed the connection");
        }
        switch (frame.type()) {
            case Frame.SETTINGS -> settings(frame);
            case Frame.PING -> acknowledge(frame);
            case Frame.WINDOW_UPDATE -> windowUpdate(frame);
            case Frame.GOAWAY -> goAway(frame);
            case Frame.RST_STREAM -> reset(frame);
            case Frame.HEADERS -> headers(frame);
            case Frame.DATA -> data(frame);
            case Frame.PUSH_PROMISE -> throw new IOException("HTTP/2: a push, which was ruled out");
            default -> {} // unknown frames and PRIORITY are passed over
        }
    }

    private void acknowledge(Frame frame) throws IOException {
        if (!frame.has(Frame.ACK)) {
            frame.acknowledgement().write(out);
            out.flush();
        }
    }

    private void settings(Frame frame) throws IOException {
        for (int i = 0; !frame.has(Frame.ACK) && i + 6 <= frame.payload().length; i += 6) {
            int id = (frame.payload()[i] & 0xff) << 8 | (frame.payload()[i + 1] & 0xff);
            if (id == SETTING_INITIAL_WINDOW_SIZE) {
                int value = frame.intAt(i + 2);
                if (value < 0) {
                    throw new IOException("HTTP/2: initial window too large");
                }
                streamWindow += value - initialWindow;
                initialWindow = value;
            }
        }
        acknowledge(frame);
    }

    private void windowUpdate(Frame frame) throws IOException {
        int increment = frame.intAt(0) & Integer.MAX_VALUE;
        if (frame.streamId() == 0) {
            connectionWindow += increment;
        } else if (frame.streamId() == lastStreamId) {
            streamWindow += increment;
        }
    }

    private void goAway(Frame frame) throws IOException {
        goingAway = true;
        if ((frame.intAt(0) & Integer.MAX_VALUE) < lastStreamId && !ended) {
            resetCode = 7; // not processed, as with REFUSED_STREAM
        }
    }

    private void reset(Frame frame) throws IOException {
        if (frame.streamId() == lastStreamId && !ended) {
            resetCode = frame.intAt(0) & Integer.MAX_VALUE;
        }
    }

    private void headers(Frame frame) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(frame.content());
        Frame last = frame;
        while (!last.has(Frame.END_HEADERS)) {
            last = Frame.read(wire.in());
            if (last == null || last.type() != Frame.CONTINUATION || last.streamId() != frame.streamId()) {
                throw new IOException("HTTP/2: headers without an end");
            }
            block.writeBytes(last.payload());
            if (block.size() > HEADER_BLOCK_BYTES_MAX) {
                throw new IOException("HTTP/2: headers too large");
            }
        }
        List<Header> decoded = hpack.decode(block.toByteArray());
        if (frame.streamId() != lastStreamId) {
            return; // of a call that was given up
        }
        String status = Http1Parser.header(decoded, ":status");
        if (status != null && status.startsWith("1")) {
            return; // interim
        }
        if (firstHeaders.isEmpty()) {
            firstHeaders = decoded;
        }
        lastHeaders = decoded;
        ended = frame.has(Frame.END_STREAM);
    }

    private void data(Frame frame) throws IOException {
        ended |= frame.streamId() == lastStreamId && frame.has(Frame.END_STREAM);
        int length = frame.payload().length;
        if (length > 0) {
            Frame.number(Frame.WINDOW_UPDATE, 0, length).write(out);
            if (frame.streamId() == lastStreamId && !ended) {
                Frame.number(Frame.WINDOW_UPDATE, lastStreamId, length).write(out);
            }
            out.flush();
        }
        if (frame.streamId() != lastStreamId) {
            return;
        }
        byte[] content = frame.content();
        int room = limit.bytesMax() - response.size();
        if (content.length > room && !limit.cuts()) {
            throw new Http1Parser.BodyTooLargeException(limit.bytesMax());
        }
        response.write(content, 0, Math.min(content.length, room));
        if (content.length > room && !ended) {
            ended = true; // the rest is not wanted
            cancel();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
