package phoenix.engine.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.StartException;
import phoenix.engine.peer.Collector;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** Which endpoints are spoken to in TLS: the first byte on the wire tells, from Phoenix as from a real Collector. */
@Timeout(120)
class GrpcSecurityTest {
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final String METRIC = """
        {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
          {"name": "a", "gauge": {"dataPoints": [{"asInt": "1", "timeUnixNano": "1000000000"}]}}]}]}]}
        """;
    private static final String AUTHORITY = """
        -----BEGIN CERTIFICATE-----
        MIIBdDCCARugAwIBAgIUeRKDGmKlKRwWWoFPmqqIJ9QH77kwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjMyMzUwNTZaGA8yMTI2MTAzMDIzNTA1
        NlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJoj
        Bi6JbCkOD9FvImLLgYGDkScdkk1n429b87i/7svIe3ZFu+/HQrfI7SbDvvEXq819
        m0b7/jJwXvAW69zL8p+jUzBRMB0GA1UdDgQWBBSmiH6Ke6BdXPTvkkFFoMcjC1bP
        +DAfBgNVHSMEGDAWgBSmiH6Ke6BdXPTvkkFFoMcjC1bP+DAPBgNVHRMBAf8EBTAD
        AQH/MAoGCCqGSM49BAMCA0cAMEQCIC5M+iOqOusuEewFuvk9ZZaxgTgV2cRLJOn/
        Y5QS5RuZAiBe3pBo/O2TuilRLssyikriuhiGpwWyoECdKcdfNOFvwQ==
        -----END CERTIFICATE-----
        """.replace("\n", "\\n");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServerSocket server;

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("http://127.0.0.1:%d", "", true),
                Arguments.of("http://127.0.0.1:%d", "insecure: true", false),
                Arguments.of("http://127.0.0.1:%d", "insecure: true, insecure_skip_verify: true", false),
                Arguments.of("https://127.0.0.1:%d", "", true),
                Arguments.of("https://127.0.0.1:%d", "insecure: true", true),
                Arguments.of("127.0.0.1:%d", "", true),
                Arguments.of("127.0.0.1:%d", "insecure: true", false),
                Arguments.of("127.0.0.1:%d", "insecure: true, include_system_ca_certs_pool: true", false),
                Arguments.of("127.0.0.1:%d", "insecure: true, ca_pem: \"" + AUTHORITY + "\"", true),
                Arguments.of("dns:///127.0.0.1:%d", "", true),
                Arguments.of("dns:///127.0.0.1:%d", "insecure: true", false),
                Arguments.of("passthrough:///127.0.0.1:%d", "", true),
                Arguments.of("passthrough:///127.0.0.1:%d", "insecure: true", false));
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String settings(String endpoint, String tls) {
        return "{endpoint: '" + endpoint.formatted(server.getLocalPort()) + "', tls: {" + tls
                + "}, sending_queue: {enabled: false}, retry_on_failure: {enabled: false}}";
    }

    /** What the first client says first; it is hung up on then. */
    private boolean speaksTls() throws IOException {
        try (Socket client = server.accept()) {
            return client.getInputStream().read() == TLS_HANDSHAKE;
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void phoenixSpeaksTls(String endpoint, String tls, boolean expected) throws Exception {
        CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(() -> {
            try {
                return speaksTls();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Exporter exporter = exporter(OtlpGrpcExporter.TYPE, settings(endpoint, tls));
        exporter.start();
        exporter.consume(batch());
        exporter.shutdown(Duration.ZERO);
        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theCollectorSpeaksTls(String endpoint, String tls, boolean expected) throws Exception {
        try (Collector collector = Collector.exporting(
                folder, "otlp_grpc", settings(endpoint, tls).replace("sending_queue: {enabled: false}, ", ""))) {
            collector.post(METRIC);
            assertThat(speaksTls()).isEqualTo(expected);
        }
    }

    private static MetricBatch batch() {
        return new BatchBuilder()
                .resource(Resource.of(Attributes.EMPTY))
                .scope(Scope.of("s", "1"))
                .metric(MetricInfo.gauge("g", "", "1"))
                .intPoint(Attributes.EMPTY, 0, 1_000_000_000L, 1)
                .build();
    }

    private static <C> Exporter exporter(ExporterType<C> type, String yaml) throws StartException {
        Diagnostics diagnostics = new Diagnostics();
        C config = new YamlReader(diagnostics)
                .read("test.yaml", yaml)
                .flatMap(node -> type.spec().config().decode(node, "exporters::otlp_grpc", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
        return type.factory()
                .create(
                        config,
                        new ComponentContext(
                                "otlp_grpc",
                                new VirtualTime(),
                                Thread.ofPlatform().daemon().factory(),
                                new ComponentTelemetry(),
                                Map.of(),
                                ComponentContext.Delivery.SEND));
    }
}
