package phoenix.engine.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** A real Collector with one pipeline from OTLP over HTTP to exporters of the test's choice. */
public final class Collector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealProcess process;
    private final int port;

    private Collector(RealProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one; without a Collector the calling test is skipped.
     *
     * @param exporter its id
     * @param settings of the exporter, as flow YAML
     */
    public static Collector exporting(Path folder, String exporter, String settings) throws IOException {
        return start(folder, "exporters: {" + exporter + ": " + settings + "}", exporter);
    }

    private static Collector start(Path folder, String exporters, String exporter) throws IOException {
        Path binary = Peer.OTELCOL.require();
        int port = FreePort.any();
        Path config = Files.createTempFile(folder, "otelcol", ".yaml");
        Files.writeString(config, """
            receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}}
            %s
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [%s]}}
            """.formatted(port, exporters, exporter));
        return new Collector(RealProcess.start(List.of(binary.toString(), "--config=" + config)), port);
    }

    /** Sends metrics in OTLP JSON, once the Collector listens. */
    public void post(String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (process.isAlive() && System.nanoTime() < end) {
                try {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() / 100 != 2) {
                        throw new AssertionError(response.statusCode() + ": " + response.body() + "\n" + process.err());
                    }
                    return;
                } catch (ConnectException _) {
                    // Not listening yet; this is the pace of looking.
                    assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
                }
            }
        }
        throw new AssertionError("the Collector takes no metrics: " + process.err());
    }

    /** Ends it as Ctrl-C does, so that it hands on all that it holds, and gives its standard output. */
    public String finish() throws InterruptedException {
        process.terminate();
        if (process.awaitExit(PATIENCE) != 0) {
            throw new AssertionError(process.err());
        }
        return process.out();
    }

    /** What it logged so far. */
    public String log() {
        return process.err();
    }

    @Override
    public void close() {
        process.close();
    }
}
