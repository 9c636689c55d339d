package phoenix.engine.receiver.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackDecoder;
import phoenix.engine.net.ServerConnection;
import phoenix.metrics.otlp.RpcStatus;

/**
 * Serves OTLP/gRPC on one HTTP/2 connection. One thread reads frames; each complete call is answered on a thread of its
 * own, so that a pipeline that takes its time holds up neither other calls nor the connection.
 */
final class GrpcSession {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int SETTING_MAX_CONCURRENT_STREAMS = 3;
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING_MAX_HEADER_LIST_SIZE = 6;
    private static final int DEFAULT_WINDOW_BYTES = 65_535;
    private static final int STREAM_WINDOW_BYTES = 1 << 20;
    private static final int CONNECTION_WINDOW_BYTES = 16 << 20;
    private static final int HEADER_BLOCK_BYTES_MAX = 64 << 10;
    private static final int CONTINUATIONS_MAX = 16;
    private static final int REFUSED_STREAM = 7;
    private static final int PROTOCOL_ERROR = 1;

    /** How long a client may pause within a message. */
    private static final Duration STALL_MAX = Duration.ofMinutes(1);

    private final ServerConnection connection;
    private final GrpcSettings settings;
    private final Intake intake;
    private final GrpcWriter writer;
    private final GrpcKeepalive keepalive;
    private final HpackDecoder hpack = new HpackDecoder();
    private final Map<Integer, GrpcCall> incoming = new HashMap<>();
    private final AtomicInteger answering = new AtomicInteger();
    private int lastStreamId;
    private int unacknowledgedBytes;

    GrpcSession(ServerConnection connection, GrpcSettings settings, Intake intake) {
        this.connection = connection;
        this.settings = settings;
        this.intake = intake;
        this.writer = new GrpcWriter(connection);
        this.keepalive = new GrpcKeepalive(connection, settings.keepalive(), writer);
    }

    void serve() throws IOException {
        byte[] preface = new byte[PREFACE.length];
        connection.wire().readFully(preface);
        if (!Arrays.equals(preface, PREFACE)) {
            throw new IOException("not HTTP/2");
        }
        writer.frames(
                Frame.settings(
                        SETTING_MAX_CONCURRENT_STREAMS,
                        settings.streamsMax(),
                        SETTING_INITIAL_WINDOW_SIZE,
                        STREAM_WINDOW_BYTES,
                        SETTING_MAX_HEADER_LIST_SIZE,
                        HEADER_BLOCK_BYTES_MAX),
                Frame.number(Frame.WINDOW_UPDATE, 0, CONNECTION_WINDOW_BYTES - DEFAULT_WINDOW_BYTES));
        connection.everySecond(keepalive::check);
        try {
            Frame frame = next();
            while (frame != null && take(frame)) {
                frame = next();
            }
        } finally {
            incoming.values().forEach(GrpcCall::close);
            incoming.clear();
        }
    }

    /** Ends the connection once the calls under way are answered. */
    void drain() {
        keepalive.drain();
    }

    private @Nullable Frame next() throws IOException {
        connection.expireAfter(incoming.isEmpty() ? Duration.ZERO : STALL_MAX);
        keepalive.active(incoming.size() + answering.get());
        Frame frame = Frame.read(connection.wire().in());
        keepalive.received(lastStreamId);
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
                if (frame.has(Frame.ACK)) {
                    keepalive.pingAnswered();
                } else if (frame.payload().length != 8 || !keepalive.mayPing(incoming.size() + answering.get())) {
                    return false;
                } else {
                    writer.frames(frame.acknowledgement());
                }
            }
            case Frame.WINDOW_UPDATE -> writer.windowUpdate(frame);
            case Frame.HEADERS -> headers(frame);
            case Frame.DATA -> data(frame);
            case Frame.RST_STREAM -> forget(frame.streamId());
            case Frame.CONTINUATION, Frame.PUSH_PROMISE -> {
                writer.frames(Frame.goAway(lastStreamId, PROTOCOL_ERROR));
                return false;
            }
            default -> {} // GOAWAY of a client changes nothing; unknown frames are passed over
        }
        return true;
    }

    private void forget(int streamId) {
        GrpcCall call = incoming.remove(streamId);
        if (call != null) {
            call.close();
        }
        writer.forget(streamId);
    }

    private void headers(Frame frame) throws IOException {
        List<Header> headers = hpack.decode(block(frame));
        int streamId = frame.streamId();
        if (streamId <= lastStreamId) {
            if (frame.has(Frame.END_STREAM)) {
                endOfRequest(streamId); // trailers, which a client of gRPC does not send
            }
            return;
        }
        if (streamId % 2 == 0) {
            throw new IOException("HTTP/2: a stream of a client with an even number");
        }
        boolean isLate = keepalive.isDraining();
        lastStreamId = streamId;
        if (isLate || incoming.size() + answering.get() >= settings.streamsMax()) {
            writer.frames(Frame.number(Frame.RST_STREAM, streamId, REFUSED_STREAM));
            return;
        }
        boolean goesOn = !frame.has(Frame.END_STREAM);
        if (!GrpcCall.header(headers, ":method").equals("POST")) {
            writer.httpError(
                    streamId,
                    405,
                    new RpcStatus(
                            GrpcStatuses.INTERNAL,
                            "Received a HEADERS frame with :method \"" + GrpcCall.header(headers, ":method")
                                    + "\" which should be POST"),
                    goesOn);
            return;
        }
        String contentType = GrpcCall.header(headers, "content-type");
        if (!contentType.startsWith("application/grpc")) {
            writer.httpError(
                    streamId,
                    415,
                    new RpcStatus(
                            GrpcStatuses.INVALID_ARGUMENT, "invalid gRPC request content-type \"" + contentType + "\""),
                    goesOn);
            return;
        }
        writer.begin(streamId, contentType);
        RpcStatus wrongPath = GrpcStatuses.ofPath(GrpcCall.header(headers, ":path"));
        if (wrongPath != null) {
            writer.failure(streamId, wrongPath, goesOn);
        } else if (!intake.budget.reserve(Intake.OVERHEAD_BYTES)) {
            refuseForMemory(streamId, goesOn);
        } else {
            Body message = new Body(intake.budget, settings.messageBytesMax());
            incoming.put(streamId, new GrpcCall(streamId, headers, message, intake.budget));
            if (!goesOn) {
                endOfRequest(streamId);
            }
        }
    }

    private void refuseForMemory(int streamId, boolean goesOn) throws IOException {
        writer.failure(streamId, GrpcStatuses.of(intake.refuseForMemory(), settings.messageBytesMax()), goesOn);
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
        GrpcCall call = incoming.get(frame.streamId());
        if (call == null) {
            return; // of a call that is answered already, or was given up
        }
        boolean goesOn = !frame.has(Frame.END_STREAM);
        try {
            call.add(frame.content(), announced -> {
                if (announced > settings.messageBytesMax()) {
                    throw new Body.TooLargeException(settings.messageBytesMax());
                }
            });
        } catch (Body.TooLargeException _) {
            forget(call.streamId);
            writer.failure(call.streamId, GrpcStatuses.tooLarge(call.length(), settings.messageBytesMax()), goesOn);
            return;
        } catch (Body.NoRoomException _) {
            forget(call.streamId);
            refuseForMemory(call.streamId, goesOn);
            return;
        }
        if (call.isComplete()) {
            answer(call, goesOn);
        } else if (!goesOn) {
            endOfRequest(frame.streamId());
        } else if (length > 0) {
            writer.frames(Frame.number(Frame.WINDOW_UPDATE, frame.streamId(), length));
        }
    }

    /** The request has ended; without a whole message in it. */
    private void endOfRequest(int streamId) throws IOException {
        GrpcCall call = incoming.get(streamId);
        if (call != null) {
            forget(streamId);
            writer.failure(
                    streamId, new RpcStatus(GrpcStatuses.UNKNOWN, call.hasPrefix() ? "unexpected EOF" : "EOF"), false);
        }
    }

    private void answer(GrpcCall call, boolean goesOn) throws IOException {
        incoming.remove(call.streamId);
        String name = call.header("grpc-encoding");
        boolean isPlain = name.isEmpty() || name.equals("identity");
        Encoding encoding = Encoding.ofGrpc(name);
        RpcStatus wrong = null;
        if (!isPlain && encoding == null) {
            wrong = GrpcStatuses.of(new Taken.UnknownEncoding(name), settings.messageBytesMax());
        } else if (call.flag() > 1 || call.flag() < 0) {
            wrong = new RpcStatus(
                    GrpcStatuses.INTERNAL, "grpc: received unexpected payload format " + (call.flag() & 0xff));
        } else if (isPlain && call.flag() == 1) {
            wrong = new RpcStatus(GrpcStatuses.INTERNAL, "grpc: compressed flag set with identity or empty encoding");
        }
        if (wrong != null) {
            call.close();
            writer.failure(call.streamId, wrong, goesOn);
            return;
        }
        Encoding packedWith = call.flag() == 1 ? encoding : null;
        answering.incrementAndGet();
        connection.beginWork();
        connection.spawn(() -> {
            try (call) {
                Taken taken = intake.take(
                        Intake.Transport.GRPC,
                        call.message,
                        PayloadFormat.PROTOBUF,
                        packedWith,
                        settings.messageBytesMax());
                writer.answer(call.streamId, taken, settings.messageBytesMax(), goesOn);
            } catch (IOException _) {
                connection.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                connection.close();
            } finally {
                connection.endWork();
                answering.decrementAndGet();
                keepalive.callEnded(answering.get());
            }
        });
    }
}
