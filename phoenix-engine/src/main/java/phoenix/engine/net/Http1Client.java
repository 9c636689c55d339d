package phoenix.engine.net;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * Talks to one server over HTTP/1.1, keeping connections alive. Follows no redirects: those would carry the headers,
 * and with them a key, to wherever the answer says. Thread-safe; each call blocks its own thread only.
 */
public final class Http1Client implements Closeable {
    /** What of a response body is kept, as in the Collector. */
    private static final int RESPONSE_BYTES_MAX = 64 << 10;

    private static final int INTERIM_RESPONSES_MAX = 8;

    private final Target target;
    private final Scheduler scheduler;
    private final ConnectionPool<Kept> pool;

    private record Kept(Wire wire) implements ConnectionPool.Connection {
        /** A server has nothing to say unasked: input means that it has closed, or lost count. */
        @Override
        public boolean isUsable() {
            return !wire.hasInput();
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    public Http1Client(Target target, Scheduler scheduler) {
        this.target = target;
        this.scheduler = scheduler;
        this.pool = new ConnectionPool<>(deadline -> new Kept(Wire.open(target, "", deadline)), scheduler::nanoTime);
    }

    /**
     * Sends one request and waits for the whole response.
     *
     * @param timeout for all of it; zero is none
     * @throws IOException for what prevented a response; its message tells about the timeout where that was it
     */
    public HttpResponse post(String path, List<Header> headers, byte[] body, Duration timeout) throws IOException {
        return within(timeout, deadline -> exchange(new Message("POST", path, headers, body), Limit.CUT, deadline));
    }

    /**
     * Fetches a page.
     *
     * @param bodyBytesMax a longer body is an {@link Http1Parser.BodyTooLargeException}
     * @param timeout for all of it; zero is none
     * @throws IOException for what prevented a response; its message tells about the timeout where that was it
     */
    public HttpResponse get(String path, List<Header> headers, int bodyBytesMax, Duration timeout) throws IOException {
        Limit limit = new Limit(bodyBytesMax, false);
        return within(timeout, deadline -> exchange(new Message("GET", path, headers, null), limit, deadline));
    }

    /** What is sent; a body of null is none. */
    private record Message(String method, String path, List<Header> headers, byte @Nullable [] body) {}

    /** What of a response body is kept, and whether a longer one is cut or refused. */
    private record Limit(int bytesMax, boolean cuts) {
        static final Limit CUT = new Limit(RESPONSE_BYTES_MAX, true);
    }

    private interface Attempt {
        HttpResponse run(Deadline deadline) throws IOException;
    }

    private HttpResponse within(Duration timeout, Attempt attempt) throws IOException {
        try (Deadline deadline = new Deadline(timeout, scheduler)) {
            try {
                return attempt.run(deadline);
            } catch (IOException e) {
                throw deadline.isExpired() ? new IOException("no answer within " + timeout.toMillis() + " ms", e) : e;
            }
        }
    }

    private HttpResponse exchange(Message message, Limit limit, Deadline deadline) throws IOException {
        Kept connection = pool.take(deadline);
        boolean reusable = false;
        try {
            try {
                write(connection.wire.out(), message);
            } catch (IOException e) {
                if (deadline.isExpired() || !connection.wire.hasInput()) {
                    throw e;
                }
                // A server may answer and close before it has read everything, for example with 413: read that.
            }
            Exchange exchange = new Exchange(new Http1Parser(connection.wire.in()), connection.wire, limit);
            HttpResponse response = exchange.response();
            reusable = exchange.reusable;
            return response;
        } finally {
            if (reusable) {
                pool.giveBack(connection);
            } else {
                pool.discard(connection);
            }
        }
    }

    private void write(OutputStream out, Message message) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(message.method())
                .append(' ')
                .append(message.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(hostHeader())
                .append("\r\n");
        for (Header header : message.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        byte[] body = message.body();
        head.append(body == null ? "" : "Content-Length: " + body.length + "\r\n")
                .append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            out.write(body);
        }
        out.flush();
    }

    private String hostHeader() {
        boolean usualPort = target.port() == (target.tls() == null ? 80 : 443);
        String authority = target.authority();
        return usualPort ? authority.substring(0, authority.lastIndexOf(':')) : authority;
    }

    /** Reads one response. */
    private static final class Exchange {
        private final Http1Parser parser;
        private final Wire wire;
        private final Limit limit;
        private boolean reusable;

        Exchange(Http1Parser parser, Wire wire, Limit limit) {
            this.parser = parser;
            this.wire = wire;
            this.limit = limit;
        }

        HttpResponse response() throws IOException {
            for (int i = 0; i < INTERIM_RESPONSES_MAX; i++) {
                String line = parser.line();
                if (line == null) {
                    throw new EOFException("the server closed the connection without an answer");
                }
                int status = status(line);
                List<Header> headers = parser.headers();
                if (status < 100 || status >= 200) {
                    reusable = line.startsWith("HTTP/1.1") && !Http1Parser.hasToken(headers, "connection", "close");
                    return new HttpResponse(status, headers, body(status, headers));
                }
            }
            throw new IOException("too many interim responses");
        }

        private static int status(String line) throws IOException {
            String[] parts = line.split(" ", 3);
            if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("\\d{3}")) {
                throw new IOException("the answer is not HTTP/1.1; is this the endpoint of another protocol?");
            }
            return Integer.parseInt(parts[1]);
        }

        private byte[] body(int status, List<Header> headers) throws IOException {
            if (status == 204 || status == 304) {
                return new byte[0];
            }
            if (Http1Parser.isChunked(headers)) {
                try {
                    return parser.chunkedBody(limit.bytesMax());
                } catch (Http1Parser.BodyTooLargeException e) {
                    reusable = false;
                    if (!limit.cuts()) {
                        throw e;
                    }
                    return new byte[0];
                }
            }
            long length = Http1Parser.contentLength(headers);
            if (length >= 0 && length <= limit.bytesMax()) {
                return parser.exactly((int) length);
            }
            reusable = false; // the rest is left unread
            byte[] body = wire.in().readNBytes(limit.cuts() ? limit.bytesMax() : limit.bytesMax() + 1);
            if (body.length > limit.bytesMax()) {
                throw new Http1Parser.BodyTooLargeException(limit.bytesMax());
            }
            return body;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
