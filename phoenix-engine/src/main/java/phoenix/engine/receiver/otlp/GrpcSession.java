package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.ServerConnection;
import phoenix.metrics.otlp.RpcStatus;

/**
 * Serves OTLP/gRPC on one HTTP/2 connection. Each complete call is handled and answered by
 * a worker, so that a pipeline that takes its time holds up neither other calls nor the connection.
 */
final class GrpcSession implements Http2Reader.Session {
    /** How long a client may pause within a message. */
    private static final Duration STALL_MAX = Duration.ofMinutes(1);

    private final ServerConnection connection;
    private final GrpcSettings settings;
    private final Intake intake;
    private final Http2Writer frames;
    private final GrpcWriter writer;
    private final Http2Reader reader;
    private final GrpcKeepalive keepalive;
    private final Map<Integer, GrpcCall> incoming = new HashMap<>();
    private final AtomicInteger answering = new AtomicInteger();

    GrpcSession(ServerConnection connection, GrpcSettings settings, Intake intake) {
        this.connection = connection;
        this.settings = settings;
        this.intake = intake;
        this.frames = new Http2Writer(connection);
        this.writer = new GrpcWriter(frames);
        this.reader = new Http2Reader(connection, frames, this);
        this.keepalive = new GrpcKeepalive(connection, settings.keepalive(), frames);
    }

    void serve() throws IOException {
        reader.greet(settings.streamsMax());
        connection.everySecond(keepalive::check);
        try {
            reader.read();
        } finally {
            incoming.values().forEach(GrpcCall::close);
            incoming.clear();
        }
    }

    /** Ends the connection once the calls under way are answered. */
    void drain() {
        keepalive.drain();
    }

    private int active() {
        return incoming.size() + answering.get();
    }

    @Override
    public void beforeFrame() {
        connection.expireAfter(incoming.isEmpty() ? Duration.ZERO : STALL_MAX);
        keepalive.active(active());
    }

    @Override
    public void afterFrame(int lastStreamId) {
        keepalive.received(lastStreamId);
    }

    @Override
    public boolean ping(Frame frame) throws IOException {
        if (frame.has(Frame.ACK)) {
            keepalive.pingAnswered();
        } else if (frame.payload().length != 8 || !keepalive.mayPing(active())) {
            return false;
        } else {
            frames.frames(frame.acknowledgement());
        }
        return true;
    }

    @Override
    public boolean isFull() {
        return keepalive.isDraining() || active() >= settings.streamsMax();
    }

    @Override
    public void cancel(int streamId) {
        GrpcCall call = incoming.remove(streamId);
        if (call != null) {
            call.close();
        }
        writer.forget(streamId);
    }

    private void drop(GrpcCall call) {
        incoming.remove(call.streamId);
        call.close();
    }

    @Override
    public void begin(int streamId, List<Header> headers, boolean goesOn) throws IOException {
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
                end(streamId);
            }
        }
    }

    private void refuseForMemory(int streamId, boolean goesOn) throws IOException {
        writer.failure(streamId, GrpcStatuses.of(intake.refuseForMemory(), settings.messageBytesMax()), goesOn);
    }

    @Override
    public boolean data(int streamId, byte[] data, boolean goesOn) throws IOException {
        GrpcCall call = incoming.get(streamId);
        if (call == null) {
            return false; // of a call that is answered already, or was given up
        }
        try {
            call.add(data, announced -> {
                if (announced > settings.messageBytesMax()) {
                    throw new Body.TooLargeException(settings.messageBytesMax());
                }
            });
        } catch (Body.TooLargeException _) {
            drop(call);
            writer.failure(call.streamId, GrpcStatuses.tooLarge(call.length(), settings.messageBytesMax()), goesOn);
            return false;
        } catch (Body.NoRoomException _) {
            drop(call);
            refuseForMemory(call.streamId, goesOn);
            return false;
        }
        if (call.isComplete()) {
            answer(call, goesOn);
            return false;
        }
        if (!goesOn) {
            end(streamId);
        }
        return goesOn;
    }

    /** The request has ended; without a whole message in it. */
    @Override
    public void end(int streamId) throws IOException {
        GrpcCall call = incoming.get(streamId);
        if (call != null) {
            drop(call);
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
        Intake.Request request =
                new Intake.Request(Intake.Transport.GRPC, call.message, PayloadFormat.PROTOBUF, packedWith);
        intake.take(
                request,
                settings.messageBytesMax(),
                result -> connection.guard(() -> {
                    try (call) {
                        writer.answer(call.streamId, result.get(), settings.messageBytesMax(), goesOn);
                    } catch (IOException _) {
                        connection.close();
                    } finally {
                        connection.endWork();
                        answering.decrementAndGet();
                        keepalive.callEnded(answering.get());
                    }
                }));
    }
}
