package phoenix.app.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.cli.Cli;
import phoenix.app.run.HostSurroundings;
import phoenix.engine.capture.CaptureWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PreviewCommandTest {
    private static final String BASE = """
        receivers: {hostmetrics: {collection_interval: %s, scrapers: {process: }}}
        processors:
          batch:
          filter/cpu: {metrics: {datapoint: ['attributes["state"] == "wait"']}}
          filter/load: {metrics: {metric: ['name == "system.load"']}}
          transform/name: {metric_statements: ['delete_key(resource.attributes, "process.command_line")']}
          transform/more: {metric_statements: ['set(datapoint.value_double, datapoint.value_double * 1.2)']}
        exporters: {otlp: {endpoint: "203.0.113.1:4317"}}
        service: {pipelines: {metrics: {receivers: [hostmetrics], processors: [%s], exporters: [otlp]}}}
        """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private BooleanSupplier stopped = () -> false;

    @BeforeEach
    void capture() throws IOException {
        new HostCapture(5).write(folder.resolve("m.capture"), CaptureWriter.Format.BINARY, 40);
        Files.writeString(folder.resolve("base.yaml"), BASE.formatted("10s", "batch"));
    }

    private int preview(String processors, String... more) throws IOException {
        return previewEvery("10s", processors, more);
    }

    private int previewEvery(String interval, String processors, String... more) throws IOException {
        Files.writeString(folder.resolve("cand.yaml"), BASE.formatted(interval, processors));
        List<String> args = new ArrayList<>(
                List.of("--baseline", path("base.yaml"), "--candidate", path("cand.yaml"), "--report", path("report")));
        args.addAll(List.of(more));
        if (!args.contains("--input")) {
            args.addAll(List.of("--input", path("m.capture")));
        }
        return run(args);
    }

    private int run(List<String> args) {
        List<String> all = new ArrayList<>(List.of("preview"));
        all.addAll(args);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cli.run(
                List.of(new PreviewCommand(
                        warnings -> new HostSurroundings(InstantSource.system(), new Random(1), warnings), stopped)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                all.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode report() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("report/report.json")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    @Test
    void aCandidateThatSavesIsAcceptedAndEachStepHasItsShare() throws IOException {
        assertThat(preview("filter/cpu, transform/name, batch"))
                .as(err.toString())
                .isZero();
        JsonNode report = report();
        assertThat(report.get("verdict").asString()).isEqualTo("accept");
        assertThat(report.get("buckets").get("used").asInt()).isEqualTo(37);
        assertThat(report.get("variants").get("baseline").get("series").asDouble())
                .isEqualTo(16);
        assertThat(report.get("variants").get("candidate").get("series").asDouble())
                .isEqualTo(11);
        List<JsonNode> steps = new ArrayList<>();
        report.get("steps").forEach(steps::add);
        steps.removeIf(step -> !step.get("variant").asString().equals("candidate"));
        assertThat(steps)
                .extracting(step -> step.get("processor").asString())
                .containsExactly("filter/cpu", "transform/name", "batch");
        JsonNode filter = steps.get(0).get("effect");
        assertThat(filter.get("incoming_series").asInt()).isEqualTo(16);
        assertThat(filter.get("outgoing_series").asInt()).isEqualTo(11);
        assertThat(filter.get("outgoing_billed_bytes").asLong())
                .isLessThan(filter.get("incoming_billed_bytes").asLong());
        JsonNode transform = steps.get(1).get("effect");
        assertThat(texts(transform.get("lost_labels"))).containsExactly("resource{process.command_line}");
        assertThat(transform.get("outgoing_series").asInt()).isEqualTo(11);
        assertThat(report.get("reasons").get(0).asString()).contains("a capture is what it is", "640 points");
        assertThat(folder.resolve("report/report.html")).content().contains("filter/cpu");
        assertThat(out.toString()).contains("verdict: accept", "step metrics filter/cpu: points 640 -> 440");
    }

    @Test
    void savingsAreTheSameByFigureByMetricAndByStepAndInMoneyOverTheFleet() throws IOException {
        Files.writeString(folder.resolve("cand.yaml"), BASE.formatted("10s", "filter/cpu, transform/name, batch"));
        Files.writeString(folder.resolve("exp.yaml"), """
            apiVersion: phoenix/v1
            name: what-it-saves
            baseline: {config: base.yaml}
            candidate: {config: cand.yaml}
            production: {target: stand-in}
            cost: {price_per_gb: 0.5, currency: EUR, collectors: 40}
            """);
        assertThat(run(List.of(
                        "--experiment", path("exp.yaml"), "--input", path("m.capture"), "--report", path("report"))))
                .as(err.toString())
                .isZero();
        JsonNode savings = report().get("savings");
        List<JsonNode> figures = new ArrayList<>();
        savings.get("figures").forEach(figures::add);
        assertThat(figures)
                .extracting(f -> f.get("measure").asString())
                .containsExactly("series", "datapoints", "wire_bytes", "billed_bytes_estimate", "money");
        assertThat(figures.get(0).get("saved").asDouble()).isEqualTo(5);
        assertThat(figures.get(0).get("fleet_saved").asDouble()).isEqualTo(200);
        // 5 of 16 points every 10 s: 30 a minute, 43,800 minutes.
        assertThat(figures.get(1).get("saved").asDouble()).isCloseTo(30 * 43_800, within(1e-3));
        assertThat(figures.get(2).get("saved").isNull()).isTrue();
        double stored = figures.get(3).get("saved").asDouble();
        assertThat(figures.get(4).get("saved").asDouble()).isCloseTo(stored / 1e9 * 0.5, within(1e-9));
        assertThat(figures.get(4).get("fleet_saved").asDouble()).isCloseTo(stored / 1e9 * 20, within(1e-6));
        assertThat(figures.get(4).get("unit").asString()).isEqualTo("EUR");
        assertThat(sum(savings.get("metrics"))).isCloseTo(stored, within(stored * 1e-9));
        assertThat(sum(savings.get("steps"))).isCloseTo(stored, within(stored * 1e-9));
        assertThat(savings.get("metrics").get(0).get("metric").asString()).isEqualTo("process.cpu.time");
        assertThat(savings.get("metrics").get(0).get("baseline_series").asInt()).isEqualTo(10);
        assertThat(savings.get("metrics").get(0).get("candidate_series").asInt())
                .isEqualTo(5);
        assertThat(folder.resolve("report/report.md")).content().contains("40 collectors save", "EUR a month");
        assertThat(folder.resolve("report/report.html")).content().contains("40 collectors save", "EUR a month");
        assertThat(out.toString()).contains("EUR a month (estimate)");
    }

    private static double sum(JsonNode list) {
        double sum = 0;
        for (JsonNode one : list) {
            sum += one.get("saved_billed_bytes_per_month").asDouble();
        }
        return sum;
    }

    @Test
    void aCandidateThatChangesValuesIsRejected() throws IOException {
        assertThat(preview("transform/more, batch")).isEqualTo(3);
        assertThat(out.toString()).contains("fail      fidelity");
    }

    @Test
    void whatIsLostIsNamedWithTheStepThatLosesIt() throws IOException {
        preview("filter/load, batch", "--output", "sarif");
        JsonNode results = JsonMapper.builder()
                .build()
                .readTree(out.toString())
                .get("runs")
                .get(0)
                .get("results");
        assertThat(results.get(0).get("message").get("text").asString())
                .isEqualTo("processor filter/load in pipeline metrics loses metrics: system.load");
        JsonNode place = results.get(0).get("locations").get(0).get("physicalLocation");
        assertThat(place.get("artifactLocation").get("uri").asString()).endsWith("cand.yaml");
        // Where the processor is defined, and not the first line.
        assertThat(place.get("region").get("startLine").asInt()).isEqualTo(5);
        assertThat(place.get("region").get("startColumn").asInt()).isEqualTo(3);
    }

    @Test
    void everyCriterionTellsWhatWasCheckedAndWhatWouldChangeIt() throws IOException {
        preview("filter/cpu, transform/more, batch");
        List<JsonNode> criteria = new ArrayList<>();
        report().get("criteria").forEach(criteria::add);
        JsonNode series = criteria.stream()
                .filter(c -> c.get("name").asString().equals("series"))
                .findFirst()
                .orElseThrow();
        assertThat(series.get("would_change").asString())
                .isEqualTo("a limit tighter than reduce_by 31.25% would not pass with this evidence");
        assertThat(series.get("checks").get(0).get("seen").asString()).isEqualTo("37 buckets, at least 5");
        JsonNode fidelity = criteria.stream()
                .filter(c -> c.get("name").asString().equals("fidelity"))
                .findFirst()
                .orElseThrow();
        // Every value is a fifth higher.
        assertThat(fidelity.get("would_change").asString()).contains("passes no limit tighter than within 20");
        assertThat(fidelity.get("checks").toString()).contains("both sides present", "no side frozen");
        for (String file : List.of("report/report.md", "report/report.html")) {
            assertThat(folder.resolve(file)).content().contains("What would change", "no side frozen");
        }
    }

    @Test
    void theNatureOfAMetricIsComparedFactByFactAndABlankedUnitIsNoLoss() throws IOException {
        assertThat(altered("set(metric.unit, \"\") where metric.name == \"process.cpu.time\""))
                .containsExactly("metric process.cpu.time (monotonic sum cumulative in \"s\" became monotonic sum"
                        + " cumulative in \"\")");
        assertThat(altered("set(metric.aggregation_temporality, 1) where metric.name == \"process.cpu.time\""))
                .containsExactly("metric process.cpu.time (monotonic sum cumulative in \"s\" became monotonic sum"
                        + " delta in \"s\")");
        assertThat(altered("set(metric.is_monotonic, false) where metric.name == \"process.cpu.time\""))
                .containsExactly("metric process.cpu.time (monotonic sum cumulative in \"s\" became sum cumulative in"
                        + " \"s\")");
        assertThat(altered("convert_gauge_to_sum(\"cumulative\", true) where metric.name == \"system.load\""))
                .containsExactly("metric system.load (gauge in \"1\" became monotonic sum cumulative in \"1\")");
    }

    /** What became of the metrics whose nature a statement changes: they are neither lost nor added, and fidelity fails. */
    private List<String> altered(String statement) throws IOException {
        Files.writeString(
                folder.resolve("cand.yaml"),
                BASE.formatted("10s", "transform/nature, batch")
                        .replace(
                                "  batch:\n",
                                "  batch:\n  transform/nature: {metric_statements: [{context: metric, statements: ['"
                                        + statement + "']}]}\n"));
        int status = run(List.of(
                "--baseline",
                path("base.yaml"),
                "--candidate",
                path("cand.yaml"),
                "--input",
                path("m.capture"),
                "--report",
                path("report")));
        assertThat(status).as(err.toString()).isEqualTo(3);
        JsonNode coverage = report().get("coverage");
        assertThat(coverage.get("lost_metrics")).isEmpty();
        assertThat(coverage.get("added_metrics")).isEmpty();
        return texts(coverage.get("altered"));
    }

    @Test
    void aCriterionThatFailsStandsAtItsLineOfTheExperimentElseAtThePipelines() throws IOException {
        preview("transform/more, batch", "--output", "sarif");
        assertThat(place("fidelity")).contains("cand.yaml").contains("\"startLine\":9");
        Files.writeString(folder.resolve("exp.yaml"), """
            apiVersion: phoenix/v1
            name: what-it-breaks
            baseline: {config: base.yaml}
            candidate: {config: cand.yaml}
            production: {target: stand-in}
            criteria:
              series: {increase_at_most: 0%}
              fidelity: {within: 5%}
            """);
        preview("transform/more, batch", "--experiment", path("exp.yaml"), "--output", "sarif");
        assertThat(place("fidelity")).contains("exp.yaml").contains("\"startLine\":8");
    }

    private String place(String criterion) {
        JsonNode results = JsonMapper.builder()
                .build()
                .readTree(out.toString())
                .get("runs")
                .get(0)
                .get("results");
        for (JsonNode result : results) {
            if (result.get("message").get("text").asString().startsWith(criterion)) {
                return result.get("locations").toString();
            }
        }
        return "no result on " + criterion + " in " + results;
    }

    @Test
    void whatIsStoppedReportsWhatWasPlayedAndSaysSo() throws IOException {
        AtomicInteger batches = new AtomicInteger();
        stopped = () -> batches.incrementAndGet() > 20;
        assertThat(preview("filter/cpu, batch")).isEqualTo(130);
        JsonNode report = report();
        assertThat(report.get("reasons").get(1).asString())
                .isEqualTo("interrupted: only the first 190 s of the capture were played, and the verdict is about"
                        + " those alone");
        assertThat(report.get("buckets").get("used").asInt()).isEqualTo(17);
        assertThat(folder.resolve("report/report.md")).content().contains("interrupted: only the first");
        batches.set(100);
        assertThat(preview("filter/cpu, batch")).isEqualTo(130);
        assertThat(report().get("verdict").asString()).isEqualTo("no_data");
    }

    @Test
    void theOutputsAreForMachinesAndForReviews() throws Exception {
        assertThat(preview("transform/more, batch", "--output", "junit")).isEqualTo(3);
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("testsuite")
                .item(0)
                .getAttributes();
        assertThat(suite.getNamedItem("tests").getNodeValue()).isEqualTo("4");
        assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("1");
        preview("filter/cpu, batch", "--output", "markdown", "-o", path("comment.md"));
        assertThat(folder.resolve("comment.md")).content().contains("# preview: accept", "| `filter/cpu` |");
        assertThat(out.toString()).isEmpty();
        preview("filter/cpu, batch", "--output", "json");
        assertThat(JsonMapper.builder().build().readTree(out.toString())).isEqualTo(report());
    }

    @Test
    void aFileOfTheCollectorIsACaptureToo() throws IOException {
        new HostCapture(5).write(folder.resolve("m.json"), CaptureWriter.Format.JSON, 40);
        assertThat(preview("filter/cpu, batch", "--input", path("m.json")))
                .as(err.toString())
                .isZero();
        assertThat(report().get("variants").get("candidate").get("series").asDouble())
                .isEqualTo(11);
    }

    @Test
    void aLongerIntervalIsPlayedAsOne() throws IOException {
        assertThat(previewEvery("30s", "batch")).isIn(0, 4);
        JsonNode report = report();
        assertThat(report.get("buckets").get("seconds").asDouble()).isEqualTo(30);
        double baseline = report.get("variants")
                .get("baseline")
                .get("datapoints_per_minute")
                .asDouble();
        double candidate = report.get("variants")
                .get("candidate")
                .get("datapoints_per_minute")
                .asDouble();
        assertThat(candidate / baseline).isBetween(0.3, 0.37);
    }

    @Test
    void theExperimentSaysWhatMustHold() throws IOException {
        Files.writeString(folder.resolve("cand.yaml"), BASE.formatted("10s", "filter/cpu, batch"));
        Files.writeString(folder.resolve("experiment.yaml"), """
            apiVersion: phoenix/v1
            name: fewer-states
            baseline: {config: base.yaml}
            candidate: {config: cand.yaml}
            production: {target: stand-in}
            criteria: {series: {reduce_by: 60%}, cpu: {increase_at_most: 10%}}
            """);
        int status = run(List.of(
                "--experiment", path("experiment.yaml"), "--input", path("m.capture"), "--report", path("report")));
        assertThat(status).as(err.toString()).isEqualTo(3);
        assertThat(report().get("criteria").get(0).get("result").asString()).isEqualTo("fail");
        // What a capture does not hold is no data, and no pass.
        assertThat(report().get("criteria").get(1).get("result").asString()).isEqualTo("no_data");
        assertThat(report().get("criteria").size()).isEqualTo(2);
    }

    @Test
    void whatIsTooShortIsNotDecided() throws IOException {
        new HostCapture(5).write(folder.resolve("short.capture"), CaptureWriter.Format.BINARY, 4);
        assertThat(preview("filter/cpu, batch", "--input", path("short.capture")))
                .isEqualTo(4);
    }

    @Test
    void whatCannotBePlayedIsSaid() throws IOException {
        assertThat(preview("batch", "--input", path("nowhere"))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file");
        Files.writeString(folder.resolve("text"), "hello");
        assertThat(preview("batch", "--input", path("text"))).isEqualTo(2);
        assertThat(preview("batch, nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("cand.yaml");
        assertThat(preview("batch", "--receiver", "otlp")).isEqualTo(2);
        assertThat(err.toString()).contains("--receiver ID");
        assertThat(run(List.of("--input", path("m.capture")))).isEqualTo(2);
        byte[] whole = Files.readAllBytes(folder.resolve("m.capture"));
        whole[whole.length / 2] ^= 1;
        Files.write(folder.resolve("damaged"), whole);
        assertThat(preview("batch", "--input", path("damaged"))).isIn(1, 2);
    }

    /** {@code -Dphoenix.preview.readings=8640}: a day of a host every 10 s, with the points per second and core. */
    @Test
    void aLongCapture(TestReporter reporter) throws IOException {
        int readings = Integer.getInteger("phoenix.preview.readings", 200);
        long points = new HostCapture(193).write(folder.resolve("day"), CaptureWriter.Format.BINARY, readings);
        long begin = System.nanoTime();
        assertThat(preview("filter/cpu, transform/name, batch", "--input", path("day")))
                .isZero();
        double seconds = (System.nanoTime() - begin) / 1e9;
        reporter.publishEntry("%,d points in %.1f s: %,.0f a second".formatted(points, seconds, points / seconds));
        assertThat(report().get("buckets").get("used").asInt()).isEqualTo(readings - 3);
    }
}
