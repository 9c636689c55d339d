package phoenix.engine.net.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer with a body of known length. */
public record PageResponse(int status, String reason, Map<String, String> headers, byte[] body) {
    private static final int PIECE_BYTES = 64 * 1024;

    public static PageResponse text(int status, String reason, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        return new PageResponse(status, reason, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(OutputStream out, boolean withBody, boolean keepsConnection) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append(keepsConnection ? "\r\n" : "Connection: close\r\n\r\n");
        out.write(PageRequest.ascii(head.toString()));
        for (int from = 0; withBody && from < body.length; from += PIECE_BYTES) {
            out.write(body, from, Math.min(PIECE_BYTES, body.length - from));
        }
        out.flush();
    }
}
