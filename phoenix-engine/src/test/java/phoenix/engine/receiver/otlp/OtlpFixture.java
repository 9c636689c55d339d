package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.GrpcResponse;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.otlp.OtlpEncoder;

/** A receiver that runs on loopback, and what it handed on. */
final class OtlpFixture implements AutoCloseable {
    static final String EXPORT = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    static final String BOTH = "protocols: {grpc: {endpoint: 127.0.0.1:0}, http: {endpoint: 127.0.0.1:0}}";
    static final Duration LIMIT = Duration.ofSeconds(30);

    final TickingTime time = new TickingTime();
    final ComponentTelemetry telemetry = new ComponentTelemetry();
    final BlockingQueue<MetricBatch> batches = new LinkedBlockingQueue<>();
    final OtlpReceiver receiver;
    volatile MetricConsumer pipeline = _ -> Outcome.ACCEPTED;

    OtlpFixture(String yaml) throws StartException {
        this(yaml, 512 << 20);
    }

    OtlpFixture(String yaml, long heapBytes) throws StartException {
        ComponentContext context = new ComponentContext(
                "otlp",
                time,
                Thread.ofPlatform().daemon().factory(),
                telemetry,
                Map.of(),
                ComponentContext.Delivery.SEND);
        receiver = new OtlpReceiver(
                decode(yaml),
                batch -> {
                    batches.add(batch);
                    return pipeline.consume(batch);
                },
                context,
                heapBytes);
        try {
            receiver.start();
        } catch (StartException e) {
            receiver.shutdown(Duration.ZERO);
            throw e;
        }
    }

    static OtlpReceiverConfig decode(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("collector.yaml", yaml)
                .flatMap(node -> OtlpReceiverConfig.SPEC.decode(node, "receivers::otlp", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
    }

    /** A request with that many points of one gauge. */
    static byte[] request(int points) {
        BatchBuilder batch = new BatchBuilder()
                .resource(Resource.of(Attributes.of("host.name", "h")))
                .scope(Scope.of("s", "1"))
                .metric(MetricInfo.gauge("g", "", "1"));
        for (int i = 0; i < points; i++) {
            batch.intPoint(Attributes.of("i", Integer.toString(i)), 0, 1_000_000_000L + i, i);
        }
        return new OtlpEncoder().encode(batch.build());
    }

    int grpcPort() {
        return Objects.requireNonNull(receiver.grpcAddress()).getPort();
    }

    int httpPort() {
        return Objects.requireNonNull(receiver.httpAddress()).getPort();
    }

    GrpcResponse export(byte[] message, String encoding) {
        try (GrpcClient client = new GrpcClient(new Target("127.0.0.1", grpcPort(), null), time)) {
            return client.unary(EXPORT, List.of(), encoding, message, Duration.ZERO);
        }
    }

    /** Sends one request on a connection of its own. */
    HttpReply post(String path, List<Header> headers, byte[] body) throws IOException {
        try (Socket socket = connect(httpPort())) {
            StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: h\r\n");
            headers.forEach(header -> head.append(header.name())
                    .append(": ")
                    .append(header.value())
                    .append("\r\n"));
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return HttpReply.read(socket.getInputStream());
        }
    }

    HttpReply postProtobuf(byte[] body) throws IOException {
        return post("/v1/metrics", List.of(new Header("Content-Type", "application/x-protobuf")), body);
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LIMIT.toMillis());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    @Override
    public void close() {
        receiver.shutdown(LIMIT);
        if (!time.bugs.isEmpty()) {
            throw new AssertionError("a bug in the background", time.bugs.getFirst());
        }
    }

    /** An answer; names of headers in lower case, in the order of the wire. */
    record HttpReply(String status, List<Header> headers, byte[] body) {
        static HttpReply read(InputStream in) throws IOException {
            String status = line(in);
            List<Header> headers = new ArrayList<>();
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String name = line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT);
                String value = line.substring(line.indexOf(':') + 1).strip();
                headers.add(new Header(name, value));
                length = name.equals("content-length") ? Integer.parseInt(value) : length;
            }
            byte[] body = in.readNBytes(length);
            return new HttpReply(status.substring(status.indexOf(' ') + 1), headers, body);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the server closed the connection after \"" + line + "\"");
                }
                if (b != '\r') {
                    line.append((char) b);
                }
            }
            return line.toString();
        }

        String header(String name) {
            return headers.stream()
                    .filter(h -> h.name().equals(name))
                    .map(Header::value)
                    .findFirst()
                    .orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Looks again and again; what is waited for happens on threads of the receiver. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
