package phoenix.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.engine.exporter.sending.ManualScheduler;

/** The client against a server that sends the frames a test wants, well-behaved or not. */
@Timeout(60)
class GrpcClientTest {
    private static final byte[] MESSAGE = new byte[100_000];
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;

    private final ManualScheduler scheduler = new ManualScheduler();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init")
    private GrpcClient client;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        client = new GrpcClient(new Target("127.0.0.1", server.getLocalPort(), null), scheduler);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    /** One connection as the server sees it. */
    private record Peer(InputStream in, OutputStream out) {
        static Peer accept(ServerSocket server, int... settings) throws IOException {
            Socket socket = server.accept();
            Peer peer = new Peer(socket.getInputStream(), socket.getOutputStream());
            assertThat(new String(peer.in.readNBytes(24), java.nio.charset.StandardCharsets.US_ASCII))
                    .startsWith("PRI * HTTP/2.0");
            Frame.settings(settings).write(peer.out);
            return peer;
        }

        /** Reads to the end of a request; returns the bytes of its message. Gives no window back. */
        int request() throws IOException {
            int bytes = 0;
            while (true) {
                Frame frame = Objects.requireNonNull(Frame.read(in));
                if (frame.type() == Frame.DATA) {
                    bytes += frame.payload().length;
                    Frame.number(Frame.WINDOW_UPDATE, 0, Math.max(1, frame.payload().length))
                            .write(out);
                    Frame.number(Frame.WINDOW_UPDATE, frame.streamId(), Math.max(1, frame.payload().length))
                            .write(out);
                    if (frame.has(Frame.END_STREAM)) {
                        return bytes;
                    }
                }
            }
        }

        void headers(int streamId, boolean end, Header... headers) throws IOException {
            Frame.writeHeaders(out, streamId, HpackEncoder.encode(List.of(headers)), end);
        }

        void ok(int streamId) throws IOException {
            headers(streamId, false, new Header(":status", "200"), new Header("content-type", "application/grpc"));
            Frame.of(Frame.DATA, 0, streamId, new byte[] {0, 0, 0, 0, 1, 42}).write(out);
            headers(streamId, true, new Header("grpc-status", "0"));
        }
    }

    private CompletableFuture<GrpcResponse> call() {
        return CompletableFuture.supplyAsync(
                () -> client.unary("/Service/Method", List.of(), "gzip", MESSAGE, Duration.ofSeconds(5)));
    }

    private static GrpcResponse get(CompletableFuture<GrpcResponse> call) throws Exception {
        return call.get(30, TimeUnit.SECONDS);
    }

    @Test
    void keepsToASmallWindowAndAnswersPings() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server, SETTING_INITIAL_WINDOW_SIZE, 70_000);
        Frame.of(Frame.PING, 0, 0, new byte[8]).write(peer.out);
        assertThat(peer.request()).isEqualTo(MESSAGE.length + 5);
        peer.ok(1);
        assertThat(get(call)).satisfies(response -> {
            assertThat(response.code()).isZero();
            assertThat(response.body()).containsExactly(42);
        });
    }

    @Test
    void movesToAnotherConnectionWhenTheServerGoesAwayWithoutLooking() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer leaving = Peer.accept(server);
        leaving.request();
        Frame.goAway(0, 0).write(leaving.out);
        Peer next = Peer.accept(server);
        next.request();
        next.ok(1);
        assertThat(get(call).code()).isZero();
    }

    @Test
    void finishesTheCallThatAServerGoingAwayStillServes() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer leaving = Peer.accept(server);
        leaving.request();
        Frame.goAway(1, 0).write(leaving.out);
        leaving.ok(1);
        assertThat(get(call).code()).isZero();

        CompletableFuture<GrpcResponse> second = call();
        Peer next = Peer.accept(server);
        next.request();
        next.ok(1);
        assertThat(get(second).code()).as("on a new connection").isZero();
    }

    @Test
    void usesTheConnectionAgain() throws Exception {
        CompletableFuture<GrpcResponse> first = call();
        Peer peer = Peer.accept(server);
        peer.request();
        peer.ok(1);
        get(first);
        CompletableFuture<GrpcResponse> second = call();
        peer.request();
        peer.ok(3);
        assertThat(get(second).code()).isZero();
    }

    @Test
    void aResetIsAStatus() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server);
        peer.request();
        Frame.number(Frame.RST_STREAM, 1, 8).write(peer.out);
        assertThat(get(call).code()).isEqualTo(GrpcResponse.CANCELLED);
    }

    @Test
    void aStatusMayComeAloneAndWithoutABody() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server);
        peer.request();
        peer.headers(
                1,
                true,
                new Header(":status", "200"),
                new Header("grpc-status", "16"),
                new Header("grpc-message", "no%20key%C3%A9"));
        assertThat(get(call)).satisfies(response -> {
            assertThat(response.code()).isEqualTo(GrpcResponse.UNAUTHENTICATED);
            assertThat(response.message()).isEqualTo("no key\u00e9");
        });
    }

    @Test
    void anHttpErrorIsAStatus() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server);
        peer.request();
        peer.headers(1, true, new Header(":status", "503"));
        assertThat(get(call).code()).isEqualTo(GrpcResponse.UNAVAILABLE);
    }

    @Test
    void theDeadlineEndsACallThatHangs() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server);
        peer.request();
        assertThat(call).isNotDone();
        scheduler.advance(Duration.ofSeconds(5));
        assertThat(get(call).code()).isEqualTo(GrpcResponse.DEADLINE_EXCEEDED);
    }

    @Test
    void aServerThatHangsUpIsUnavailable() throws Exception {
        CompletableFuture<GrpcResponse> call = call();
        Peer peer = Peer.accept(server);
        peer.request();
        peer.in.close();
        assertThat(get(call).code()).isEqualTo(GrpcResponse.UNAVAILABLE);
    }
}
