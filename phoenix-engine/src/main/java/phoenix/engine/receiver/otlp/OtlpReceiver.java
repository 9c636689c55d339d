package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.net.Server;
import phoenix.engine.net.ServerConnection;
import phoenix.engine.net.ServerTls;
import phoenix.engine.net.Tls;
import phoenix.engine.net.page.ListenAddress;

/**
 * The Collector's {@code otlp} receiver for metrics: the pipeline's outcome is the client's answer. Differences from the
 * Collector are in docs/components/otlp-receiver.md.
 *
 * <p>What clients can cost is bounded: connections by their number, requests by the bytes they hold over all connections
 * ({@link IntakeBudget}), and each of a connection's waits by a deadline.
 */
public final class OtlpReceiver implements Receiver {
    public static final ReceiverType<OtlpReceiverConfig> TYPE = new ReceiverType<>(
            ComponentSpec.metrics(ComponentKind.RECEIVER, "otlp", List.of(), OtlpReceiverConfig.SPEC),
            OtlpReceiver::new);

    private static final long HEAP_BYTES_PER_CONNECTION = 64 << 10;
    private static final int CONNECTIONS_MIN = 256;
    private static final int CONNECTIONS_MAX = 16_384;
    /** What grpc-go gives a client to say hello. */
    private static final Duration OPENING_TIME = Duration.ofMinutes(2);

    private static final long POLL_NANOS = 5_000_000;

    private final OtlpReceiverConfig config;
    private final ComponentContext context;
    private final long heapBytes;
    private final Intake intake;
    private final List<Server> servers = new ArrayList<>();
    private final Set<GrpcSession> grpcSessions = ConcurrentHashMap.newKeySet();
    private @Nullable HttpServing http;
    private volatile @Nullable InetSocketAddress grpcAddress;
    private volatile @Nullable InetSocketAddress httpAddress;

    OtlpReceiver(OtlpReceiverConfig config, MetricConsumer next, ComponentContext context) {
        this(config, next, context, Runtime.getRuntime().maxMemory());
    }

    /** For a heap of that size. */
    OtlpReceiver(OtlpReceiverConfig config, MetricConsumer next, ComponentContext context, long heapBytes) {
        this.config = config;
        this.context = context;
        this.heapBytes = heapBytes;
        this.intake = new Intake(
                next,
                context.telemetry(),
                context.threads(),
                heapBytes,
                Runtime.getRuntime().availableProcessors());
    }

    @Override
    public void start() throws StartException {
        if (config.grpc().isPresent()) {
            GrpcSettings grpc = config.grpc().get();
            grpcAddress = listen(
                    "grpc", grpc.endpoint(), grpc.tls(), List.of(Tls.HTTP_2), connection -> serve(connection, grpc));
        }
        if (config.http().isPresent()) {
            HttpSettings settings = config.http().get();
            HttpServing serving = new HttpServing(settings, context.scheduler().clock());
            http = serving;
            httpAddress = listen(
                    "http",
                    settings.endpoint(),
                    settings.tls(),
                    List.of(Tls.HTTP_2, Tls.HTTP_1_1),
                    connection -> serve(connection, settings, serving));
        }
    }

    private void serve(ServerConnection connection, GrpcSettings settings) throws IOException {
        GrpcSession session = new GrpcSession(connection, settings, intake);
        grpcSessions.add(session);
        try {
            session.serve();
        } finally {
            grpcSessions.remove(session);
        }
    }

    private void serve(ServerConnection connection, HttpSettings settings, HttpServing serving) throws IOException {
        if (connection.wire().protocol().equals(Tls.HTTP_2)) {
            new Http2Session(connection, settings, serving, intake).serve();
        } else {
            new HttpSession(connection, settings, serving, intake).serve();
        }
    }

    private InetSocketAddress listen(
            String protocol,
            String endpoint,
            Optional<ServerTls.Settings> tls,
            List<String> alpn,
            Server.Protocol sessions)
            throws StartException {
        String place = context.id() + ": protocols::" + protocol;
        ServerTls security = null;
        if (tls.isPresent()) {
            try {
                security = ServerTls.of(tls.get());
            } catch (StartException e) {
                throw new StartException(place + "::tls: " + e.getMessage(), e);
            }
        }
        long share = HEAP_BYTES_PER_CONNECTION * (tls.isPresent() ? 2 : 1);
        int connectionsMax = Math.clamp(heapBytes / share, CONNECTIONS_MIN, CONNECTIONS_MAX);
        Server server = new Server(
                new Server.Settings(context.id() + " " + protocol, security, alpn, connectionsMax, OPENING_TIME),
                context.scheduler(),
                context.threads(),
                sessions);
        servers.add(server);
        return ListenAddress.open(place, endpoint, address -> server.start(address, context.listeners()));
    }

    /** Where gRPC is listened for, once started; null when it is off. */
    public @Nullable InetSocketAddress grpcAddress() {
        return grpcAddress;
    }

    /** Where HTTP is listened for, once started; null when it is off. */
    public @Nullable InetSocketAddress httpAddress() {
        return httpAddress;
    }

    /** Lets the requests under way be answered within the grace, as far as that suffices. */
    @Override
    public void shutdown(Duration grace) {
        HttpServing serving = http;
        if (serving != null) {
            serving.stop();
        }
        servers.forEach(Server::stopAccepting);
        grpcSessions.forEach(GrpcSession::drain);
        long end = System.nanoTime() + grace.toNanos();
        while (isWorking() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        servers.forEach(Server::close);
    }

    private boolean isWorking() {
        return servers.stream().flatMap(server -> server.connections().stream()).anyMatch(ServerConnection::isWorking);
    }
}
