package phoenix.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The client's end of a connection of HTTP/1.1 that is kept alive. */
final class Http1Connection implements HttpConnection {
    private static final int INTERIM_RESPONSES_MAX = 8;

    private final Wire wire;
    private boolean reusable;

    Http1Connection(Wire wire) {
        this.wire = wire;
    }

    @Override
    public Wire wire() {
        return wire;
    }

    /** A server has nothing to say unasked: input means that it has closed, or lost count. */
    @Override
    public boolean isUsable() {
        return !wire.hasInput();
    }

    @Override
    public boolean isReusable() {
        return reusable;
    }

    @Override
    public HttpResponse exchange(Message message, ResponseLimit limit, Deadline deadline) throws IOException {
        reusable = false;
        try {
            write(wire.out(), message);
        } catch (IOException e) {
            if (deadline.isExpired() || !wire.hasInput()) {
                throw e;
            }
            // A server may answer and close before it has read everything, for example with 413: read that.
        }
        Exchange exchange = new Exchange(new Http1Parser(wire.in()), wire, limit);
        HttpResponse response = exchange.response();
        reusable = exchange.reusable;
        return response;
    }

    @Override
    public void close() {
        wire.close();
    }

    private static void write(OutputStream out, Message message) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(message.method())
                .append(' ')
                .append(message.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(message.authority())
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

    /** Reads one response. */
    private static final class Exchange {
        private final Http1Parser parser;
        private final Wire wire;
        private final ResponseLimit limit;
        private boolean reusable;

        Exchange(Http1Parser parser, Wire wire, ResponseLimit limit) {
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
}
