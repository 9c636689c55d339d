package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.Http1Request;
import phoenix.engine.net.ServerConnection;

/**
 * Serves OTLP/HTTP on one HTTP/2 connection, which a client gets over TLS where it asks for it by ALPN. Each complete
 * request is answered on a thread of its own.
 */
final class Http2Session implements Http2Reader.Session {
    /** As in Go's server. */
    private static final int STREAMS_MAX = 250;

    private static final int PROTOCOL_ERROR = 1;
    /** How long a client may pause within a body, where no read_timeout says so. */
    private static final Duration STALL_MAX = Duration.ofMinutes(1);

    private final ServerConnection connection;
    private final HttpSettings settings;
    private final HttpServing serving;
    private final Intake intake;
    private final Http2Writer writer;
    private final Http2Reader reader;
    private final Map<Integer, Upload> incoming = new HashMap<>();
    private final AtomicInteger answering = new AtomicInteger();

    /** A request whose body is coming in. */
    private record Upload(
            int streamId, Http1Request request, PayloadFormat format, Body body, IntakeBudget budget, long endNanos)
            implements AutoCloseable {
        @Override
        public void close() {
            body.close();
            budget.release(Intake.OVERHEAD_BYTES);
        }
    }

    Http2Session(ServerConnection connection, HttpSettings settings, HttpServing serving, Intake intake) {
        this.connection = connection;
        this.settings = settings;
        this.serving = serving;
        this.intake = intake;
        this.writer = new Http2Writer(connection);
        this.reader = new Http2Reader(connection, writer, this);
    }

    void serve() throws IOException {
        connection.expireAfter(settings.headTimeout());
        reader.greet(STREAMS_MAX);
        try {
            reader.read();
        } finally {
            incoming.values().forEach(Upload::close);
            incoming.clear();
        }
    }

    @Override
    public void beforeFrame() {
        if (incoming.isEmpty()) {
            connection.expireAfter(answering.get() > 0 ? Duration.ZERO : settings.idleTimeout());
        } else {
            long end = incoming.values().stream()
                    .mapToLong(Upload::endNanos)
                    .reduce(connection.moment(Duration.ZERO), Math::min);
            connection.expireAfter(STALL_MAX, end);
        }
    }

    @Override
    public void afterFrame(int lastStreamId) {}

    @Override
    public boolean ping(Frame frame) throws IOException {
        if (!frame.has(Frame.ACK)) {
            writer.frames(frame.acknowledgement());
        }
        return frame.payload().length == 8;
    }

    @Override
    public boolean isFull() {
        return incoming.size() + answering.get() >= STREAMS_MAX;
    }

    @Override
    public void begin(int streamId, List<Header> headers, boolean goesOn) throws IOException {
        Http1Request request = request(headers);
        if (request == null) {
            writer.frames(Frame.number(Frame.RST_STREAM, streamId, PROTOCOL_ERROR));
            writer.forget(streamId);
            return;
        }
        HttpAnswer early = serving.before(request);
        PayloadFormat format = PayloadFormat.of(request.header("content-type"));
        if (early != null) {
            answer(streamId, request, early, goesOn);
        } else if (format == null) {
            answer(streamId, request, HttpAnswers.WRONG_TYPE, goesOn);
        } else if (request.contentLength() > settings.bodyBytesMax()) {
            answer(streamId, request, HttpAnswers.tooLarge(format), goesOn);
        } else if (!intake.budget.reserve(Intake.OVERHEAD_BYTES)) {
            answer(streamId, request, HttpAnswers.of(intake.refuseForMemory(), format), goesOn);
        } else {
            Body body = new Body(intake.budget, settings.bodyBytesMax());
            body.announce(request.contentLength());
            long end = connection.moment(settings.readTimeout());
            incoming.put(streamId, new Upload(streamId, request, format, body, intake.budget, end));
            if (!goesOn) {
                end(streamId);
            }
        }
    }

    /** Null for one that is malformed. */
    private static @Nullable Http1Request request(List<Header> headers) {
        String method = GrpcCall.header(headers, ":method");
        String path = GrpcCall.header(headers, ":path");
        if (method.isEmpty() || !(path.startsWith("/") || path.equals("*"))) {
            return null;
        }
        String length = GrpcCall.header(headers, "content-length");
        if (!length.matches("[0-9]{0,18}")) {
            return null;
        }
        return new Http1Request(
                method,
                path.split("\\?", 2)[0],
                true,
                headers.stream().filter(h -> !h.name().startsWith(":")).toList(),
                false,
                length.isEmpty() ? -1 : Long.parseLong(length));
    }

    @Override
    public boolean data(int streamId, byte[] data, boolean goesOn) throws IOException {
        Upload upload = incoming.get(streamId);
        if (upload == null) {
            return false; // of a request that is answered already, or was given up
        }
        try {
            upload.body().append(data, 0, data.length);
        } catch (Body.TooLargeException _) {
            cancel(streamId);
            answer(streamId, upload.request(), HttpAnswers.tooLarge(upload.format()), goesOn);
            return false;
        } catch (Body.NoRoomException _) {
            cancel(streamId);
            answer(streamId, upload.request(), HttpAnswers.of(intake.refuseForMemory(), upload.format()), goesOn);
            return false;
        }
        if (!goesOn) {
            end(streamId);
        }
        return goesOn;
    }

    @Override
    public void cancel(int streamId) {
        Upload upload = incoming.remove(streamId);
        if (upload != null) {
            upload.close();
        }
    }

    @Override
    public void end(int streamId) throws IOException {
        Upload upload = incoming.remove(streamId);
        if (upload == null) {
            return;
        }
        long announced = upload.request().contentLength();
        if (announced >= 0 && announced != upload.body().size()) {
            upload.close();
            writer.frames(Frame.number(Frame.RST_STREAM, streamId, PROTOCOL_ERROR));
            writer.forget(streamId);
            return;
        }
        answering.incrementAndGet();
        connection.beginWork();
        Intake.Request request = new Intake.Request(
                Intake.Transport.HTTP, upload.body(), upload.format(), serving.encoding(upload.request()));
        intake.take(
                request,
                settings.bodyBytesMax(),
                result -> connection.guard(() -> {
                    try (upload) {
                        answer(streamId, upload.request(), HttpAnswers.of(result.get(), upload.format()), false);
                    } catch (IOException _) {
                        connection.close();
                    } finally {
                        connection.endWork();
                        if (answering.decrementAndGet() == 0) {
                            connection.expireAfter(settings.idleTimeout());
                        }
                    }
                }));
    }

    private void answer(int streamId, Http1Request request, HttpAnswer given, boolean goesOn) throws IOException {
        HttpAnswer answer = given.with(serving.headers(request)).with(serving.date());
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(":status", answer.status().substring(0, 3)));
        for (Header header : answer.headers()) {
            headers.add(new Header(header.name().toLowerCase(Locale.ROOT), header.value()));
        }
        if (!answer.status().startsWith("204")) {
            headers.add(new Header("content-length", Integer.toString(answer.body().length)));
        }
        byte[] body = request.method().equals("HEAD") ? new byte[0] : answer.body();
        writer.answer(streamId, new Http2Writer.Answer(headers, body, List.of()), goesOn);
        if (serving.isStopping()) {
            writer.frames(Frame.goAway(reader.lastStreamId(), 0));
        }
    }
}
