package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.CatalogEntry.Reduction;
import phoenix.experiment.catalog.PipelineCatalog;
import phoenix.testkit.Golden;
import phoenix.testkit.RealProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each pipeline of the catalog over each load: the reductions that it states are about those measured here, and every
 * critical process is kept. One recording of this host under load serves all pipelines. With {@code -Dphoenix.golden=write}
 * the statements are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogLoadTest {
    private static final Path MEASURED = PhoenixJar.JAR
            .resolve("../../../phoenix-experiment/src/main/resources/phoenix/experiment/catalog/measured.yaml")
            .normalize();
    private static final String CONTROL = "process-baseline-v1";
    private static final Pattern CRITICAL = Pattern.compile("^(nginx|java|postgres|mysql|redis|kubelet|dockerd).*");
    private static final long SCRAPE_GAP_NANOS = 700_000_000;
    private static final int TOLERANCE_PERCENT = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, Reduction>> measured = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    @AfterAll
    void write() throws IOException {
        if (!Golden.isWriting() || measured.isEmpty()) {
            return; // without a jar nothing was measured
        }
        StringBuilder text =
                new StringBuilder("# Written by CatalogLoadTest: percent less than process-baseline-v1, series of"
                        + " one scrape and datapoints a minute.\nmeasured:\n");
        measured.forEach((name, reductions) -> {
            text.append("  ").append(name).append(":\n");
            reductions.forEach((profile, r) -> text.append("    ")
                    .append(profile)
                    .append(": {series: ")
                    .append(r.series())
                    .append(", datapoints: ")
                    .append(r.datapoints())
                    .append("}\n"));
        });
        Files.writeString(MEASURED, text);
    }

    /** What came out, scrape by scrape. */
    private record Output(List<Scrape> scrapes) {
        double seriesPerScrape() {
            return scrapes.stream().mapToInt(s -> s.series().size()).average().orElseThrow();
        }

        double pointsPerScrape() {
            return scrapes.stream().mapToInt(Scrape::points).average().orElseThrow();
        }

        Set<String> critical() {
            Set<String> all = new TreeSet<>();
            scrapes.forEach(scrape -> all.addAll(scrape.critical()));
            return all;
        }
    }

    private record Scrape(Set<String> series, Set<String> critical, int points) {}

    @ParameterizedTest
    @ValueSource(strings = {"realistic", "high-cardinality", "churn"})
    void reductionsAreAsStatedAndCriticalProcessesAreKept(String profile) throws Exception {
        PhoenixJar jar = new PhoenixJar(folder);
        record(profile, jar);
        Output control = play(CONTROL, jar);
        assertThat(control.critical()).as("critical processes of the load").hasSizeGreaterThan(5);
        for (CatalogEntry entry : PipelineCatalog.builtIn().entries()) {
            if (entry.name().equals(CONTROL)) {
                continue;
            }
            Output output = play(entry.name(), jar);
            Reduction reduction = new Reduction(
                    percentLess(control.seriesPerScrape(), output.seriesPerScrape()),
                    percentLess(control.pointsPerScrape() / 10, output.pointsPerScrape() / intervalSeconds(entry)));
            measured.computeIfAbsent(entry.name(), _ -> new LinkedHashMap<>()).put(profile, reduction);
            if (!entry.name().equals("process-aggregated-v1")) { // which knows families and no processes
                assertThat(output.critical())
                        .as(entry.name() + " under " + profile + ": critical processes")
                        .containsAll(control.critical());
            }
            if (!Golden.isWriting()) {
                Reduction stated = entry.measured().get(profile);
                assertThat(stated)
                        .as(entry.name() + " says nothing of " + profile)
                        .isNotNull();
                assertThat(Math.abs(stated.series() - reduction.series()) <= TOLERANCE_PERCENT
                                && Math.abs(stated.datapoints() - reduction.datapoints()) <= TOLERANCE_PERCENT)
                        .as("%s under %s: stated %s, measured %s", entry.name(), profile, stated, reduction)
                        .isTrue();
            }
        }
    }

    private static int percentLess(double control, double other) {
        return (int) Math.round(100 * (1 - other / control));
    }

    private static double intervalSeconds(CatalogEntry entry) {
        String interval = entry.parameters().stream()
                .filter(p -> p.name().equals("INTERVAL"))
                .findFirst()
                .orElseThrow()
                .defaultText();
        return Double.parseDouble(interval.replace("s", ""));
    }

    /** Six scrapes of this host under the load, with all that any of the pipelines looks at. */
    private void record(String profile, PhoenixJar jar) throws IOException, InterruptedException {
        try (RealProcess load = RealProcess.start(
                jar.command("loadgen", "processes", "--profile", profile, "--duration", "1h"), folder, Map.of())) {
            load.await(Pattern.compile("Ctrl-C ends them"), PhoenixJar.LIMIT);
            try (RealProcess capture = RealProcess.start(
                    jar.command(
                            "capture",
                            "--config",
                            "catalog:process-adaptive-v1",
                            "--for",
                            "13s",
                            "-o",
                            profile + ".capture"),
                    folder,
                    Map.of("INTERVAL", "2s", "NEW_RELIC_API_KEY", "unused"))) {
                assertThat(capture.awaitExit(PhoenixJar.LIMIT))
                        .as(capture.err())
                        .isZero();
            }
            PhoenixJar.interrupt(load);
            load.awaitExit(PhoenixJar.LIMIT);
        }
        Files.move(
                folder.resolve(profile + ".capture"),
                folder.resolve("host.capture"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Output play(String name, PhoenixJar jar) throws IOException, InterruptedException {
        Path file = folder.resolve("out.json");
        Files.deleteIfExists(file);
        String ends = """
            yaml:
              receivers: {capture: {file: host.capture, speed: 0}}
              exporters: {file: {path: out.json}}
              service:
                telemetry: {metrics: {level: none}}
                pipelines: {metrics: {receivers: [capture], exporters: [file]}}
            """;
        try (RealProcess collector = RealProcess.start(
                jar.command("collector", "--config", "catalog:" + name, "--config", ends),
                folder,
                Map.of("NEW_RELIC_API_KEY", "unused", "BUSY_CPU", busyCpu(name)))) {
            collector.await(Pattern.compile("all of host.capture was played"), PhoenixJar.LIMIT);
            collector.terminate();
            assertThat(collector.awaitExit(PhoenixJar.LIMIT))
                    .as(collector.err())
                    .isZero();
        }
        return output(file);
    }

    /** Whether the host is busy is not the load's doing alone: the adaptive pipeline is measured as on one that is not. */
    private static String busyCpu(String name) {
        return name.equals("process-adaptive-v1") ? "2" : "0.01";
    }

    private record Point(long time, String series, String critical) {}

    /** Without the first scrape, which has no rates yet, and the last, which may be cut off. */
    private static Output output(Path file) throws IOException {
        TreeMap<Long, List<Point>> byTime = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            for (JsonNode resource : JSON.readTree(line).path("resourceMetrics")) {
                String identity = resource.path("resource").path("attributes").toString();
                String critical = critical(resource.path("resource").path("attributes"));
                for (JsonNode scope : resource.path("scopeMetrics")) {
                    for (JsonNode metric : scope.path("metrics")) {
                        for (JsonNode point : points(metric)) {
                            long time = point.path("timeUnixNano").asLong();
                            String series = metric.path("name").asString() + identity + point.path("attributes");
                            byTime.computeIfAbsent(time, _ -> new ArrayList<>()).add(new Point(time, series, critical));
                        }
                    }
                }
            }
        }
        List<Scrape> scrapes = new ArrayList<>();
        List<Point> current = new ArrayList<>();
        long before = 0;
        for (Map.Entry<Long, List<Point>> moment : byTime.entrySet()) {
            if (moment.getKey() - before > SCRAPE_GAP_NANOS && !current.isEmpty()) {
                scrapes.add(scrape(current));
                current.clear();
            }
            before = moment.getKey();
            current.addAll(moment.getValue());
        }
        assertThat(scrapes).as("whole scrapes").hasSizeGreaterThan(3);
        return new Output(scrapes.subList(1, scrapes.size()));
    }

    private static Scrape scrape(List<Point> points) {
        Set<String> series = new TreeSet<>();
        Set<String> critical = new TreeSet<>();
        for (Point point : points) {
            series.add(point.series());
            if (!point.critical().isEmpty()) {
                critical.add(point.critical());
            }
        }
        return new Scrape(series, critical, points.size());
    }

    private static Iterable<JsonNode> points(JsonNode metric) {
        return metric.has("sum")
                ? metric.path("sum").path("dataPoints")
                : metric.path("gauge").path("dataPoints");
    }

    private static String critical(JsonNode attributes) {
        String name = "";
        String pid = "";
        for (JsonNode attribute : attributes) {
            switch (attribute.path("key").asString()) {
                case "process.executable.name" ->
                    name = attribute.path("value").path("stringValue").asString();
                case "process.pid" ->
                    pid = attribute.path("value").path("intValue").asString();
                default -> {}
            }
        }
        return !pid.isEmpty() && CRITICAL.matcher(name).matches() ? pid + " " + name : "";
    }
}
