package phoenix.engine.receiver.otlp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Header;
import phoenix.engine.net.Http1Parser;
import phoenix.engine.net.Http1Request;
import phoenix.engine.net.ServerConnection;

/** Serves OTLP/HTTP on one HTTP/1 connection, one request after the other. */
final class HttpSession {
    /** How long a client may pause within a body, where no read_timeout says so. */
    private static final Duration STALL_MAX = Duration.ofMinutes(1);

    /** What of a body that nobody wants is read to keep the connection, as Go does. */
    private static final int DISCARD_BYTES_MAX = 256 << 10;

    private static final int CHUNK_BYTES = 16 << 10;
    /** How long a client that is to be closed may go on sending. */
    private static final Duration LINGER_MAX = Duration.ofSeconds(10);

    private static final long LINGER_BYTES_MAX = 64 << 20;
    private static final int TRAILERS_MAX = 64;

    private final ServerConnection connection;
    private final HttpSettings settings;
    private final Intake intake;
    private final HttpHandling handling;
    private final InputStream in;
    private final OutputStream out;

    HttpSession(ServerConnection connection, HttpSettings settings, HttpHandling handling, Intake intake) {
        this.connection = connection;
        this.settings = settings;
        this.handling = handling;
        this.intake = intake;
        this.in = connection.wire().in();
        this.out = connection.wire().out();
    }

    void serve() throws IOException {
        connection.expireAfter(settings.headTimeout());
        boolean more = true;
        while (more) {
            in.mark(1);
            if (in.read() < 0) {
                return;
            }
            in.reset();
            connection.expireAfter(settings.headTimeout());
            long end = connection.moment(settings.readTimeout());
            try {
                Http1Request request = Http1Request.read(in);
                if (request == null) {
                    return;
                }
                more = exchange(request, end);
                if (!more) {
                    linger();
                }
            } catch (Http1Request.BadRequestException e) {
                String body = e.status() + (e.getMessage() == null ? "" : ": " + e.getMessage());
                write(HttpAnswer.text(e.status(), "text/plain; charset=utf-8", body), true, true);
                linger();
                return;
            }
            connection.expireAfter(settings.idleTimeout());
        }
    }

    /** Lets the client finish what it is sending: closing at once would reset it, and it would not see the answer. */
    private void linger() throws IOException {
        connection.expireAfter(LINGER_MAX);
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = LINGER_BYTES_MAX;
        for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
            left -= n;
        }
    }

    /** True when another request may follow on the connection. */
    private boolean exchange(Http1Request request, long end) throws IOException {
        BodyReader body = new BodyReader(request, end);
        HttpAnswer answer = answer(request, body);
        boolean keep = request.keepsConnection() && body.isAtEnd(answer) && !handling.isStopping();
        write(
                answer.with(handling.headers(request)).with(handling.date()),
                !keep,
                !request.method().equals("HEAD"));
        return keep;
    }

    private HttpAnswer answer(Http1Request request, BodyReader reader) throws IOException {
        HttpAnswer early = handling.before(request);
        if (early != null) {
            return early;
        }
        PayloadFormat format = PayloadFormat.of(request.header("content-type"));
        if (format == null) {
            return HttpAnswers.WRONG_TYPE;
        }
        if (!intake.budget.reserve(Intake.OVERHEAD_BYTES)) {
            return HttpAnswers.of(intake.refuseForMemory(), format);
        }
        Encoding encoding = handling.encoding(request);
        try (Body body = new Body(intake.budget, settings.bodyBytesMax())) {
            reader.readInto(body);
            connection.expireAfter(Duration.ZERO);
            connection.beginWork();
            try {
                return HttpAnswers.of(
                        intake.take(Intake.Transport.HTTP, body, format, encoding, settings.bodyBytesMax()), format);
            } finally {
                connection.endWork();
            }
        } catch (Body.TooLargeException _) {
            return HttpAnswers.tooLarge(format);
        } catch (Body.NoRoomException _) {
            return HttpAnswers.of(intake.refuseForMemory(), format);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("shutting down");
        } finally {
            intake.budget.release(Intake.OVERHEAD_BYTES);
        }
    }

    private void write(HttpAnswer answer, boolean isLast, boolean withBody) throws IOException {
        connection.writing(settings.writeTimeout());
        answer.write(out, isLast, withBody);
        connection.written();
    }

    /** The body of one request as it comes over the wire. */
    private final class BodyReader {
        private final Http1Request request;
        private final long end;
        private final Http1Parser parser = new Http1Parser(in);
        private boolean isRead;

        BodyReader(Http1Request request, long end) {
            this.request = request;
            this.end = end;
        }

        void readInto(Body body) throws IOException {
            if (request.contentLength() > settings.bodyBytesMax()) {
                throw new Body.TooLargeException(settings.bodyBytesMax());
            }
            body.announce(request.contentLength());
            if (request.header("expect").equalsIgnoreCase("100-continue")) {
                connection.writing(settings.writeTimeout());
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                connection.written();
            }
            byte[] chunk = new byte[CHUNK_BYTES];
            if (!request.isChunked()) {
                copy(Math.max(0, request.contentLength()), chunk, body);
            } else {
                for (long length = parser.chunkLength(); length > 0; length = parser.chunkLength()) {
                    copy(length, chunk, body);
                    parser.endOfChunk();
                }
                passOverTrailers();
            }
            isRead = true;
        }

        private void passOverTrailers() throws IOException {
            for (int i = 0; i < TRAILERS_MAX; i++) {
                String line = parser.line();
                if (line == null) {
                    throw new EOFException("the connection ended within a body");
                }
                if (line.isEmpty()) {
                    return;
                }
            }
            throw new IOException("too many trailers");
        }

        private void copy(long length, byte[] chunk, @Nullable Body into) throws IOException {
            for (long left = length; left > 0; ) {
                connection.expireAfter(STALL_MAX, end);
                int n = in.read(chunk, 0, (int) Math.min(left, chunk.length));
                if (n < 0) {
                    throw new EOFException("the connection ended within a body");
                }
                if (into != null) {
                    into.append(chunk, 0, n);
                }
                left -= n;
            }
        }

        /** Whether the next request can be read now; a short body that was left is read for that. */
        boolean isAtEnd(HttpAnswer answer) throws IOException {
            if (isRead || (!request.isChunked() && request.contentLength() <= 0)) {
                return true;
            }
            boolean waits = request.header("expect").equalsIgnoreCase("100-continue");
            boolean begun = answer.status().startsWith("400") || answer.status().startsWith("503");
            if (waits || begun || request.isChunked() || request.contentLength() > DISCARD_BYTES_MAX) {
                return false;
            }
            copy(request.contentLength(), new byte[CHUNK_BYTES], null);
            return true;
        }
    }

    /** What of the HTTP server is the same for all connections. */
    interface HttpHandling {
        /** Whether answers are to be the last of their connections. */
        boolean isStopping();

        /** The header that tells the time. */
        Header date();

        /** The answer to a request whose body need not be read; null for one that is to be taken. */
        @Nullable
        HttpAnswer before(Http1Request request);

        /** Null for a body that is not compressed. */
        @Nullable
        Encoding encoding(Http1Request request);

        /** Added to every answer. */
        List<Header> headers(Http1Request request);
    }
}
