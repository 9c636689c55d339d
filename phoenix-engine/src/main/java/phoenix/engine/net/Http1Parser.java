package phoenix.engine.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parts of an HTTP/1.1 message (RFC 9112), each with a limit. */
public final class Http1Parser {
    private static final int LINE_BYTES_MAX = 16 << 10;
    private static final int HEADERS_MAX = 200;
    private static final Pattern CHUNK_LENGTH = Pattern.compile("[0-9a-fA-F]{1,7}");

    private final InputStream in;

    public Http1Parser(InputStream in) {
        this.in = in;
    }

    /** A line without its end; null at the end of the stream. */
    public @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException("the connection ended within a line");
            }
            if (b == '\n') {
                int end = line.length();
                return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
            }
            if (line.length() == LINE_BYTES_MAX) {
                throw new IOException("a line of more than " + LINE_BYTES_MAX + " bytes");
            }
            line.append((char) b);
        }
    }

    public List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); line == null || !line.isEmpty(); line = line()) {
            int colon = line == null ? -1 : line.indexOf(':');
            if (line == null || colon < 1 || headers.size() == HEADERS_MAX) {
                throw new IOException(line == null ? "the connection ended within the headers" : "malformed headers");
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
        }
        return headers;
    }

    static @Nullable String header(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    public static boolean hasToken(List<Header> headers, String name, String token) {
        String value = header(headers, name);
        return value != null
                && List.of(value.toLowerCase(Locale.ROOT).split("[, ]+", 0)).contains(token);
    }

    public static boolean isChunked(List<Header> headers) {
        return hasToken(headers, "transfer-encoding", "chunked");
    }

    /** The value of Content-Length; -1 when absent. */
    public static long contentLength(List<Header> headers) throws IOException {
        String value = header(headers, "content-length");
        if (value == null) {
            return -1;
        }
        try {
            long length = Long.parseLong(value);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException _) {
            // as a negative one
        }
        throw new IOException("malformed Content-Length");
    }

    /**
     * Reads a chunked body to its end.
     *
     * @throws BodyTooLargeException when it has more than {@code bytesMax} bytes
     */
    public byte[] chunkedBody(int bytesMax) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = chunkLength();
            if (length == 0) {
                headers(); // trailers
                return body.toByteArray();
            }
            if (length > bytesMax - body.size()) {
                throw new BodyTooLargeException(bytesMax);
            }
            body.write(exactly(length));
            endOfChunk();
        }
    }

    /** What follows the bytes of a chunk. */
    public void endOfChunk() throws IOException {
        String end = line();
        if (end == null || !end.isEmpty()) {
            throw new IOException("malformed chunk");
        }
    }

    /** The length of the next chunk; 0 is the last one, after which trailers follow. */
    public int chunkLength() throws IOException {
        String line = line();
        String digits = line == null ? "" : line.split(";", 2)[0].trim();
        if (!CHUNK_LENGTH.matcher(digits).matches()) {
            throw new IOException("malformed chunk");
        }
        return Integer.parseInt(digits, 16);
    }

    /** Reads a body of known length; memory is taken as it arrives. */
    public byte[] exactly(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended within the body");
        }
        return body;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A body is larger than its reader takes. */
    public static final class BodyTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        BodyTooLargeException(int bytesMax) {
            super("a body of more than " + bytesMax + " bytes");
        }
    }
}
