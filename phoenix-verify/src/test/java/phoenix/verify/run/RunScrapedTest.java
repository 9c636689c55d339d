package phoenix.verify.run;

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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** A real Prometheus scrapes both variants of a run from the addresses that the run prints, and tells them apart. */
class RunScrapedTest {
    private static final Pattern ENDPOINTS =
            Pattern.compile("baseline: .*http://(\\S+)/metrics\\R(?:.*\\R)?candidate: .*http://(\\S+)/metrics");
    private static final Pattern RUN = Pattern.compile("run (scraped-\\S+)");

    @TempDir
    private static Path runFolder;

    @TempDir
    private Path folder;

    private static RealProcess run;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    /** Started for the first Prometheus that is there; without one there is nothing to run for. */
    private static RealProcess run() throws IOException {
        RealProcess started = run;
        if (started == null) {
            started = startRun();
            run = started;
        }
        return started;
    }

    private static RealProcess startRun() throws IOException {
        PhoenixJar jar = new PhoenixJar(runFolder);
        jar.write("baseline.yaml", """
            receivers:
              host_metrics:
                collection_interval: 500ms
                initial_delay: 0s
                scrapers: {cpu: {}, memory: {}, network: {}, process: {mute_process_all_errors: true}}
            processors: {batch: {timeout: 100ms}}
            exporters:
              otlp_grpc/newrelic: {tls: {insecure: true}, headers: {api-key: key}, endpoint: "http://127.0.0.1:4317"}
            service:
              pipelines:
                metrics: {receivers: [host_metrics], processors: [batch], exporters: [otlp_grpc/newrelic]}
            """);
        jar.write("experiment.yaml", """
            apiVersion: phoenix/v1
            name: scraped
            baseline: {config: baseline.yaml}
            candidate: {config: baseline.yaml}
            production: {target: stand-in}
            """);
        return jar.run("--duration", "10m");
    }

    @AfterAll
    static void endRun() throws Exception {
        RealProcess started = run;
        if (started != null) {
            try (started) {
                PhoenixJar.interrupt(started);
                assertThat(started.awaitExit(PhoenixJar.LIMIT)).isEqualTo(130);
            }
            assertThat(new PhoenixJar(runFolder).report().reasons()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"PROMETHEUS", "PROMETHEUS_242"})
    void bothVariantsAreThereAndNothingIsComplainedAbout(Peer peer) throws Exception {
        Path program = peer.require();
        RealProcess started = run();
        String runId = matcher(RUN, started).group(1);
        Matcher endpoints = matcher(ENDPOINTS, started);
        String address = "127.0.0.1:" + FreePort.any();
        Files.writeString(folder.resolve("prometheus.yml"), """
            global: {scrape_interval: 1s}
            scrape_configs:
            - {job_name: run, static_configs: [{targets: ["%s", "%s"]}]}
            """.formatted(endpoints.group(1), endpoints.group(2)));
        try (RealProcess prometheus = RealProcess.start(List.of(
                        program.toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=" + address));
                HttpClient client = HttpClient.newHttpClient()) {
            String query = "count by (experiment, pipeline, variant) ({experiment!=\"\"})";
            // Both targets have been scraped more than once: what is out of order shows at the second scrape.
            ask(client, address, "sum(count_over_time(up[1m])) > 5 and sum(up) == 2", "value", prometheus);
            String answer = ask(client, address, query, "candidate", prometheus);
            for (String variant : List.of("baseline", "candidate")) {
                assertThat(answer)
                        .contains("\"experiment\":\"" + runId + "\",\"pipeline\":\"scraped\",\"variant\":\"" + variant
                                + "\"");
            }
            assertThat(prometheus.err().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("level=warn", "level=error", "duplicate", "out of order", "out-of-order");
        }
    }

    private static Matcher matcher(Pattern pattern, RealProcess run) throws InterruptedException {
        Matcher matcher = pattern.matcher(run.await(pattern, PhoenixJar.LIMIT));
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private static String ask(HttpClient client, String address, String query, String part, RealProcess server)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        long end = System.nanoTime() + PhoenixJar.LIMIT.toNanos();
        String answer = "";
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() < end) {
            try {
                answer = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
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
}
