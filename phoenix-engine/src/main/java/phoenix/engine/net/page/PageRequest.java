package phoenix.engine.net.page;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The head of an HTTP/1 request; a body is not read. Header names are in lower case, a repeated header is joined.
 *
 * @param isValid whether it was an HTTP/1 request at all; else the other fields are empty
 */
public record PageRequest(boolean isValid, String method, String path, boolean isHttp11, Map<String, String> headers) {
    private static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final PageRequest INVALID = new PageRequest(false, "", "", false, Map.of());

    /** Reads the next head; empty when the client has gone. */
    static Optional<PageRequest> read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int newlines = 0;
        while (newlines < 2) {
            int b = in.read();
            if (b < 0) {
                if (head.isEmpty()) {
                    return Optional.empty();
                }
                throw new EOFException("the request ends in its head");
            }
            if (head.length() >= HEAD_BYTES_MAX) {
                return Optional.of(INVALID);
            }
            if (b == '\n') {
                newlines = head.isEmpty() ? 0 : newlines + 1; // empty lines before a request are allowed
            } else if (b != '\r') {
                newlines = 0;
            }
            if (b != '\r' && !(b == '\n' && head.isEmpty())) {
                head.append((char) b);
            }
        }
        return Optional.of(parse(head.toString()));
    }

    private static PageRequest parse(String head) {
        String[] lines = head.split("\n", 0);
        String[] request = lines[0].split(" ", 0);
        if (request.length != 3 || !request[2].startsWith("HTTP/1.")) {
            return INVALID;
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                return INVALID;
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + "," + b);
        }
        String path = request[1];
        int query = path.indexOf('?');
        return new PageRequest(
                true,
                request[0],
                query < 0 ? path : path.substring(0, query),
                request[2].equals("HTTP/1.1"),
                Map.copyOf(headers));
    }

    /** Empty when there is none. The name in lower case. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether another request may follow: a body would stand in its way. */
    boolean keepsConnection() {
        boolean body =
                !header("content-length").isEmpty() && !header("content-length").equals("0");
        return isValid
                && isHttp11
                && !body
                && header("transfer-encoding").isEmpty()
                && !header("connection").equalsIgnoreCase("close");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
