package phoenix.engine.exporter.remotewrite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Takes remote write requests and keeps what was in them. */
final class WriteSink implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> requests = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private Map<String, List<String>> headers = Map.of();

    WriteSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write";
    }

    /** The answers to come, before those of 204. */
    synchronized void answers(int... statuses) {
        for (int status : statuses) {
            answers.addLast(status);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] plain = new byte[new SnappyJavaDecompressor().getUncompressedLength(body, 0)];
        int length = new SnappyJavaDecompressor().decompress(body, 0, body.length, plain, 0, plain.length);
        synchronized (this) {
            if (length != plain.length) {
                throw new IOException("snappy");
            }
            requests.add(plain);
            headers = Map.copyOf(exchange.getRequestHeaders());
            Integer status = answers.pollFirst();
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
        exchange.close();
    }

    synchronized List<byte[]> requests() {
        return List.copyOf(requests);
    }

    synchronized Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
