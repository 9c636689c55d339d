package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.report.JsonReport;
import phoenix.app.report.Report;
import phoenix.app.sink.Sink;
import phoenix.app.sink.SinkSettings;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;

/**
 * Whatever the candidate, the comparison or a client does, every point that was read reaches production through the
 * baseline, counted at the receiving end, and the run ends with a verdict that names the fault. The runs go on side by
 * side, so that the machine is busy too.
 */
class FaultyRunTest {
    /** What a run with the launcher's heap may take at its worst; without a limit it would be gigabytes. */
    private static final long RSS_BYTES_MAX = 320L << 20;

    private static final String PIPELINE = """
        receivers:
          host_metrics:
            collection_interval: 200ms
            initial_delay: 0s
            scrapers: {cpu: {}, load: {}, memory: {}, network: {}}
        processors:
          batch: {timeout: 100ms}
        exporters:
          otlp_grpc/newrelic: {tls: {insecure: true}, headers: {api-key: key}, endpoint: "http://127.0.0.1:4317"}
        service:
          pipelines:
            metrics: {receivers: [host_metrics], processors: [batch], exporters: [otlp_grpc/newrelic]}
        """;

    private static final int NEVER_READING_CLIENTS = 30;

    @TempDir
    private static Path root;

    private static final Map<String, RealProcess> RUNS = new LinkedHashMap<>();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static Sink production;

    @BeforeAll
    static void startAll() throws Exception {
        PhoenixJar.require();
        start("explosion", processor("transform/explosion", """
            metric_statements: [{context: metric, statements: ['copy_metric(name=Concat([name, "a"], ""))']}]
            """));
        start("new-series", processor("transform/new-series", """
            metric_statements:
              - {context: metric, statements: [%s]}
              - {context: datapoint, statements: ['set(attributes["moment"], time_unix_nano)']}
            """.formatted(list(
                40, n -> "copy_metric(name=Concat([name, \"_x" + n + "\"], \"\")) where not IsMatch(name, \"_x\")"))));
        start("slow", processor("transform/slow", """
            metric_statements:
              - {context: resource, statements: ['set(attributes["long"], "%s")']}
              - {context: datapoint, statements: [%s]}
            """.formatted(
                        "ab".repeat(30_000),
                        list(
                                3_000,
                                n -> "set(attributes[\"hit\"], 1) where IsMatch(resource.attributes[\"long\"],"
                                        + " \"(a|b|c" + n + ")*z\")"))));
        startFullDisk();
        startNeverReadingClients();
        production = Sink.start(
                SinkSettings.DEFAULT,
                Map.of("hangs", loopback(), "refuses", loopback()),
                Clock.systemUTC(),
                task -> Thread.ofVirtual().unstarted(task));
        OPEN.add(production);
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        OPEN.add(silent);
        int nobody = FreePort.any();
        int hangs = production.address("hangs").getPort();
        int refuses = production.address("refuses").getPort();
        startWithEndpoints("hangs", hangs, silent.getLocalPort());
        startWithEndpoints("refuses", refuses, nobody);
        startWithEndpoints("both-hang", silent.getLocalPort(), silent.getLocalPort());
        startWithEndpoints("both-refuse", nobody, nobody);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterAll
    static void endAll() throws Exception {
        RUNS.values().forEach(RealProcess::close);
        for (AutoCloseable open : OPEN) {
            open.close();
        }
    }

    private static String list(int count, java.util.function.IntFunction<String> statement) {
        return IntStream.range(0, count)
                .mapToObj(n -> "'" + statement.apply(n) + "'")
                .collect(Collectors.joining(", "));
    }

    private static String processor(String id, String settings) {
        return "processors:\n  " + id + ":\n" + settings.indent(4) + """
            service:
              pipelines:
                metrics: {processors: [%s, batch]}
            """.formatted(id);
    }

    private static PhoenixJar jar(String name) {
        return new PhoenixJar(root.resolve(name));
    }

    private static PhoenixJar prepare(String name, String baseline, String overlay, String production)
            throws IOException {
        return jar(name)
                .write("baseline.yaml", baseline)
                .write("overlay.yaml", overlay)
                .write("experiment.yaml", """
                    apiVersion: phoenix/v1
                    name: %s
                    baseline: {config: baseline.yaml}
                    candidate: {config: [baseline.yaml, overlay.yaml]}
                    production: %s
                    """.formatted(name, production));
    }

    private static void start(String name, String overlay) throws IOException {
        PhoenixJar jar = prepare(name, PIPELINE, overlay, "{target: stand-in}");
        RUNS.put(name, jar.run("--duration", "60s"));
    }

    private static void startWithEndpoints(String name, int baselinePort, int candidatePort) throws IOException {
        String baseline = PIPELINE.replace("127.0.0.1:4317\"", "127.0.0.1:" + baselinePort + "\", timeout: 1s");
        String overlay = """
            exporters:
              otlp_grpc/newrelic: {endpoint: "http://127.0.0.1:%d", tls: {insecure: true}, sending_queue: {queue_size: 5}}
            """.formatted(candidatePort);
        PhoenixJar jar = prepare(
                name, baseline, overlay, "{target: configured, baseline_export: send, candidate_export: mirror}");
        RUNS.put(name, jar.run("--duration", "6s"));
    }

    /** A limit on the size of files stands for a disk that is full; it holds for the report as well. */
    private static void startFullDisk() throws IOException {
        PhoenixJar jar = prepare("full-disk", PIPELINE.replace("200ms", "50ms"), "{}", "{target: stand-in}");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 80; exec \"$@\"", "sh"));
        command.addAll(jar.runCommand("--duration", "60s", "--output", "json"));
        RUNS.put("full-disk", RealProcess.start(command, jar.folder(), Map.of()));
    }

    private static void startNeverReadingClients() throws Exception {
        PhoenixJar jar = prepare("clients", PIPELINE, "{}", "{target: stand-in}");
        RealProcess run = jar.run("--duration", "8s");
        RUNS.put("clients", run);
        Pattern endpoint = Pattern.compile("candidate: prometheus/phoenix http://127.0.0.1:(\\d+)/metrics");
        run.await(endpoint, PhoenixJar.LIMIT);
        Matcher ports = Pattern.compile("http://127.0.0.1:(\\d+)/metrics").matcher(run.out());
        while (ports.find()) {
            for (int n = 0; n < NEVER_READING_CLIENTS; n++) {
                Socket client = new Socket();
                OPEN.add(client);
                client.setReceiveBufferSize(1024);
                client.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ports.group(1))));
                client.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
                                .repeat(200)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void aCandidateThatMultipliesItsMetricsIsStopped() throws Exception {
        assertRejected("explosion", "the candidate was stopped", "MiB for one batch");
    }

    @Test
    void aCandidateWithNewSeriesInEveryBatchIsStoppedAndTheyAreCounted() throws Exception {
        assertRejected("new-series", "the candidate was stopped", "the candidate has made");
    }

    @Test
    void aCandidateThatTakesTooLongIsStopped() throws Exception {
        assertRejected("slow", "the candidate was stopped", "worked on one batch");
    }

    private static void assertRejected(String name, String... why) throws Exception {
        int status = status(name);
        Report report = jar(name).report();
        assertThat(report.reasons().getFirst()).contains(why);
        assertThat(status).isEqualTo(3);
        assertThat(report.verdict()).isEqualTo("reject");
        assertBaselineIsWhole(report, standIn(report));
        assertNothingIsLeft(name);
    }

    @Test
    void anEndpointThatNeverAnswersCostsTheCandidateItsPointsOnly() throws Exception {
        assertCandidateLosesItsPoints("hangs", "DeadlineExceeded");
    }

    @Test
    void anEndpointThatRefusesCostsTheCandidateItsPointsOnly() throws Exception {
        assertCandidateLosesItsPoints("refuses", "Connection refused");
    }

    private static void assertCandidateLosesItsPoints(String name, String why) throws Exception {
        assertThat(status(name)).isEqualTo(3);
        Report report = jar(name).report();
        assertThat(report.reasons().getFirst())
                .startsWith("candidate otlp_grpc/newrelic: ")
                .contains("points did not reach production", why);
        assertBaselineIsWhole(report, production.snapshot().variant(name).points());
    }

    @Test
    void aFullDiskEndsTheComparisonAndNothingElse() throws Exception {
        int status = status("full-disk");
        Report report = JsonReport.read(run("full-disk").out());
        assertThat(report.reasons().getFirst()).contains("the comparison store failed", "File too large");
        assertThat(report.verdict()).isEqualTo("invalid");
        assertThat(status).isEqualTo(5);
        assertBaselineIsWhole(report, standIn(report));
        assertNothingIsLeft("full-disk");
    }

    @Test
    void clientsThatNeverReadTheirPagesDelayNobody() throws Exception {
        int status = status("clients");
        Report report = jar("clients").report();
        assertThat(status).as(String.join("\n", report.reasons())).isZero();
        assertBaselineIsWhole(report, standIn(report));
    }

    @Test
    void productionThatNeverAnswersIsSaidOfBothAndTheRunEnds() throws Exception {
        assertBothLoseTheirPoints("both-hang", "DeadlineExceeded");
    }

    @Test
    void productionThatIsAwayIsSaidOfBothAndTheRunEnds() throws Exception {
        assertBothLoseTheirPoints("both-refuse", "Connection refused");
    }

    private static void assertBothLoseTheirPoints(String name, String why) throws Exception {
        int status = status(name);
        Report report = jar(name).report();
        assertThat(status).as(String.join("\n", report.reasons())).isIn(3, 4);
        for (String variant : List.of("baseline", "candidate")) {
            assertThat(report.reasons())
                    .anySatisfy(reason -> assertThat(reason)
                            .startsWith(variant + " otlp_grpc/newrelic: ")
                            .contains("points did not reach production", why));
        }
        assertNothingIsLeft(name);
    }

    private static void assertNothingIsLeft(String name) {
        assertThat(jar(name).temporary()).isEmptyDirectory();
        assertThat(jar(name).folder().resolve("data")).isEmptyDirectory();
        assertThat(jar(name).folder().resolve("report"))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
    }

    private static RealProcess run(String name) {
        return Objects.requireNonNull(RUNS.get(name));
    }

    /** Ends, and tells of no bug on its way. */
    private static int status(String name) throws InterruptedException {
        int status = run(name).awaitExit(PhoenixJar.LIMIT);
        assertThat(run(name).err()).doesNotContain("Exception in thread", "this is a bug");
        return status;
    }

    private static long standIn(Report report) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(report.standIn()).variants().get("baseline"))
                .points();
    }

    private static void assertBaselineIsWhole(Report report, long received) {
        long scraped = report.receivers().getFirst().points();
        assertThat(scraped).isPositive();
        assertThat(received).as("points that arrived").isEqualTo(scraped);
        assertThat(report.reasons()).noneMatch(reason -> reason.contains("in the baseline"));
        assertThat(report.production().getFirst()).satisfies(baseline -> {
            assertThat(baseline.variant()).isEqualTo("baseline");
            assertThat(baseline.sentPoints()).isEqualTo(scraped);
            assertThat(baseline.failedPoints() + baseline.droppedPoints()).isZero();
        });
        assertThat(report.resources().maxRssBytes()).isLessThan(RSS_BYTES_MAX);
    }
}
