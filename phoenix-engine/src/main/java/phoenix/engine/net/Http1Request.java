package phoenix.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 request (RFC 9112), checked as Go's {@code net/http} checks it.
 *
 * @param path without the query
 * @param isHttp11 else it is HTTP/1.0
 * @param contentLength -1 when the request does not say, or is chunked
 */
public record Http1Request(
        String method, String path, boolean isHttp11, List<Header> headers, boolean isChunked, long contentLength) {
    private static final int HEAD_BYTES_MAX = 64 << 10;
    private static final int HEADERS_MAX = 200;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** The request cannot be understood; the connection is to be closed with this answer. */
    public static final class BadRequestException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String status;

        BadRequestException(String status, String detail) {
            super(detail);
            this.status = status;
        }

        /** Such as {@code 400 Bad Request}. */
        public String status() {
            return status;
        }
    }

    /** Reads the next head; null when the client has gone. */
    public static @Nullable Http1Request read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in);
        String first = lines.next();
        if (first == null) {
            return null;
        }
        if (first.isEmpty()) {
            first = lines.required(); // one empty line before a request is forgiven
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !TOKEN.matcher(words[0]).matches()) {
            throw malformed("malformed request line");
        }
        if (!words[2].matches("HTTP/1\\.[01]")) {
            throw words[2].startsWith("HTTP/")
                    ? new BadRequestException("505 HTTP Version Not Supported", "unsupported protocol version")
                    : malformed("malformed HTTP version");
        }
        List<Header> headers = new ArrayList<>();
        for (String line = lines.required(); !line.isEmpty(); line = lines.required()) {
            headers.add(parsed(line));
            if (headers.size() > HEADERS_MAX) {
                throw tooLarge();
            }
        }
        return of(words[0], path(words[1]), words[2].endsWith("1"), List.copyOf(headers));
    }

    private static Header parsed(String line) throws BadRequestException {
        int colon = line.indexOf(':');
        if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
            throw malformed("malformed header");
        }
        String value = line.substring(colon + 1).strip();
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw malformed("malformed header value");
        }
        return new Header(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
    }

    private static String path(String target) throws BadRequestException {
        String path = target;
        if (!path.startsWith("/") && path.contains("://")) {
            int slash = path.indexOf('/', path.indexOf("://") + 3);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        if (!path.startsWith("/") && !path.equals("*")) {
            throw malformed("malformed request target");
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static Http1Request of(String method, String path, boolean http11, List<Header> headers)
            throws BadRequestException {
        List<String> hosts = all(headers, "host");
        if (http11 && hosts.size() != 1) {
            throw new BadRequestException(
                    "400 Bad Request", hosts.isEmpty() ? "missing required Host header" : "too many Host headers");
        }
        List<String> codings = all(headers, "transfer-encoding");
        if (!codings.isEmpty()) {
            if (!http11 || codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new BadRequestException("501 Not Implemented", "Unsupported transfer encoding");
            }
            return new Http1Request(method, path, true, headers, true, -1);
        }
        long length = -1;
        for (String value : all(headers, "content-length")) {
            if (!DIGITS.matcher(value).matches() || (length >= 0 && length != Long.parseLong(value))) {
                throw malformed("malformed Content-Length");
            }
            length = Long.parseLong(value);
        }
        return new Http1Request(method, path, http11, headers, false, length);
    }

    private static List<String> all(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }

    private static BadRequestException malformed(String detail) {
        return new BadRequestException("400 Bad Request", detail);
    }

    private static BadRequestException tooLarge() {
        return new BadRequestException("431 Request Header Fields Too Large", "headers too large");
    }

    /** The first value of a header; empty when absent. The name is in lower case. */
    public String header(String name) {
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return "";
    }

    /** Whether the client wants to send another request on the connection. */
    public boolean keepsConnection() {
        return isHttp11
                ? !Http1Parser.hasToken(headers, "connection", "close")
                : Http1Parser.hasToken(headers, "connection", "keep-alive");
    }

    /** Reads lines, all of which together are limited. */
    private static final class LineReader {
        private final InputStream in;
        private int bytes;

        LineReader(InputStream in) {
            this.in = in;
        }

        /** Null at the end of the stream. */
        @Nullable
        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int b = in.read();
                if (b < 0) {
                    if (bytes == 0) {
                        return null;
                    }
                    throw new EOFException("the connection ended within a request");
                }
                if (++bytes > HEAD_BYTES_MAX) {
                    throw tooLarge();
                }
                if (b == '\n') {
                    int end = line.length();
                    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
                }
                line.append((char) b);
            }
        }

        String required() throws IOException {
            String line = next();
            if (line == null) {
                throw new EOFException("the connection ended within a request");
            }
            return line;
        }
    }
}
