package phoenix.engine.receiver.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.processor.OtlpJson;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;
import phoenix.testkit.Seeds;

/**
 * Each folder holds pages, which are served one after the other, and settings; what comes of each scrape is what came of it
 * in otelcol 0.159: recorded in {@code expected.txt}, and compared with a real one where there is one.
 */
class PrometheusReceiverTest {
    private static final Path FOLDER = Path.of("src/test/resources/prometheus-receiver");

    private static final List<String> SETTINGS = List.of(
            "{scrape_native_histograms: true}",
            "{scrape_native_histograms: true, always_scrape_classic_histograms: true}",
            "{scrape_native_histograms: true, native_histogram_bucket_limit: 7}",
            "{scrape_native_histograms: true, native_histogram_min_bucket_factor: 1.3}");

    @TempDir
    Path temporary = Path.of("");

    @TestFactory
    Stream<DynamicTest> scrapesAsRecorded() {
        return Golden.cases(FOLDER, folder -> Golden.check(folder.resolve("expected.txt"), phoenix(folder)));
    }

    @Test
    void scrapesAsTheCollector() throws Exception {
        List<Path> folders;
        try (Stream<Path> all = Files.list(FOLDER)) {
            folders = all.sorted().toList();
        }
        scrapesAsTheCollector(folders);
    }

    private void scrapesAsTheCollector(List<Path> folders) throws Exception {
        Map<Path, String> theirs = otelcol(folders);
        SoftAssertions all = new SoftAssertions();
        for (Path folder : folders) {
            all.assertThat(phoenix(folder)).as(folder.toString()).isEqualTo(theirs.get(folder));
        }
        all.assertAll();
    }

    @Test
    void scrapesRandomHistogramsAsTheCollector() throws Exception {
        Peer.OTELCOL.require();
        List<Path> folders = new ArrayList<>();
        Seeds.forAll(4, random -> {
            Path folder = Files.createDirectory(temporary.resolve("random" + folders.size()));
            Files.writeString(folder.resolve("settings.yaml"), SETTINGS.get(folders.size() % SETTINGS.size()));
            for (int page = 1; page <= 8; page++) {
                Files.writeString(folder.resolve(page + ".textproto"), new RandomHistograms(random).page());
            }
            folders.add(folder);
        });
        scrapesAsTheCollector(folders);
    }

    private static String job(Path folder, int port, String path) throws Exception {
        String own = Files.readString(folder.resolve("settings.yaml")).strip();
        return "{job_name: " + folder.getFileName() + ", scrape_interval: 1s, scrape_timeout: 1s, metrics_path: " + path
                + ", static_configs: [{targets: ['127.0.0.1:" + port + "']}]"
                + (own.equals("{}") ? "" : ", " + own.substring(1, own.length() - 1)) + "}";
    }

    static PrometheusConfig config(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        // The Collector's configuration takes "$$" for a dollar.
        return new YamlReader(diagnostics)
                .read("test.yaml", yaml.replace("$$", "$"))
                .flatMap(node -> PrometheusConfig.SPEC.decode(node, "receivers::prometheus", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
    }

    private static String phoenix(Path folder) throws Exception {
        VirtualTime time = new VirtualTime();
        ComponentContext context = new ComponentContext(
                "prometheus", time, Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
        StringBuilder text = new StringBuilder();
        try (PageServer server = new PageServer(folder)) {
            ScrapeConfig scrape = config("{config: {scrape_configs: [" + job(folder, server.port(), "/phoenix") + "]}}")
                    .scrapes()
                    .getFirst();
            Target target =
                    Target.of(scrape, "127.0.0.1:" + server.port(), Map.of()).orElseThrow();
            List<MetricBatch> batches = new ArrayList<>();
            try (PageFetcher fetcher = new PageFetcher(scrape, target, time)) {
                ScrapeLoop loop = new ScrapeLoop(
                        scrape,
                        target,
                        context,
                        batch -> {
                            batches.add(batch);
                            return Outcome.ACCEPTED;
                        },
                        Map.of(),
                        fetcher);
                for (int i = 1; i <= server.pages(); i++) {
                    loop.scrape();
                    text.append("scrape ")
                            .append(i)
                            .append('\n')
                            .append(ScrapeText.of(batches.getLast(), server.port()));
                    time.advance(Duration.ofSeconds(1));
                }
            }
            assertThat(batches).hasSize(server.pages());
        }
        return text.toString();
    }

    /** What one Collector, which scrapes for all folders at once, made of each. */
    private Map<Path, String> otelcol(List<Path> folders) throws Exception {
        String binary = Peer.OTELCOL.require().toString();
        Path out = temporary.resolve("out.json");
        Path config = temporary.resolve("otelcol.yaml");
        Map<Path, PageServer> servers = new LinkedHashMap<>();
        try {
            List<String> jobs = new ArrayList<>();
            for (Path folder : folders) {
                servers.put(folder, new PageServer(folder));
                jobs.add(job(folder, servers.get(folder).port(), "/collector"));
            }
            Files.writeString(config, """
                receivers: {prometheus: {config: {scrape_configs: %s}}}
                exporters: {file: {path: %s}}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines: {metrics: {receivers: [prometheus], exporters: [file]}}
                """.formatted(jobs, out));
            try (RealProcess process = RealProcess.start(List.of(binary, "--config=" + config))) {
                process.await(Pattern.compile("Everything is ready"), Duration.ofSeconds(60));
                for (PageServer server : servers.values()) {
                    // The page after the last: by then the last one has been handed on.
                    server.await("/collector", server.pages() + 1);
                }
                process.terminate();
                assertThat(process.awaitExit(Duration.ofSeconds(60)))
                        .as(process.err())
                        .isZero();
            }
            Map<Path, String> texts = new LinkedHashMap<>();
            servers.forEach((folder, server) -> texts.put(folder, text(out, folder, server)));
            return texts;
        } finally {
            servers.values().forEach(PageServer::close);
        }
    }

    private static String text(Path out, Path folder, PageServer server) {
        String job = "\"service.name\",\"value\":{\"stringValue\":\"" + folder.getFileName() + "\"";
        try {
            List<String> scrapes = Files.readAllLines(out).stream()
                    .filter(line -> line.contains(job))
                    .toList();
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= server.pages(); i++) {
                text.append("scrape ")
                        .append(i)
                        .append('\n')
                        .append(ScrapeText.of(OtlpJson.read(scrapes.get(i - 1)), server.port()));
            }
            return text.toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
