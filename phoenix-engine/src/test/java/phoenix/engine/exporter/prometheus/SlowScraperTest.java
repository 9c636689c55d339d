package phoenix.engine.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.engine.net.page.PageServer;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** Clients as they should not be. */
@Timeout(60)
class SlowScraperTest {
    private static final PageServer.Limits LIMITS =
            new PageServer.Limits(2, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static MetricBatch batch(int points) {
        BatchBuilder batch =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("g", "", ""));
        for (int i = 0; i < points; i++) {
            batch.intPoint(Attributes.of("key", "a value of some length, to make the page large " + i), 0, 1, i);
        }
        return batch.build();
    }

    private static Socket connect(ExporterFixture fixture) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), fixture.address().getPort()));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String exchange(ExporterFixture fixture, String request) throws IOException {
        try (Socket socket = connect(fixture)) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The first connection is idle when the server's thread has come back from its answer. */
    private static String answerOnceThereIsRoom(ExporterFixture fixture) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String answer = "";
        while (answer.isEmpty() && System.nanoTime() < end) {
            try {
                answer = exchange(fixture, "GET /metrics HTTP/1.0\r\n\r\n");
            } catch (IOException _) {
                Thread.onSpinWait(); // refused with a reset
            }
        }
        return answer;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes() != null;
        } catch (SocketException e) {
            return true; // a reset is an end too
        }
    }

    @Test
    void answersByMethodAndPath() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("without_scope_info: true\n", 10, LIMITS)) {
            fixture.consume(batch(1));
            assertThat(exchange(fixture, "GET /metrics?x=y HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8;")
                    .endsWith(" 0\n");
            assertThat(exchange(fixture, "HEAD /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("\r\n\r\n");
            assertThat(exchange(fixture, "POST /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Connection: close");
            assertThat(exchange(fixture, "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found");
            assertThat(exchange(fixture, "\u0016\u0003\u0001 hello\n\n")).startsWith("HTTP/1.1 400 Bad Request");
            assertThat(exchange(fixture, "GET /metrics HTTP/1.1\r\nno colon\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request");
            assertThat(exchange(fixture, "GET /" + "a".repeat(20_000)).substring(0, 12))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void aConnectionServesSeveralScrapes() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("without_scope_info: true\n", 10, LIMITS);
                Socket socket = connect(fixture)) {
            fixture.consume(batch(1));
            send(socket, "GET /metrics HTTP/1.1\r\n\r\nGET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n");
            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(both.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndStopsNobody() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("", 20_000, LIMITS);
                Socket stuck = connect(fixture)) {
            fixture.consume(batch(20_000)); // megabytes: more than any socket buffers
            send(stuck, "GET /metrics HTTP/1.1\r\n\r\n");
            InputStream in = stuck.getInputStream();
            assertThat(in.read()).isEqualTo('H'); // the answer has begun, and is read no further

            fixture.consume(batch(20_000));
            assertThat(fixture.page()).hasSizeGreaterThan(1_000_000);

            fixture.time.advance(LIMITS.writeTime());
            assertThat(isClosed(stuck)).isTrue();
        }
    }

    @Test
    void aClientThatSendsSlowlyIsCutOff() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("", 10, LIMITS);
                Socket slow = connect(fixture)) {
            send(slow, "GET /met");
            awaitTimers(fixture, 2); // the sweep and this request's deadline
            fixture.time.advance(LIMITS.headTime());
            assertThat(isClosed(slow)).isTrue();
        }
    }

    @Test
    void anIdleConnectionMakesRoomForANewOne() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("", 10, LIMITS);
                Socket idle = connect(fixture);
                Socket busy = connect(fixture)) {
            send(idle, "HEAD /metrics HTTP/1.1\r\n\r\n");
            byte[] head = new byte[16];
            assertThat(idle.getInputStream().read(head)).isPositive();
            send(busy, "GET /metr"); // in the middle of its request: not idle
            awaitTimers(fixture, 3);

            assertThat(answerOnceThereIsRoom(fixture)).startsWith("HTTP/1.1 200 OK");
            assertThat(isClosed(idle)).isTrue();
            send(busy, "ics HTTP/1.0\r\n\r\n");
            assertThat(new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK");
        }
    }

    /** Timers are set by the server's threads, which the test must let come that far. */
    private static void awaitTimers(ExporterFixture fixture, int count) throws InterruptedException {
        fixture.time.awaitTimers(count);
    }
}
