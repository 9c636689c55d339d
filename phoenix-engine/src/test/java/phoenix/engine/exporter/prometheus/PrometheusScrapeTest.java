package phoenix.engine.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** A real Prometheus scrapes all that the scenarios hold, and finds nothing to complain about. */
@Timeout(120)
class PrometheusScrapeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"PROMETHEUS", "PROMETHEUS_242"})
    void prometheusScrapesWithoutComplaint(Peer peer) throws Exception {
        String prometheus = peer.require().toString();
        int port = FreePort.any();
        try (ExporterFixture baseline = ExporterFixture.start(settings("baseline"));
                ExporterFixture candidate = ExporterFixture.start(settings("candidate"))) {
            for (ExporterFixture fixture : List.of(baseline, candidate)) {
                for (Scenario scenario : Scenario.all()) {
                    scenario.batches().forEach(fixture::consume);
                }
            }
            Path config = folder.resolve("prometheus.yml");
            Files.writeString(config, """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: phoenix
                  static_configs: [{targets: ["127.0.0.1:%d", "127.0.0.1:%d"]}]
                """.formatted(
                            baseline.address().getPort(), candidate.address().getPort()));
            try (RealProcess server = RealProcess.start(List.of(
                            prometheus,
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port));
                    HttpClient client = HttpClient.newHttpClient()) {
                String query = "count by (experiment, variant) ({experiment!=\"\"})";
                // Each target is scraped in its own time: only when both are in does the answer mean something.
                await(client, port, "count(count by (variant) ({experiment!=\"\"}))", "\"2\"", server);
                String answer = await(client, port, query, "candidate", server);
                assertThat(answer).contains("\"experiment\":\"e1\",\"variant\":\"baseline\"");
                assertThat(value(answer, "baseline")).isEqualTo(value(answer, "candidate"));

                await(client, port, "sum(up)", "\"2\"", server);
                assertThat(get(client, port, "/api/v1/targets"))
                        .contains("\"health\":\"up\"")
                        .doesNotContain("\"health\":\"down\"");
                // Samples that are out of order, duplicates or out of bounds are counted in the log only.
                assertThat(server.err()).doesNotContain("level=WARN").doesNotContain("level=warn");
            }
        }
    }

    private static String settings(String variant) {
        return "const_labels: {experiment: e1, variant: " + variant + "}\n"
                + "resource_to_telemetry_conversion: {enabled: true}\n";
    }

    private static String value(String answer, String variant) {
        String after = answer.substring(answer.indexOf("\"variant\":\"" + variant));
        String value = after.substring(after.indexOf("\"value\":[") + 9, after.indexOf(']'));
        return value.substring(value.indexOf(','));
    }

    private static String await(HttpClient client, int port, String query, String part, RealProcess server)
            throws Exception {
        String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        long end = System.nanoTime() + PATIENCE.toNanos();
        String answer = "";
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() < end) {
            try {
                answer = get(client, port, path);
            } catch (IOException e) {
                answer = e.toString(); // not up yet
            }
            if (answer.contains(part)) {
                return answer;
            }
            // The server scrapes in its own time; this is the pace of looking, not a wait for a result.
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        throw new AssertionError(query + " never held " + part + ": " + answer + "\n" + server.err());
    }

    private static String get(HttpClient client, int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
