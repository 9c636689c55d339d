package phoenix.app.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Header;
import phoenix.engine.net.Http1Parser;
import phoenix.engine.net.Wire;
import phoenix.metrics.otlp.RpcStatus;

/** Serves OTLP/HTTP on one HTTP/1.1 connection. */
final class HttpSession {
    private static final String PATH = "/v1/metrics";

    private final Wire wire;
    private final Intake intake;
    private final String listener;
    private final Http1Parser parser;

    HttpSession(Wire wire, Intake intake, String listener) {
        this.wire = wire;
        this.intake = intake;
        this.listener = listener;
        this.parser = new Http1Parser(wire.in());
    }

    void serve() throws IOException {
        boolean more = true;
        while (more) {
            String request = parser.line();
            if (request == null) {
                return;
            }
            more = exchange(request.split(" "), parser.headers());
        }
    }

    /** True when another request may follow on the connection. */
    private boolean exchange(String[] request, List<Header> headers) throws IOException {
        Reply early = request.length == 3 && request[0].equals("POST") && request[1].split("\\?", 2)[0].equals(PATH)
                ? intake.checkHead(header(headers, "api-key"), Http1Parser.contentLength(headers))
                : intake.wrongPath();
        if (early != null) {
            // The body is left unread, so the connection cannot go on.
            write(early, true);
            return false;
        }
        if (Http1Parser.hasToken(headers, "expect", "100-continue")) {
            wire.out().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            wire.out().flush();
        }
        byte[] body;
        try {
            body = Http1Parser.isChunked(headers)
                    ? parser.chunkedBody(intake.payloadBytesMax())
                    : parser.exactly((int) Math.max(0, Http1Parser.contentLength(headers)));
        } catch (Http1Parser.BodyTooLargeException _) {
            write(intake.tooLarge(), true);
            return false;
        }
        String encoding = header(headers, "content-encoding");
        Reply reply = intake.body(listener, body, encoding == null ? "" : encoding.toLowerCase(Locale.ROOT));
        if (reply == null) {
            return false;
        }
        boolean last = Http1Parser.hasToken(headers, "connection", "close");
        write(reply, last);
        return !last;
    }

    private static @Nullable String header(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    private void write(Reply reply, boolean last) throws IOException {
        byte[] body =
                reply.isSuccess() ? reply.response().encode() : new RpcStatus(reply.grpc(), reply.message()).encode();
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.http()).append(" -\r\n");
        if (body.length > 0) {
            head.append("Content-Type: application/x-protobuf\r\n");
        }
        if (reply.retryAfter() != null) {
            head.append("Retry-After: ").append(reply.retryAfter().toSeconds()).append("\r\n");
        }
        if (last) {
            head.append("Connection: close\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        OutputStream out = wire.out();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }
}
