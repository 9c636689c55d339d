package phoenix.engine.receiver.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Serves the pages of a folder one after the other, to each client (path) by itself, and after that the last one. What a
 * page is says the end of its name: {@code txt}, {@code om} (OpenMetrics), {@code textproto} and {@code hex} (protobuf, by
 * {@link ProtoText} or byte by byte), {@code untyped}, {@code html} and {@code odd} (text of no type, another, or one that is
 * malformed), {@code fail} (a status), {@code redirect} (a status that leads to a page with one gauge).
 */
final class PageServer implements AutoCloseable {
    private static final String MOVED = "/moved";

    private final HttpServer server;
    private final List<Path> pages;
    private final Map<String, Integer> served = new HashMap<>();

    PageServer(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            pages = IntStream.rangeClosed(1, all.size())
                    .boxed()
                    .flatMap(i ->
                            all.stream().filter(f -> f.getFileName().toString().startsWith(i + ".")))
                    .toList();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int pages() {
        return pages.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith(MOVED)) {
            exchange.getResponseHeaders().set("Content-Type", type("moved.txt"));
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("moved 1\n".getBytes(StandardCharsets.UTF_8));
            exchange.close();
            return;
        }
        int number;
        synchronized (this) {
            number = served.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
            notifyAll();
        }
        Path page = pages.get(Math.min(number, pages.size()) - 1);
        String name = page.getFileName().toString();
        byte[] body = name.endsWith(".textproto")
                ? ProtoText.page(Files.readString(page))
                : name.endsWith(".hex")
                        ? HexFormat.of().parseHex(Files.readString(page).replaceAll("\\s", ""))
                        : Files.readAllBytes(page);
        if (name.endsWith(".fail") || name.endsWith(".redirect")) {
            if (name.endsWith(".redirect")) {
                exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + MOVED);
            }
            exchange.sendResponseHeaders(Integer.parseInt(new String(body, StandardCharsets.UTF_8).strip()), -1);
        } else {
            if (!name.endsWith(".untyped")) {
                exchange.getResponseHeaders().set("Content-Type", type(name));
            }
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".om" -> "application/openmetrics-text; version=1.0.0; charset=utf-8";
            case ".textproto", ".hex" ->
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
            case ".html" -> "text/html";
            case ".odd" -> "application/openmetrics-text; version=1.0.0; x=";
            default -> "text/plain; version=0.0.4; charset=utf-8";
        };
    }

    /** Waits until that many pages went to a path. */
    synchronized void await(String path, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (served.getOrDefault(path, 0) < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("only " + served + " pages were fetched");
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
