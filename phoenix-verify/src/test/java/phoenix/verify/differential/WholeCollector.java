package phoenix.verify.differential;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import phoenix.testkit.FreePort;
import phoenix.testkit.RealProcess;
import phoenix.verify.run.PhoenixJar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A collector as a process with a file of its own, fed over OTLP/HTTP. */
final class WholeCollector {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The Collector gives the labels of an exemplar in the order of a Go map. */
    private static final Pattern EXEMPLAR = Pattern.compile(" # \\{(trace_id=\"\\w+\"),(span_id=\"\\w+\")}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> command;

    private WholeCollector(List<String> command) {
        this.command = command;
    }

    static WholeCollector otelcol(Path binary) {
        return new WholeCollector(List.of(binary.toString()));
    }

    static WholeCollector phoenix() {
        return new WholeCollector(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PhoenixJar.JAR.toString(),
                "collector"));
    }

    /** A body for one of the two receivers. */
    record Request(RandomRequests.Kind to, String body) {}

    /**
     * What came out.
     *
     * @param statuses HTTP status of each request
     */
    record Result(Path folder, List<Integer> statuses, Map<String, Set<String>> pages) {
        /** The lines of its file, without those of batches of which nothing was left. */
        List<String> lines(RandomPipeline pipeline) throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(pipeline.name() + ".json"))) {
                if (!line.equals("{}")) {
                    lines.add(inOrder(line, pipeline.isOrdered()));
                }
            }
            return lines;
        }

        /** With what has no order sorted: attributes, and the points of what aggregates. */
        private static String inOrder(String line, boolean pointsAreOrdered) {
            JsonNode request = JSON.readTree(line);
            for (String unordered : List.of("attributes", "filteredAttributes", "metadata")) {
                request.findValues(unordered).forEach(Result::sort);
            }
            if (!pointsAreOrdered) {
                request.findValues("dataPoints").forEach(Result::sort);
            }
            return request.toString();
        }

        private static void sort(JsonNode list) {
            List<JsonNode> sorted = new ArrayList<>();
            list.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            ((ArrayNode) list).removeAll().addAll(sorted);
        }

        Set<String> page(RandomPipeline pipeline) {
            return pages.getOrDefault(pipeline.name(), Set.of());
        }
    }

    Result run(Path folder, List<RandomPipeline> pipelines, List<Request> requests)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Integer> ports = FreePort.several(2 + pipelines.size());
        Path config = Files.writeString(folder.resolve("config.yaml"), config(pipelines, ports));
        List<String> whole = new ArrayList<>(command);
        whole.add("--config=" + config);
        List<Integer> statuses = new ArrayList<>();
        Map<String, Set<String>> pages = new TreeMap<>();
        try (RealProcess process = RealProcess.start(whole, folder, Map.of());
                HttpClient client = HttpClient.newHttpClient()) {
            for (Request request : requests) {
                statuses.add(post(process, client, ports.get(request.to().ordinal()), request.body()));
            }
            for (int i = 0; i < pipelines.size(); i++) {
                if (!pipelines.get(i).page().isEmpty()) {
                    pages.put(pipelines.get(i).name(), page(client, ports.get(2 + i)));
                }
            }
            process.terminate();
            if (process.awaitExit(LIMIT) != 0) {
                throw new AssertionError(process.err());
            }
            Files.writeString(folder.resolve("log"), process.err());
        }
        return new Result(folder, statuses, pages);
    }

    private static String config(List<RandomPipeline> pipelines, List<Integer> ports) {
        StringBuilder receivers = new StringBuilder();
        for (RandomRequests.Kind kind : RandomRequests.Kind.values()) {
            receivers.append("  otlp/%s: {protocols: {http: {endpoint: '127.0.0.1:%d'}}}\n"
                    .formatted(kind, ports.get(kind.ordinal())));
        }
        StringBuilder processors = new StringBuilder();
        StringBuilder exporters = new StringBuilder();
        StringBuilder service = new StringBuilder();
        for (int i = 0; i < pipelines.size(); i++) {
            RandomPipeline pipeline = pipelines.get(i);
            List<String> ids = new ArrayList<>();
            for (RandomProcessors.Configured processor : pipeline.processors()) {
                String id = processor.type() + "/" + pipeline.name() + "_" + ids.size();
                ids.add(id);
                processors.append("  " + id + ": " + processor.settings() + "\n");
            }
            String outputs = "file/" + pipeline.name();
            exporters.append("  file/%1$s: {path: %1$s.json}\n".formatted(pipeline.name()));
            if (!pipeline.page().isEmpty()) {
                outputs += ", prometheus/" + pipeline.name();
                exporters.append("  prometheus/%s: {endpoint: '127.0.0.1:%d', %s}\n"
                        .formatted(pipeline.name(), ports.get(2 + i), pipeline.page()));
            }
            service.append("    metrics/%s: {receivers: [otlp/%s], processors: %s, exporters: [%s]}\n"
                    .formatted(pipeline.name(), pipeline.input(), ids, outputs));
        }
        return "receivers:\n" + receivers + "processors:\n" + processors + "exporters:\n" + exporters
                + "service:\n  telemetry: {metrics: {level: none}}\n  pipelines:\n" + service;
    }

    private static int post(RealProcess process, HttpClient client, int port, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CountDownLatch never = new CountDownLatch(1);
        while (process.isAlive()) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (ConnectException _) {
                // Not listening yet; this is the pace of looking.
                never.await(50, TimeUnit.MILLISECONDS);
            }
        }
        process.awaitExit(LIMIT);
        throw new RefusedException(process.err());
    }

    /** It ended instead of taking anything; the message is what it printed. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String printed) {
            super(printed);
        }
    }

    private static Set<String> page(HttpClient client, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0, text/plain")
                .timeout(LIMIT)
                .build();
        String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Set<String> lines = new TreeSet<>();
        page.lines().forEach(line -> lines.add(EXEMPLAR.matcher(line).replaceAll(" # {$2,$1}")));
        return lines;
    }
}
