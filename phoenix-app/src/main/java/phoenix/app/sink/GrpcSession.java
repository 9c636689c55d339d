package phoenix.app.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackDecoder;
import phoenix.engine.net.HpackEncoder;
import phoenix.engine.net.Wire;
import phoenix.metrics.otlp.RpcStatus;

/**
 * Serves OTLP/gRPC on one HTTP/2 connection. Frames are read and calls are answered in turn by the one thread of the
 * connection; a client may still have several calls under way, which are gathered side by side.
 */
final class GrpcSession {
    private static final String PATH = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private static final byte[] REST_OF_PREFACE = new byte[24];
    private static final int SETTING_MAX_CONCURRENT_STREAMS = 3;
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int STREAMS_MAX = 16;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final int PREFIX_BYTES = 5;
    private static final int HEADER_BLOCK_BYTES_MAX = 64 << 10;
    private static final int REFUSED_STREAM = 7;

    private final Wire wire;
    private final OutputStream out;
    private final Intake intake;
    private final String listener;
    private final HpackDecoder hpack = new HpackDecoder();
    private final Map<Integer, Call> calls = new HashMap<>();
    private int lastStreamId;

    /** A call whose request is still coming in. */
    private static final class Call {
        final List<Header> headers;
        final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Call(List<Header> headers) {
            this.headers = headers;
        }

        @Nullable
        String header(String name) {
            for (Header header : headers) {
                if (header.name().equals(name)) {
                    return header.value();
                }
            }
            return null;
        }
    }

    GrpcSession(Wire wire, Intake intake, String listener) {
        this.wire = wire;
        this.out = wire.out();
        this.intake = intake;
        this.listener = listener;
    }

    void serve() throws IOException {
        wire.readFully(REST_OF_PREFACE.clone());
        int callBytesMax = intake.payloadBytesMax() + Frame.PAYLOAD_BYTES_MAX;
        Frame.settings(SETTING_MAX_CONCURRENT_STREAMS, STREAMS_MAX, SETTING_INITIAL_WINDOW_SIZE, callBytesMax)
                .write(out);
        // Room for all calls at once: no call can be starved by the others, and memory is bounded all the same.
        Frame.number(Frame.WINDOW_UPDATE, 0, STREAMS_MAX * callBytesMax - DEFAULT_WINDOW_BYTES)
                .write(out);
        out.flush();
        for (Frame frame = Frame.read(wire.in()); frame != null; frame = Frame.read(wire.in())) {
            if (!take(frame)) {
                return;
            }
            out.flush();
        }
    }

    /** False when the connection is to be closed. */
    private boolean take(Frame frame) throws IOException {
        switch (frame.type()) {
            case Frame.SETTINGS, Frame.PING -> {
                if (!frame.has(Frame.ACK)) {
                    frame.acknowledgement().write(out);
                }
            }
            case Frame.HEADERS -> {
                return headers(frame);
            }
            case Frame.DATA -> {
                return data(frame);
            }
            case Frame.RST_STREAM -> calls.remove(frame.streamId());
            case Frame.GOAWAY -> {
                return !calls.isEmpty();
            }
            default -> {} // WINDOW_UPDATE: answers are far smaller than any window
        }
        return true;
    }

    private boolean headers(Frame frame) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(frame.content());
        Frame last = frame;
        while (!last.has(Frame.END_HEADERS)) {
            last = Frame.read(wire.in());
            if (last == null || last.type() != Frame.CONTINUATION || block.size() > HEADER_BLOCK_BYTES_MAX) {
                throw new IOException("HTTP/2: headers without an end");
            }
            block.writeBytes(last.payload());
        }
        List<Header> headers = hpack.decode(block.toByteArray());
        int streamId = frame.streamId();
        if (streamId <= lastStreamId) {
            return true; // trailers, which a unary request does not have
        }
        lastStreamId = streamId;
        if (calls.size() == STREAMS_MAX) {
            Frame.number(Frame.RST_STREAM, streamId, REFUSED_STREAM).write(out);
            return true;
        }
        Call call = new Call(headers);
        Reply early =
                PATH.equals(call.header(":path")) ? intake.checkHead(call.header("api-key"), 0) : intake.wrongPath();
        if (early != null) {
            reply(streamId, early, !frame.has(Frame.END_STREAM));
            return true;
        }
        calls.put(streamId, call);
        return !frame.has(Frame.END_STREAM) || end(streamId, call);
    }

    private boolean data(Frame frame) throws IOException {
        if (frame.payload().length > 0) {
            // What is buffered is bounded by the window of each stream; the connection's is given back at once.
            Frame.number(Frame.WINDOW_UPDATE, 0, frame.payload().length).write(out);
        }
        Call call = calls.get(frame.streamId());
        if (call == null) {
            return true; // of a call that is answered already
        }
        call.message.writeBytes(frame.content());
        if (call.message.size() > intake.payloadBytesMax() + PREFIX_BYTES) {
            calls.remove(frame.streamId());
            reply(frame.streamId(), intake.tooLarge(), !frame.has(Frame.END_STREAM));
            return true;
        }
        return !frame.has(Frame.END_STREAM) || end(frame.streamId(), call);
    }

    private boolean end(int streamId, Call call) throws IOException {
        calls.remove(streamId);
        byte[] framed = call.message.toByteArray();
        if (framed.length < PREFIX_BYTES) {
            reply(streamId, Reply.error(400, 13, "the request has no message"), false);
            return true;
        }
        byte[] message = java.util.Arrays.copyOfRange(framed, PREFIX_BYTES, framed.length);
        String encoding = call.header("grpc-encoding");
        Reply reply = intake.body(listener, message, framed[0] == 0 || encoding == null ? "" : encoding);
        if (reply == null) {
            return false;
        }
        reply(streamId, reply, false);
        return true;
    }

    private void reply(int streamId, Reply reply, boolean requestGoesOn) throws IOException {
        List<Header> status = new ArrayList<>();
        if (reply.isSuccess()) {
            byte[] response = reply.response().encode();
            byte[] framed = new byte[PREFIX_BYTES + response.length];
            framed[3] = (byte) (response.length >>> 8);
            framed[4] = (byte) response.length;
            System.arraycopy(response, 0, framed, PREFIX_BYTES, response.length);
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(head()), false);
            Frame.of(Frame.DATA, 0, streamId, framed).write(out);
        } else {
            status.addAll(head()); // trailers only
        }
        status.add(new Header("grpc-status", Integer.toString(reply.grpc())));
        if (!reply.isSuccess()) {
            status.add(new Header(
                    "grpc-message",
                    URLEncoder.encode(reply.message(), StandardCharsets.UTF_8).replace("+", "%20")));
        }
        if (reply.retryAfter() != null && reply.http() != 429) {
            byte[] details = new RpcStatus(reply.grpc(), reply.message(), reply.retryAfter()).encode();
            status.add(new Header(
                    "grpc-status-details-bin",
                    Base64.getEncoder().withoutPadding().encodeToString(details)));
        }
        Frame.writeHeaders(out, streamId, HpackEncoder.encode(status), true);
        if (requestGoesOn) {
            Frame.number(Frame.RST_STREAM, streamId, 0).write(out); // NO_ERROR: the rest is not wanted
        }
    }

    private static List<Header> head() {
        return List.of(new Header(":status", "200"), new Header("content-type", "application/grpc"));
    }
}
