package phoenix.engine.receiver.otlp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.net.HpackDecoder;
import phoenix.engine.net.HpackEncoder;

/** An HTTP/2 connection that a test can misuse frame by frame. */
final class RawGrpc implements Closeable {
    final Socket socket;
    private final HpackDecoder hpack = new HpackDecoder();

    /** What came on one stream until its end. */
    record Reply(List<Header> headers, byte[] data) {
        String header(String name) {
            return headers.stream()
                    .filter(h -> h.name().equals(name))
                    .map(Header::value)
                    .findFirst()
                    .orElse("");
        }
    }

    RawGrpc(int port) throws IOException {
        this(OtlpFixture.connect(port));
    }

    RawGrpc(Socket socket) throws IOException {
        this.socket = socket;
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(Frame.settings());
    }

    void send(Frame... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            frame.write(out);
        }
        socket.getOutputStream().write(out.toByteArray());
    }

    static List<Header> headers(String path, Header... more) {
        List<Header> headers = new ArrayList<>(List.of(
                new Header(":method", "POST"),
                new Header(":scheme", "http"),
                new Header(":path", path),
                new Header(":authority", "h"),
                new Header("te", "trailers"),
                new Header("content-type", "application/grpc")));
        for (Header header : more) {
            headers.removeIf(other -> other.name().equals(header.name()));
            headers.add(header.name().startsWith(":") ? 0 : headers.size(), header);
        }
        return headers;
    }

    static byte[] framed(int flag, byte[] message) {
        byte[] framed = new byte[message.length + 5];
        framed[0] = (byte) flag;
        for (int i = 0; i < 4; i++) {
            framed[1 + i] = (byte) (message.length >>> (24 - 8 * i));
        }
        System.arraycopy(message, 0, framed, 5, message.length);
        return framed;
    }

    void begin(int streamId, List<Header> headers, boolean end) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Frame.writeHeaders(out, streamId, HpackEncoder.encode(headers), end);
        socket.getOutputStream().write(out.toByteArray());
    }

    void data(int streamId, byte[] data, boolean end) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        do {
            int n = Math.min(Frame.PAYLOAD_BYTES_MAX, data.length - from);
            boolean last = from + n == data.length;
            Frame.write(out, Frame.DATA, last && end ? Frame.END_STREAM : 0, streamId, data, from, n);
            from += n;
        } while (from < data.length);
        socket.getOutputStream().write(out.toByteArray());
    }

    /** The next frame, SETTINGS and WINDOW_UPDATE left out. */
    Frame next() throws IOException {
        while (true) {
            Frame frame = Frame.read(socket.getInputStream());
            if (frame == null) {
                throw new IOException("the server closed the connection");
            }
            if (frame.type() != Frame.SETTINGS && frame.type() != Frame.WINDOW_UPDATE) {
                return frame;
            }
        }
    }

    Reply await(int streamId) throws IOException {
        List<Header> headers = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            Frame frame = next();
            if (frame.type() == Frame.HEADERS) {
                List<Header> block = hpack.decode(frame.content());
                if (frame.streamId() == streamId) {
                    headers.addAll(block);
                }
            } else if (frame.type() == Frame.DATA && frame.streamId() == streamId) {
                data.writeBytes(frame.content());
            } else if (frame.type() == Frame.RST_STREAM && frame.streamId() == streamId) {
                headers.add(new Header("reset", Integer.toString(frame.intAt(0))));
                return new Reply(headers, data.toByteArray());
            } else if (frame.type() == Frame.GOAWAY) {
                headers.add(new Header("goaway", Integer.toString(frame.intAt(4))));
                return new Reply(headers, data.toByteArray());
            }
            if (frame.streamId() == streamId && frame.has(Frame.END_STREAM)) {
                return new Reply(headers, data.toByteArray());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
