package phoenix.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/**
 * Where both programs send to over HTTP: counts points, and how late they are. It does less than {@code phoenix sink},
 * which books series and limits, since what it does takes CPU from the program that is measured.
 */
final class BenchSink implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final OtlpDecoder decoder = new OtlpDecoder();
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Delays delays = new Delays();

    private BenchSink(HttpServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    static BenchSink start(InstantSource clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        BenchSink sink = new BenchSink(server, clock);
        server.createContext("/v1/metrics", sink::take);
        server.setExecutor(sink.threads);
        server.start();
        return sink;
    }

    int port() {
        return server.getAddress().getPort();
    }

    long points() {
        return points.get();
    }

    /** Requests that are no OTLP. */
    long unreadable() {
        return unreadable.get();
    }

    /** Waits for the first request; false when there is none until then. */
    boolean awaitFirst(long seconds) throws InterruptedException {
        return first.await(seconds, TimeUnit.SECONDS);
    }

    /** Delays from now on go here: a point's arrival minus its time. */
    Delays measureDelays() {
        Delays fresh = new Delays();
        delays = fresh;
        return fresh;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream raw = exchange.getRequestBody();
                    InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
                count(in.readAllBytes(), clock.millis());
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void count(byte[] body, long nowMillis) {
        first.countDown();
        try {
            MetricBatch batch = decode(body);
            Delays to = delays;
            for (int m = 0; m < batch.metricCount(); m++) {
                int begin = batch.pointStart(m);
                int count = batch.pointEnd(m) - begin;
                if (count > 0) {
                    // The generator gives all points of a request one time.
                    to.record(nowMillis - batch.timeUnixNano(begin) / 1_000_000, count);
                }
            }
            points.addAndGet(batch.pointCount());
        } catch (OtlpFormatException _) {
            unreadable.incrementAndGet();
        }
    }

    private synchronized MetricBatch decode(byte[] body) throws OtlpFormatException {
        return decoder.decode(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
