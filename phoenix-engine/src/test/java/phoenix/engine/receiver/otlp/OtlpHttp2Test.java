package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.component.Outcome;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import phoenix.engine.net.Tls;
import phoenix.engine.net.TlsSettings;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** OTLP/HTTP over HTTP/2, which both ends agree on by ALPN; with a real Collector at either end too. */
@Timeout(120)
class OtlpHttp2Test {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SHOW_FRAMES = Map.of("GODEBUG", "http2debug=1");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Identity identity;

    @BeforeEach
    void makeIdentity() throws Exception {
        identity = Identity.make(folder, "RSA");
    }

    private String receiver(int port, String more) {
        return "protocols: {http: {endpoint: '127.0.0.1:" + port + "', tls: {cert_file: " + identity.certificateFile()
                + ", key_file: " + identity.keyFile() + "}" + more + "}}";
    }

    private HttpClient client() throws Exception {
        return HttpClient.newBuilder()
                .sslContext(identity.client(false))
                .version(Version.HTTP_2)
                .build();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-protobuf");
    }

    private static HttpRequest export(int port, byte[] body) {
        return request(port, "/v1/metrics")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(Version.HTTP_2);
        return response;
    }

    @Test
    void answersAsOverHttp1() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(receiver(0, ", max_request_body_size: 2000000"));
                HttpClient client = client()) {
            int port = otlp.httpPort();
            HttpResponse<String> taken = send(client, export(port, OtlpFixture.request(3)));
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.headers().map()).containsKeys("date", "content-length", "content-type");
            assertThat(otlp.batches.remove().pointCount()).isEqualTo(3);
            assertThat(send(client, export(port, new byte[] {1})).statusCode()).isEqualTo(400);
            assertThat(send(client, export(port, new byte[2_000_001])).body()).contains("request body too large");
            assertThat(send(client, request(port, "/v1/metrics").GET().build()).statusCode())
                    .isEqualTo(405);
            assertThat(send(client, request(port, "/v1/traces").GET().build()).statusCode())
                    .isEqualTo(404);
            HttpRequest odd = request(port, "/v1/metrics")
                    .setHeader("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(send(client, odd).statusCode()).isEqualTo(415);
            otlp.pipeline = _ -> new Outcome.Refused(true, Duration.ofSeconds(7), "full");
            HttpResponse<String> full = send(client, export(port, OtlpFixture.request(1)));
            assertThat(full.statusCode()).isEqualTo(503);
            assertThat(full.headers().firstValue("retry-after")).contains("7");
            OtlpFixture.await("all memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void servesManyRequestsAtOnceOnOneConnection() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(receiver(0, ""));
                HttpClient client = client()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(OtlpFixture.request(5000));
            }
            HttpRequest request = request(otlp.httpPort(), "/v1/metrics")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                    .build();
            List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
            }
            for (CompletableFuture<HttpResponse<Void>> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(otlp.batches).hasSize(60);
        }
    }

    @Test
    void phoenixChoosesHttp2UnlessToldOtherwise() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(receiver(0, ""))) {
            Target target = new Target("127.0.0.1", otlp.httpPort(), trusting());
            for (boolean http2 : new boolean[] {true, false}) {
                try (phoenix.engine.net.HttpClient client =
                        new phoenix.engine.net.HttpClient(target, http2, otlp.time)) {
                    for (int i = 1; i <= 3; i++) {
                        phoenix.engine.net.HttpResponse response = client.post(
                                "/v1/metrics",
                                List.of(new Header("content-type", "application/x-protobuf")),
                                OtlpFixture.request(1000),
                                Duration.ZERO);
                        assertThat(response.status()).isEqualTo(200);
                        // Names of headers are in lower case where HTTP/2 carries them.
                        assertThat(response.headers())
                                .extracting(Header::name)
                                .contains(http2 ? "content-type" : "Content-Type");
                    }
                }
            }
            assertThat(otlp.batches).hasSize(6);
        }
    }

    private Tls trusting() throws Exception {
        return Tls.of(TlsSettings.trusting(Optional.of(identity.certificate())));
    }

    @Test
    void theCollectorSendsToPhoenixOverHttp2() throws Exception {
        String binary = Peer.OTELCOL.require().toString();
        int port = FreePort.any();
        try (OtlpFixture otlp = new OtlpFixture(receiver(0, ""))) {
            Path config = Files.writeString(
                    folder.resolve("sends.yaml"), """
                        receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
                        exporters:
                          otlp_http: {endpoint: "https://127.0.0.1:%d", tls: {ca_file: %s}, sending_queue: {enabled: false}}
                        service:
                          telemetry: {metrics: {level: none}}
                          pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}
                        """.formatted(port, otlp.httpPort(), identity.certificateFile()));
            try (RealProcess collector = RealProcess.start(List.of(binary, "--config=" + config), folder, SHOW_FRAMES);
                    HttpClient client = HttpClient.newHttpClient()) {
                collector.await(Pattern.compile("Everything is ready"), PATIENCE);
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(OtlpFixture.request(20_000)))
                        .build();
                for (int i = 0; i < 3; i++) {
                    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                            .as(collector.err())
                            .isEqualTo(200);
                }
                assertThat(collector.err()).contains("http2: Transport creating client conn");
            }
            assertThat(otlp.batches).hasSize(3).allMatch(batch -> batch.pointCount() == 20_000);
        }
    }

    @Test
    void phoenixSendsToTheCollectorOverHttp2() throws Exception {
        String binary = Peer.OTELCOL.require().toString();
        int port = FreePort.any();
        Path out = folder.resolve("out.json");
        Path config = Files.writeString(folder.resolve("takes.yaml"), """
            receivers: {otlp: {%s}}
            exporters: {file: {path: %s}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [file]}}
            """.formatted(receiver(port, ""), out));
        try (RealProcess collector = RealProcess.start(List.of(binary, "--config=" + config), folder, SHOW_FRAMES);
                phoenix.engine.net.HttpClient client = new phoenix.engine.net.HttpClient(
                        new Target("127.0.0.1", port, trusting()), new TickingTime())) {
            collector.await(Pattern.compile("Everything is ready"), PATIENCE);
            for (int i = 0; i < 3; i++) {
                phoenix.engine.net.HttpResponse response = client.post(
                        "/v1/metrics",
                        List.of(new Header("content-type", "application/x-protobuf")),
                        OtlpFixture.request(20_000),
                        Duration.ZERO);
                assertThat(response.status()).as(collector.err()).isEqualTo(200);
            }
            collector.terminate();
            assertThat(collector.awaitExit(PATIENCE)).isZero();
            assertThat(collector.err()).contains("http2: server connection from");
            assertThat(new String(Files.readAllBytes(out), StandardCharsets.UTF_8).split("\"asInt\"", -1))
                    .hasSize(60_001);
        }
    }
}
