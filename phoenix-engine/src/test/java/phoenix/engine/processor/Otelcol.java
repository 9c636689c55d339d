package phoenix.engine.processor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real Collector with one pipeline: OTLP JSON in, processors, OTLP JSON out. */
final class Otelcol {
    private final Path binary;

    Otelcol(Path binary) {
        this.binary = binary;
    }

    /** What comes out for what goes in; the empty object when nothing does. */
    String run(String processorsYaml, List<String> processors, String json) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("otelcol");
        int port = freePort();
        Path out = folder.resolve("out.json");
        String config = """
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            exporters: {file: {path: %s}}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], processors: %s, exporters: [file]}}
            processors:
            %s
            """.formatted(port, out, processors, processorsYaml.indent(2));
        Files.writeString(folder.resolve("config.yaml"), config);
        ProcessBuilder builder = new ProcessBuilder(binary.toString(), "--config=" + folder.resolve("config.yaml"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        try {
            send(process, port, json, folder);
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        String written = Files.exists(out) ? Files.readString(out).strip() : "";
        return written.isEmpty() ? "{}" : written.lines().toList().getLast();
    }

    private static void send(Process process, int port, String json, Path folder)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (process.isAlive()) {
                try {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() / 100 == 2) {
                        return;
                    }
                    throw new AssertionError(
                            "the Collector answered " + response.statusCode() + ": " + response.body());
                } catch (java.net.ConnectException _) {
                    process.waitFor(50, TimeUnit.MILLISECONDS); // not listening yet
                }
            }
        }
        throw new AssertionError("the Collector ended: " + Files.readString(folder.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
