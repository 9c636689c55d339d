package phoenix.verify.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/** Takes OTLP over HTTP without compression and remembers the values of the points: each sender's point has one of its own. */
final class Backend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Long> values = ConcurrentHashMap.newKeySet();
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private volatile boolean down;

    Backend(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.createContext("/v1/metrics", this::take);
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                exchange.getRequestBody().readAllBytes();
                turnedAway.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            MetricBatch batch =
                    new OtlpDecoder().decode(exchange.getRequestBody().readAllBytes());
            for (int p = 0; p < batch.pointCount(); p++) {
                values.add(batch.intValue(p));
            }
            points.addAndGet(batch.pointCount());
            exchange.sendResponseHeaders(200, -1);
        } catch (OtlpFormatException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Whether every request is to be answered with 503. */
    void setDown(boolean isDown) {
        down = isDown;
    }

    /** Requests that were answered with 503. */
    long turnedAway() {
        return turnedAway.get();
    }

    /** The different values that arrived. */
    Set<Long> values() {
        return values;
    }

    /** All points that arrived, those that came twice included. */
    long points() {
        return points.get();
    }

    void await(Set<Long> expected, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!values.containsAll(expected)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("of " + expected.size() + " points "
                        + expected.stream().filter(v -> !values.contains(v)).count() + " did not arrive");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
