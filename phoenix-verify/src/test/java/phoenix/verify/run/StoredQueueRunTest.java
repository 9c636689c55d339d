package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.report.Report;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;

/** Both variants have the same queue on disk in their configuration: their files never meet, and production's stay. */
class StoredQueueRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path root;

    private PhoenixJar jar;
    private Path queue;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    /** An endpoint where nobody is, so that everything waits in the queue. */
    private void prepare(String production) throws IOException {
        jar = new PhoenixJar(root);
        queue = Files.createDirectory(root.resolve("queue"));
        jar.write("baseline.yaml", """
            extensions: {file_storage: {directory: "%s"}}
            receivers: {host_metrics: {collection_interval: 200ms, initial_delay: 0s, scrapers: {load: {}, memory: {}}}}
            exporters:
              otlp_http/newrelic:
                endpoint: "http://127.0.0.1:%d"
                sending_queue: {storage: file_storage}
                retry_on_failure: {initial_interval: 100ms, max_interval: 100ms, max_elapsed_time: 0s}
            service:
              extensions: [file_storage]
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [host_metrics], exporters: [otlp_http/newrelic]}}
            """.formatted(queue, FreePort.any()))
                .write("overlay.yaml", "{}")
                .write("experiment.yaml", """
                    apiVersion: phoenix/v1
                    name: stored
                    baseline: {config: baseline.yaml}
                    candidate: {config: [baseline.yaml, overlay.yaml]}
                    production: %s
                    """.formatted(production));
    }

    private int run() throws IOException, InterruptedException {
        try (RealProcess run = jar.run("--duration", "5s")) {
            int status = run.awaitExit(PhoenixJar.LIMIT);
            assertThat(jar.folder().resolve("report/report.json")).as(run.err()).exists();
            return status;
        }
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(queue)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList()) {
                sizes.put(queue.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }

    @Test
    void aRunWithTheStandInLeavesTheQueueOfProductionAlone() throws Exception {
        prepare("{target: stand-in}");
        try (RealProcess collector =
                RealProcess.start(jar.command("collector", "--config", "baseline.yaml"), root, Map.of())) {
            collector.await(Pattern.compile("next attempt in"), LIMIT);
            collector.terminate();
            assertThat(collector.awaitExit(LIMIT)).isZero();
        }
        Map<String, Long> before = files();
        assertThat(before)
                .hasSize(1)
                .allSatisfy((name, _) -> assertThat(name).startsWith("exporter_otlp_http_newrelic_metrics.queue/"));

        run();

        assertThat(files()).isEqualTo(before);
        Report report = jar.report();
        assertThat(report.production()).hasSize(2).allSatisfy(p -> {
            assertThat(p.handedPoints()).isPositive();
            assertThat(p.sentPoints()).as("all is sent before the end").isEqualTo(p.handedPoints());
        });
        assertThat(report.configs().values())
                .allSatisfy(config -> assertThat(config.changes())
                        .anyMatch(change -> change.startsWith("moved extensions::file_storage")));
    }

    @Test
    void theBaselineKeepsWhatProductionDidNotTakeAndTheCandidatesFilesGo() throws Exception {
        prepare("{target: configured, baseline_export: send, candidate_export: mirror}");

        run();

        assertThat(files())
                .isNotEmpty()
                .allSatisfy((name, _) -> assertThat(name).startsWith("exporter_otlp_http_newrelic_metrics.queue/"));
        try (Stream<Path> folders = Files.list(queue)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyElementsOf(List.of("exporter_otlp_http_newrelic_metrics.queue"));
        }
        Report report = jar.report();
        assertThat(report.production())
                .hasSize(2)
                .allSatisfy(p -> assertThat(p.failedPoints())
                        .as("nothing arrived, of either variant")
                        .isEqualTo(p.handedPoints()));
        assertThat(report.configs().get("baseline").changes())
                .noneMatch(change -> change.startsWith("moved extensions::file_storage"));
        assertThat(report.configs().get("candidate").changes())
                .anyMatch(change -> change.startsWith("moved extensions::file_storage"));
    }
}
