package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.report.JsonReport;
import phoenix.app.report.Report;
import phoenix.testkit.RealProcess;

/** {@code phoenix run} as its user runs it: a process, files, an exit status. */
class RunTest {
    private static final Path ROOT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."))
            .toAbsolutePath();
    private static final Path JAR = ROOT.resolve("phoenix-app/target/phoenix.jar");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String BASELINE = """
        receivers:
          hostmetrics:
            collection_interval: 1s
            initial_delay: 0s
            scrapers: {cpu: {}, load: {}, memory: {}, process: {mute_process_all_errors: true}}
        processors:
          batch:
          attributes: {actions: [{key: environment, value: test, action: insert}]}
        exporters:
          otlp/newrelic: {endpoint: "https://otlp.nr-data.net:4317", headers: {api-key: "${NEW_RELIC_API_KEY}"}}
          prometheus: {endpoint: "127.0.0.1:0", namespace: phoenix}
        service:
          pipelines:
            metrics: {receivers: [hostmetrics], processors: [batch, attributes], exporters: [otlp/newrelic, prometheus]}
        """;
    private static final String SLIM = """
        processors:
          filter/slim: {metrics: {metric: ['name == "process.disk.io"', 'name == "process.memory.virtual"']}}
        service:
          pipelines:
            metrics: {processors: [filter/slim, batch, attributes]}
        """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void jarIsBuilt() {
        Assumptions.assumeTrue(Files.exists(JAR), "the whole program is tested by mvn verify, which builds its jar");
    }

    @Test
    void aCheaperCandidateIsAcceptedAndEveryPointIsAccountedFor() throws Exception {
        write("baseline.yaml", BASELINE);
        write("slim.yaml", SLIM);
        write(
                "experiment.yaml",
                experiment(
                        "[baseline.yaml, slim.yaml]", "criteria: {series: {reduce_by: 10%}, fidelity: {within: 5%}}"));

        int status = run("--duration", "12s", "--report", "report");

        Report report = report();
        assertThat(status).as(String.join("\n", report.reasons())).isZero();
        assertThat(report.verdict()).isEqualTo("accept");
        assertThat(report.coverage().lostMetrics()).containsExactly("process.disk.io", "process.memory.virtual");
        assertThat(report.coverage().addedMetrics()).isEmpty();
        assertThat(folder.resolve("report/report.html")).content().contains("<svg", "process.disk.io");
        assertThat(folder.resolve("report/report.md")).content().contains("accept");
        assertPointsAreConserved(report);
        assertThat(report.configs().values())
                .allSatisfy(config -> assertThat(config.changes())
                        .as("own telemetry is not served in a run")
                        .noneMatch(change -> change.startsWith("moved"))
                        .anyMatch(change -> change.startsWith("omitted service::telemetry::metrics")));
        assertThat(report.comparison().cleanup()).isEqualTo("deleted");
        try (Stream<Path> left = Files.walk(folder.resolve("data"))) {
            assertThat(left.filter(Files::isRegularFile).map(Path::toString))
                    .as("no samples stay behind")
                    .noneMatch(name -> name.contains(report.runId()));
        }
    }

    /** Scraped minus dropped by named processors is what the stand-in received; the baseline drops nothing. */
    private static void assertPointsAreConserved(Report report) {
        long scraped = report.receivers().getFirst().points();
        assertThat(scraped).isPositive();
        Map<String, Report.StandInVariant> received = report.standIn().variants();
        assertThat(received.get("baseline").points()).isEqualTo(scraped);
        Report.StepReport filter = report.steps().stream()
                .filter(step -> step.processor().equals("filter/slim"))
                .findFirst()
                .orElseThrow();
        assertThat(filter.incoming()).isEqualTo(scraped);
        assertThat(received.get("candidate").points()).isEqualTo(scraped - (filter.incoming() - filter.outgoing()));
        assertThat(report.production()).allSatisfy(p -> {
            assertThat(p.sentPoints()).isEqualTo(p.handedPoints());
            assertThat(p.failedPoints() + p.droppedPoints()).isZero();
        });
    }

    @Test
    void theSameConfigurationOnBothSidesIsAccepted() throws Exception {
        write("baseline.yaml", BASELINE);
        write("experiment.yaml", experiment("baseline.yaml", ""));

        int status = run("--duration", "12s", "--report", "report");

        Report report = report();
        assertThat(status).as(String.join("\n", report.reasons())).isZero();
        Report.VariantReport baseline = report.variants().get("baseline");
        Report.VariantReport candidate = report.variants().get("candidate");
        assertThat(candidate.series()).isEqualTo(baseline.series());
        assertThat(candidate.datapointsPerMinute()).isEqualTo(baseline.datapointsPerMinute());
        assertThat(candidate.billedBytesEstimatePerMinute())
                .as("the mark of the mirrored export does not count")
                .isEqualTo(baseline.billedBytesEstimatePerMinute());
        assertThat(baseline.billedBytesEstimatePerMinute() / baseline.datapointsPerMinute())
                .as("bytes of a record")
                .isBetween(300.0, 3000.0);
        assertThat(report.criteria()).allSatisfy(c -> assertThat(c.result()).isEqualTo("pass"));
    }

    @Test
    void aWrongFieldIsShownWhereItStandsAndNothingStarts() throws Exception {
        write("baseline.yaml", BASELINE.replace("collection_interval", "colection_interval"));
        write("experiment.yaml", experiment("baseline.yaml", ""));
        try (RealProcess process = start("--duration", "12s")) {
            assertThat(process.awaitExit(LIMIT)).isEqualTo(2);
            assertThat(process.err()).contains("baseline.yaml:3:5", "colection_interval", "collection_interval", "^");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aKeyThatIsNotSetIsAnErrorBeforeAnythingIsSent() throws Exception {
        write("baseline.yaml", BASELINE);
        write(
                "experiment.yaml",
                experiment("baseline.yaml", "")
                        .replace(
                                "{target: stand-in}",
                                "{target: configured, baseline_export: send, candidate_export: hold}"));
        try (RealProcess process = start("--duration", "12s")) {
            assertThat(process.awaitExit(LIMIT)).isEqualTo(2);
            assertThat(process.err()).contains("NEW_RELIC_API_KEY", "stand-in");
        }
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write("baseline.yaml", BASELINE.replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
            write("experiment.yaml", experiment("baseline.yaml", ""));
            try (RealProcess process = start("--duration", "12s")) {
                assertThat(process.awaitExit(LIMIT)).isEqualTo(1);
                assertThat(process.err()).contains(Integer.toString(taken.getLocalPort()), "baseline does not start");
            }
        }
    }

    @Test
    void anInterruptedRunStillWritesItsReport() throws Exception {
        write("baseline.yaml", BASELINE);
        write("experiment.yaml", experiment("baseline.yaml", ""));
        try (RealProcess process = start("--duration", "10m", "--report", "report")) {
            process.await(java.util.regex.Pattern.compile("running"), LIMIT);
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.awaitExit(LIMIT)).isEqualTo(130);
        }
        assertThat(report().reasons()).anyMatch(reason -> reason.contains("ended by its user"));
    }

    private static String experiment(String candidate, String more) {
        return """
            apiVersion: phoenix/v1
            name: test-run
            baseline: {config: baseline.yaml}
            candidate: {config: %s}
            production: {target: stand-in}
            %s
            """.formatted(candidate, more);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int run(String... options) throws Exception {
        try (RealProcess process = start(options)) {
            return process.awaitExit(LIMIT);
        }
    }

    private RealProcess start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-jar",
                JAR.toString(),
                "run",
                "experiment.yaml",
                "--data",
                "data"));
        command.addAll(List.of(options));
        return RealProcess.start(command, folder, Map.of("NEW_RELIC_API_KEY", ""));
    }

    private Report report() throws IOException {
        return JsonReport.read(Files.readString(folder.resolve("report/report.json")));
    }
}
