package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import phoenix.engine.net.Header;

/**
 * An answer of the HTTP protocol, before the headers that all answers have.
 *
 * @param status such as {@code 200 OK}
 */
record HttpAnswer(String status, List<Header> headers, byte[] body) {
    HttpAnswer {
        headers = List.copyOf(headers);
    }

    static HttpAnswer of(String status, String contentType, byte[] body) {
        return new HttpAnswer(status, List.of(new Header("Content-Type", contentType)), body);
    }

    static HttpAnswer text(String status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer with(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return new HttpAnswer(status, more, body);
    }

    HttpAnswer with(List<Header> added) {
        HttpAnswer answer = this;
        for (Header header : added) {
            answer = answer.with(header);
        }
        return answer;
    }

    /** @param isLast whether the connection is closed afterwards */
    void write(OutputStream out, boolean isLast, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(status);
        for (Header header : headers) {
            head.append("\r\n").append(header.name()).append(": ").append(header.value());
        }
        if (isLast) {
            head.append("\r\nConnection: close");
        }
        if (!status.startsWith("204")) {
            head.append("\r\nContent-Length: ").append(body.length);
        }
        out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }
}
