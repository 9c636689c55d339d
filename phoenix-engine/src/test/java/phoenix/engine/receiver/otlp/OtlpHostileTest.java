package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.engine.component.Outcome;
import phoenix.engine.net.Frame;
import phoenix.engine.net.Header;
import phoenix.engine.receiver.otlp.OtlpFixture.HttpReply;
import phoenix.testkit.Seeds;

/** Clients that are slow, greedy or broken: memory stays bounded, and others are served. */
@Timeout(120)
class OtlpHostileTest {
    private static final long SMALL_HEAP = 96L << 20;
    private static final Header PROTOBUF = new Header("Content-Type", "application/x-protobuf");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertServes(OtlpFixture otlp) throws IOException {
        assertThat(otlp.postProtobuf(OtlpFixture.request(1)).status()).isEqualTo("200 OK");
        assertThat(otlp.export(OtlpFixture.request(1), "").code()).isZero();
    }

    private static boolean isClosed(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what was sent before
            }
            return true;
        } catch (SocketException e) {
            return true; // reset
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aClientThatDoesNotFinishItsHeadIsCutOffAndOthersAreServed() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                Socket slow = OtlpFixture.connect(otlp.httpPort())) {
            slow.getOutputStream().write(ascii("POST /v1/metrics HTT"));
            assertServes(otlp);
            otlp.time.advance(Duration.ofSeconds(121));
            assertThat(isClosed(slow)).isTrue();
            assertServes(otlp);
        }
    }

    @Test
    void aClientThatStopsWithinItsBodyIsCutOffAndHoldsNothing() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                Socket slow = OtlpFixture.connect(otlp.httpPort())) {
            slow.getOutputStream()
                    .write(ascii("POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
                            + "Content-Length: 10000000\r\n\r\n0123456789"));
            OtlpFixture.await("the first bytes", () -> otlp.telemetry.get(Intake.IN_FLIGHT) > Intake.OVERHEAD_BYTES);
            assertThat(otlp.telemetry.get(Intake.IN_FLIGHT)).isLessThan(64 << 10);
            assertServes(otlp);
            otlp.time.advance(Duration.ofSeconds(61));
            assertThat(isClosed(slow)).isTrue();
            OtlpFixture.await("its memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void aLengthThatIsOnlyAnnouncedCostsNothing() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                RawGrpc greedy = new RawGrpc(otlp.grpcPort())) {
            for (int stream = 1; stream < 100; stream += 2) {
                greedy.begin(stream, RawGrpc.headers(OtlpFixture.EXPORT), false);
                greedy.data(stream, new byte[] {0, 0, 0x3f, (byte) 0xff, (byte) 0xff, 1}, false);
            }
            OtlpFixture.await("50 calls", () -> otlp.telemetry.get(Intake.IN_FLIGHT) >= 50L * Intake.OVERHEAD_BYTES);
            assertThat(otlp.telemetry.get(Intake.IN_FLIGHT)).isLessThan(50L * (Intake.OVERHEAD_BYTES + 2048));
            assertServes(otlp);
            otlp.time.advance(Duration.ofSeconds(61));
            assertThat(isClosed(greedy.socket)).isTrue();
            OtlpFixture.await("its memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void bombsAreRefusedOnTheWay() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                gzip.write(chunk);
            }
        }
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH, SMALL_HEAP)) {
            List<Header> gzip = List.of(PROTOBUF, new Header("Content-Encoding", "gzip"));
            HttpReply reply = otlp.post("/v1/metrics", gzip, bytes.toByteArray());
            assertThat(reply.status()).isIn("400 Bad Request", "503 Service Unavailable");
            assertThat(otlp.export(bytes.toByteArray(), "gzip").code()).isEqualTo(8);
            assertServes(otlp);
            OtlpFixture.await("all memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void aTextOfManyMegabytesIsTakenOrRefusedAsAWhole() throws Exception {
        byte[] name = new byte[15 << 20];
        Arrays.fill(name, (byte) 'a');
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(ascii(
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":{\"dataPoints\":[{}]},\"name\":\""));
        json.writeBytes(name);
        json.writeBytes(ascii("\"}]}]}]}"));
        List<Header> type = List.of(new Header("Content-Type", "application/json"));
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            assertThat(otlp.post("/v1/metrics", type, json.toByteArray()).status())
                    .isEqualTo("200 OK");
            json.write(name);
            assertThat(otlp.post("/v1/metrics", type, json.toByteArray()).status())
                    .isEqualTo("400 Bad Request");
        }
    }

    @Test
    void whatDoesNotFitIsRefusedUntilThereIsRoom() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH, SMALL_HEAP);
                Socket first = OtlpFixture.connect(otlp.httpPort())) {
            byte[] most = new byte[19 << 20];
            first.getOutputStream()
                    .write(ascii("POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
                            + "Content-Length: " + (most.length + 1) + "\r\n\r\n"));
            first.getOutputStream().write(most);
            OtlpFixture.await("the first body", () -> otlp.telemetry.get(Intake.IN_FLIGHT) > most.length);

            HttpReply second = otlp.postProtobuf(most);
            assertThat(second.status()).isEqualTo("503 Service Unavailable");
            assertThat(otlp.telemetry.get(Intake.NO_ROOM)).isEqualTo(1);
            assertServes(otlp); // a small one fits

            first.shutdownOutput();
            OtlpFixture.await("room", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
            assertThat(otlp.postProtobuf(most).status()).isEqualTo("400 Bad Request"); // zeros are no message
        }
    }

    @Test
    void aPipelineThatTakesItsTimeHoldsUpNoOtherCall() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            CountDownLatch release = new CountDownLatch(1);
            otlp.pipeline = batch -> {
                if (batch.pointCount() == 2) {
                    try {
                        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return Outcome.ACCEPTED;
            };
            client.begin(1, RawGrpc.headers(OtlpFixture.EXPORT), false);
            client.data(1, RawGrpc.framed(0, OtlpFixture.request(2)), true);
            client.begin(3, RawGrpc.headers(OtlpFixture.EXPORT), false);
            client.data(3, RawGrpc.framed(0, OtlpFixture.request(1)), true);
            assertThat(client.await(3).header("grpc-status")).isEqualTo("0");
            release.countDown();
            assertThat(client.await(1).header("grpc-status")).isEqualTo("0");
        }
    }

    @Test
    void callsBeyondTheLimitOfAConnectionAreRefusedUnseen() throws Exception {
        String yaml = "protocols: {grpc: {endpoint: 127.0.0.1:0, max_concurrent_streams: 2}}";
        try (OtlpFixture otlp = new OtlpFixture(yaml);
                RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            for (int stream = 1; stream <= 5; stream += 2) {
                client.begin(stream, RawGrpc.headers(OtlpFixture.EXPORT), false);
            }
            assertThat(client.await(5).header("reset")).isEqualTo("7");
            client.data(1, RawGrpc.framed(0, new byte[0]), true);
            assertThat(client.await(1).header("grpc-status")).isEqualTo("0");
        }
    }

    @Test
    void aClientThatPingsTooOftenIsToldAndCutOff() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            for (int i = 0; i < 4; i++) {
                client.send(Frame.of(Frame.PING, 0, 0, new byte[8]));
            }
            Frame frame = client.next();
            for (int i = 0; frame.type() == Frame.PING; i++) {
                assertThat(i).isLessThan(3);
                frame = client.next();
            }
            assertThat(frame.type()).isEqualTo(Frame.GOAWAY);
            assertThat(frame.intAt(4)).isEqualTo(11);
        }
    }

    @Test
    void aSilentClientIsAskedAndThenCutOff() throws Exception {
        boolean seen = false;
        for (int attempt = 0; attempt < 20 && !seen; attempt++) {
            seen = isAskedAndThenCutOff();
        }
        assertThat(seen).isTrue();
    }

    /** False when time jumped while the server had still to note that its answer was written: that is overdue then. */
    private static boolean isAskedAndThenCutOff() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            client.send(Frame.of(Frame.PING, 0, 0, new byte[8]));
            assertThat(client.next().has(Frame.ACK)).isTrue();
            otlp.time.advance(Duration.ofHours(2));
            Frame ping;
            try {
                ping = client.next();
            } catch (SocketException e) {
                return false;
            }
            assertThat(ping.type()).isEqualTo(Frame.PING);
            assertThat(ping.has(Frame.ACK)).isFalse();
            otlp.time.advance(Duration.ofSeconds(20));
            assertThat(isClosed(client.socket)).isTrue();
            return true;
        }
    }

    @Test
    void anOldConnectionIsSentAwayOnceItsCallsAreAnswered() throws Exception {
        String yaml = "protocols: {grpc: {endpoint: 127.0.0.1:0,"
                + " keepalive: {server_parameters: {max_connection_age: 10s}}}}";
        try (OtlpFixture otlp = new OtlpFixture(yaml);
                RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            client.begin(1, RawGrpc.headers(OtlpFixture.EXPORT), false);
            OtlpFixture.await("the call", () -> otlp.telemetry.get(Intake.IN_FLIGHT) > 0);
            otlp.time.advance(Duration.ofSeconds(10));
            assertThat(client.next().type()).isEqualTo(Frame.GOAWAY);
            client.data(1, RawGrpc.framed(0, OtlpFixture.request(1)), true);
            assertThat(client.await(1).header("grpc-status")).isEqualTo("0");
            assertThat(isClosed(client.socket)).isTrue();
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheEnd() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
        otlp.pipeline = _ -> {
            entered.countDown();
            try {
                assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Outcome.ACCEPTED;
        };
        try (RawGrpc client = new RawGrpc(otlp.grpcPort())) {
            client.begin(1, RawGrpc.headers(OtlpFixture.EXPORT), false);
            client.data(1, RawGrpc.framed(0, OtlpFixture.request(1)), true);
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            Thread end = Thread.ofVirtual().start(otlp::close);
            assertThat(client.await(0).header("goaway")).isEqualTo("0");
            release.countDown();
            assertThat(client.await(1).header("grpc-status")).isEqualTo("0");
            end.join();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        HELLO                                                                          | 400
        GET / HTTP/2.0~~                                                               | 505
        GET / HTTP/1.1~~                                                               | 400
        GET / HTTP/1.1~Host: a~Host: b~~                                               | 400
        GET / HTTP/1.1~Host: h~no colon~~                                              | 400
        GET / HTTP/1.1~Host: h~a b: c~~                                                | 400
        POST / HTTP/1.1~Host: h~Content-Length: -1~~                                   | 400
        POST / HTTP/1.1~Host: h~Content-Length: 1~Content-Length: 2~~                  | 400
        POST / HTTP/1.1~Host: h~Transfer-Encoding: gzip, chunked~~                     | 501
        G{}T / HTTP/1.1~Host: h~~                                                      | 400
        """)
    void whatIsNotHttpIsSaidSo(String request, String status) throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                Socket socket = OtlpFixture.connect(otlp.httpPort())) {
            socket.getOutputStream().write(ascii(request.replace("~", "\r\n") + "\r\n"));
            assertThat(HttpReply.read(socket.getInputStream()).status()).startsWith(status);
            socket.shutdownOutput();
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void headsAreLimited() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            for (String line : List.of("a: " + "b".repeat(100_000), "a: b\r\n".repeat(300))) {
                try (Socket socket = OtlpFixture.connect(otlp.httpPort())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(ascii("GET / HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n"));
                    assertThat(HttpReply.read(socket.getInputStream()).status()).startsWith("431");
                }
            }
        }
    }

    @Test
    void framesAtRandomEndTheirOwnConnectionAtMost() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            Seeds.forAll(300, random -> {
                try (RawGrpc client = new RawGrpc(otlp.grpcPort())) {
                    int stream = 1;
                    for (int i = random.nextInt(8); i >= 0; i--) {
                        if (random.nextBoolean()) {
                            client.begin(stream, RawGrpc.headers(OtlpFixture.EXPORT), random.nextInt(4) == 0);
                            stream += 2;
                        }
                        client.send(frame(random, stream));
                    }
                    client.socket.shutdownOutput();
                    client.socket.getInputStream().readAllBytes();
                } catch (SocketException e) {
                    // the server may well have closed it by now
                }
            });
            assertServes(otlp);
            OtlpFixture.await("all memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    private static Frame frame(RandomGenerator random, int streams) {
        byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 12 : 3000)];
        random.nextBytes(payload);
        if (payload.length > 4 && random.nextBoolean()) {
            Arrays.fill(payload, 0, 4, (byte) 0);
        }
        return Frame.of(random.nextInt(11), random.nextInt(256), random.nextInt(streams + 2), payload);
    }

    @Test
    void bytesAtRandomEndTheirOwnConnectionAtMost() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            String head = "POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n"
                    + "Transfer-Encoding: chunked\r\nContent-Encoding: zstd\r\n\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n";
            Seeds.forAll(300, random -> {
                byte[] bytes = ascii(head.repeat(2));
                for (int i = random.nextInt(5); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                try (Socket socket = OtlpFixture.connect(otlp.httpPort())) {
                    socket.getOutputStream().write(bytes, 0, random.nextInt(bytes.length) + 1);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (SocketException e) {
                    // the server may well have closed it by now
                }
            });
            assertServes(otlp);
            OtlpFixture.await("all memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void packedBytesAtRandomAreUnpackedOrRefused() throws Exception {
        byte[] request = OtlpFixture.request(50);
        int[] taken = new int[2];
        Seeds.forAll(3000, random -> {
            String name = List.of("gzip", "zlib", "zstd", "snappy", "x-snappy-framed", "lz4")
                    .get(random.nextInt(6));
            byte[] packed = Packing.pack(name, request);
            for (int i = random.nextInt(4); i >= 0; i--) {
                packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
            }
            Encoding encoding = Encoding.ofHttp(name);
            assertThat(encoding).isNotNull();
            IntakeBudget budget = new IntakeBudget(1 << 24, new java.util.concurrent.atomic.AtomicLong());
            try (Body body = new Body(budget, 1 << 20);
                    Body unpacked = new Body(budget, 1 << 20)) {
                body.append(packed, 0, random.nextInt(3) == 0 ? random.nextInt(packed.length) : packed.length);
                if (encoding != null) {
                    encoding.unpack(body, unpacked);
                }
                taken[0]++;
            } catch (IOException e) {
                taken[1]++;
            }
        });
        assertThat(taken[0]).isPositive();
        assertThat(taken[1]).isPositive();
    }

    @Test
    void manyConnectionsAreServedAndMakeRoomForOthers() throws Exception {
        List<Socket> idle = new ArrayList<>();
        // 256 connections are the least that a receiver bears; this heap gives no more.
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH, 1 << 20);
                Socket known = OtlpFixture.connect(otlp.httpPort())) {
            byte[] request = ascii("POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
            known.getOutputStream().write(request);
            assertThat(HttpReply.read(known.getInputStream()).status()).isEqualTo("200 OK");
            for (int i = 0; i < 600; i++) {
                idle.add(OtlpFixture.connect(otlp.httpPort()));
            }
            assertServes(otlp);
            known.getOutputStream().write(request);
            assertThat(HttpReply.read(known.getInputStream()).status()).isEqualTo("200 OK");
            assertThat(isClosed(idle.getFirst())).isTrue();
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
