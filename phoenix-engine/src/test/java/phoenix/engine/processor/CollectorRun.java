package phoenix.engine.processor;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.testkit.FreePort;

/**
 * The real Collector with one pipeline for each of several configurations of one processor, all fed by the same
 * batches, one after the other.
 */
final class CollectorRun {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path binary;
    private final String type;
    private final Map<String, String> configs;
    private boolean refusalsAllowed;

    /** @param configs the processor's configuration in YAML, by a name of the test's choice */
    CollectorRun(Path binary, String type, Map<String, String> configs) {
        this.binary = binary;
        this.type = type;
        this.configs = new TreeMap<>(configs);
    }

    /** A batch may be refused by one of the pipelines, which the others get all the same. */
    CollectorRun refusalsAllowed() {
        refusalsAllowed = true;
        return this;
    }

    /** What came out of each pipeline, by the name of its configuration. */
    Map<String, List<MetricBatch>> send(List<MetricBatch> batches) throws IOException, InterruptedException {
        return send(batches, 0);
    }

    /** As {@link #send(List)}, but waits before the end until every pipeline has put out so many batches. */
    Map<String, List<MetricBatch>> send(List<MetricBatch> batches, int outputsAwaited)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("otelcol");
        try {
            return send(folder, batches, outputsAwaited);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Map<String, List<MetricBatch>> send(Path folder, List<MetricBatch> batches, int outputsAwaited)
            throws IOException, InterruptedException {
        int port = FreePort.any();
        Files.writeString(folder.resolve("config.yaml"), config(folder, port));
        ProcessBuilder builder = new ProcessBuilder(binary.toString(), "--config=" + folder.resolve("config.yaml"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        try {
            OtlpEncoder encoder = new OtlpEncoder();
            for (MetricBatch batch : batches) {
                send(process, port, encoder.encode(batch), folder);
            }
            await(process, folder, outputsAwaited);
        } finally {
            process.destroy();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        Map<String, List<MetricBatch>> out = new TreeMap<>();
        for (String name : configs.keySet()) {
            out.put(name, lines(folder, name).stream().map(OtlpJson::read).toList());
        }
        return out;
    }

    private String config(Path folder, int port) {
        StringBuilder yaml = new StringBuilder("""
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            processors:
            """.formatted(port));
        configs.forEach((name, config) -> yaml.append("  " + type + "/" + name + ":\n")
                .append(config.strip().indent(4)));
        yaml.append("exporters:\n");
        configs.keySet()
                .forEach(name ->
                        yaml.append("  file/" + name + ": {path: " + out(folder, name) + ", flush_interval: 100ms}\n"));
        yaml.append("service:\n  telemetry: {metrics: {level: none}}\n  pipelines:\n");
        configs.keySet()
                .forEach(name -> yaml.append(
                        "    metrics/%1$s: {receivers: [otlp], processors: [%2$s/%1$s],".formatted(name, type)
                                + " exporters: [file/" + name + "]}\n"));
        return yaml.toString();
    }

    private static Path out(Path folder, String name) {
        return folder.resolve(name + ".json");
    }

    private static List<String> lines(Path folder, String name) throws IOException {
        return Files.exists(out(folder, name)) ? Files.readAllLines(out(folder, name)) : List.of();
    }

    private void await(Process process, Path folder, int outputs) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        List<String> waiting = new ArrayList<>(configs.keySet());
        while (outputs > 0 && !waiting.isEmpty()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("no output of " + waiting + ": " + Files.readString(folder.resolve("log")));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
            for (String name : List.copyOf(waiting)) {
                if (lines(folder, name).size() >= outputs) {
                    waiting.remove(name);
                }
            }
        }
    }

    private void send(Process process, int port, byte[] body, Path folder) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                .header("Content-Type", "application/x-protobuf")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (process.isAlive()) {
                try {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() / 100 != 2 && !refusalsAllowed) {
                        throw new AssertionError(
                                "the Collector answered " + response.statusCode() + ": " + response.body());
                    }
                    return;
                } catch (ConnectException _) {
                    process.waitFor(50, TimeUnit.MILLISECONDS); // not listening yet
                }
            }
        }
        throw new AssertionError("the Collector ended: " + Files.readString(folder.resolve("log")));
    }
}
