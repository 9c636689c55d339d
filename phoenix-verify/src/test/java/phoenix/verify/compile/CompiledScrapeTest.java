package phoenix.verify.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.Page;
import phoenix.config.compile.otelcol.PrometheusFiles;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** Who reads the pages: a real Prometheus with the emitted files, and a client that never reads. */
class CompiledScrapeTest {
    private static final String POINT = """
        {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}},
            {"key": "site", "value": {"stringValue": "SITE"}}]},
          "scopeMetrics": [{"metrics": [{"name": "orders", "gauge": {"dataPoints": [POINTS]}}]}]}]}
        """;
    private static final String DATA_POINT = """
        {"asInt": "NUMBER", "timeUnixNano": "NOW", "attributes": [{"key": "variant", "value": {"stringValue": "blue"}},
          {"key": "series", "value": {"stringValue": "NUMBER-SITE"}}]}
        """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"several-pipelines", "gateway"})
    void aPrometheusCollectsBothVariantsAndTellsThemApart(String name) throws Exception {
        Path prometheus = Peer.PROMETHEUS.require();
        try (RunningPair pair = new RunningPair(Peer.OTELCOL.require(), name, folder)) {
            StringBuilder files = new StringBuilder();
            for (CompiledFor variant : CompiledFor.values()) {
                String otlp = pair.otlpHttp(variant).orElseThrow();
                pair.await("a receiver", () -> pair.post(otlp, points(1, "x")) == 200);
                PrometheusFiles scrape =
                        new PrometheusFiles(Corpus.settings(variant, Optional.empty()), pair.pages(variant));
                Files.writeString(
                        folder.resolve("scrape-" + variant + ".yml"),
                        scrape.scrape().replace("10s", "1s"));
                files.append("- scrape-").append(variant).append(".yml\n");
            }
            Files.writeString(folder.resolve("prometheus.yml"), "scrape_config_files:\n" + files);
            String address = "127.0.0.1:" + FreePort.any();
            try (RealProcess server = RealProcess.start(List.of(
                    prometheus.toString(),
                    "--config.file=" + folder.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + folder.resolve("tsdb"),
                    "--web.listen-address=" + address))) {
                int pages = pair.pages(CompiledFor.BASELINE).size();
                for (CompiledFor variant : CompiledFor.values()) {
                    String own =
                            "experiment=\"" + Corpus.EXPERIMENT + "\",pipeline=\"edge\",variant=\"" + variant + "\"";
                    pair.await(
                            variant + " in Prometheus",
                            () -> ask(pair, address, "phoenix_orders{" + own + ",exported_variant=\"blue\"}")
                                    .contains("\"value\""));
                }
                pair.await(
                        "all pages",
                        () -> ask(pair, address, "count(max_over_time(up[1m]) == 1)")
                                .contains("\"" + 2 * pages + "\""));
                assertThat(server.err()).doesNotContain("level=ERROR", "uplicate");
            }
        }
    }

    private static String ask(RunningPair pair, String address, String query) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        try {
            return pair.client
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // not up yet
        }
    }

    @Test
    void aClientThatNeverReadsDoesNotHoldUpTheBaseline() throws Exception {
        try (RunningPair pair = new RunningPair(Peer.OTELCOL.require(), "gateway", folder)) {
            String otlp = pair.otlpHttp(CompiledFor.BASELINE).orElseThrow();
            // A page of more than any buffer between the two programs holds.
            int series = 20_000;
            pair.await("a receiver", () -> pair.post(otlp, points(series, "first")) == 200);
            Page page = pair.pages(CompiledFor.BASELINE).getFirst();
            String[] address = page.address().split(":", -1);
            try (Socket idle = new Socket()) {
                idle.setReceiveBufferSize(4096);
                idle.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
                idle.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                InputStream in = idle.getInputStream();
                // The first byte shows that the answer has begun; nothing more is taken.
                assertThat(in.read()).isPositive();
                for (int i = 0; i < 50; i++) {
                    assertThat(pair.post(otlp, points(1, "later-" + i))).isEqualTo(200);
                }
                pair.await(
                        "every point at the backend",
                        () -> pair.backend.snapshot().variant("unmarked").points() == series + 50);
            }
        }
    }

    private static String points(int count, String name) {
        long now = System.currentTimeMillis() * 1_000_000;
        StringBuilder points = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            points.append(i == 1 ? "" : ",")
                    .append(DATA_POINT
                            .replace("NUMBER", Integer.toString(i))
                            .replace("NOW", Long.toString(now))
                            .replace("SITE", name));
        }
        return POINT.replace("SITE", name).replace("POINTS", points);
    }
}
