package phoenix.engine.exporter.prometheus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.testkit.FreePort;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** The same pages from Phoenix and from the real Collector: the recorded page is what both must give. */
@Timeout(120)
class PrometheusGoldenTest {
    private static final Path PAGES = Path.of("src/test/resources/prometheus-exporter");

    @TempDir
    Path folder = Path.of("");

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void phoenixServesThePage(Scenario scenario) throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(scenario.settings())) {
            scenario.batches().forEach(fixture::consume);
            HttpResponse<byte[]> response = fixture.get("/metrics", "Accept", scenario.accept());
            check(scenario, response);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theCollectorServesThePage(Scenario scenario) throws Exception {
        String otelcol = Peer.OTELCOL.require().toString();
        List<Integer> ports = FreePort.several(2);
        Path config = folder.resolve("otelcol.yaml");
        Files.writeString(config, """
            receivers:
              otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}
            exporters:
              prometheus:
                endpoint: 127.0.0.1:%d
            %s
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [prometheus]}}
            """.formatted(
                        ports.get(0), ports.get(1), scenario.settings().indent(4)));
        try (RealProcess collector = RealProcess.start(List.of(otelcol, "--config", config.toString()));
                HttpClient client = HttpClient.newHttpClient()) {
            collector.await(Pattern.compile("Everything is ready"), Duration.ofSeconds(60));
            for (MetricBatch batch : scenario.batches()) {
                HttpRequest post = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + ports.get(0) + "/v1/metrics"))
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new OtlpEncoder().encode(batch)))
                        .build();
                if (client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
                    throw new AssertionError("otelcol refused the batch: " + collector.err());
                }
            }
            HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(1) + "/metrics"))
                    .header("Accept", scenario.accept())
                    .build();
            check(scenario, client.send(get, HttpResponse.BodyHandlers.ofByteArray()));
        }
    }

    private static void check(Scenario scenario, HttpResponse<byte[]> response) throws Exception {
        String page = response.headers().firstValue("Content-Type").orElse("none") + "\n\n"
                + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        Golden.check(PAGES.resolve(scenario.name() + ".txt"), page);
    }
}
