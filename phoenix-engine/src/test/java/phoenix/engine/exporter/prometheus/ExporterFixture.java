package phoenix.engine.exporter.prometheus;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.StartException;
import phoenix.engine.net.page.PageServer;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;

/** A running exporter in virtual time, made from the YAML that a user writes. */
final class ExporterFixture implements AutoCloseable {
    final VirtualTime time = new VirtualTime();
    final ComponentTelemetry telemetry = new ComponentTelemetry();
    final PrometheusExporter exporter;
    private final HttpClient client = HttpClient.newHttpClient();

    private ExporterFixture(String yaml, int seriesMax, PageServer.Limits limits) throws StartException {
        ComponentContext context = new ComponentContext(
                "prometheus", time, Thread.ofVirtual().factory(), telemetry, Map.of(), ComponentContext.Delivery.SEND);
        exporter = new PrometheusExporter(config(yaml), context, seriesMax, limits);
        exporter.start();
    }

    static ExporterFixture start(String yaml) throws StartException {
        return start(yaml, 10_000, PageServer.Limits.DEFAULT);
    }

    static ExporterFixture start(String yaml, int seriesMax, PageServer.Limits limits) throws StartException {
        return new ExporterFixture("endpoint: 127.0.0.1:0\n" + yaml, seriesMax, limits);
    }

    /** One that listens where it is told. */
    static ExporterFixture startOn(String endpoint) throws StartException {
        return new ExporterFixture("endpoint: " + endpoint + "\n", 10, PageServer.Limits.DEFAULT);
    }

    static PrometheusExporter.Config config(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("c.yaml", yaml)
                .flatMap(node ->
                        PrometheusExporter.TYPE.spec().config().decode(node, "exporters::prometheus", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
    }

    void consume(MetricBatch... batches) {
        for (MetricBatch batch : batches) {
            exporter.consume(batch);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) Objects.requireNonNull(exporter.listenAddress());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + address().getPort() + path))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    String page() throws IOException, InterruptedException {
        return new String(get("/metrics").body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        exporter.shutdown(Duration.ZERO);
    }
}
