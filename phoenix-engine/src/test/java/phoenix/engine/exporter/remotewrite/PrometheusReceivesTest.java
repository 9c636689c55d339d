package phoenix.engine.exporter.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueKind;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** A real Prometheus takes what is sent, through the whole exporter, and answers with it. */
@Timeout(120)
class PrometheusReceivesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]*)\"]");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"PROMETHEUS", "PROMETHEUS_242"})
    void prometheusReceivesEveryKindOfMetric(Peer peer) throws Exception {
        String prometheus = peer.require().toString();
        int port = FreePort.any();
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, "global: {}\n");
        try (RealProcess server = RealProcess.start(List.of(
                        prometheus,
                        "--config.file=" + config,
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms,exemplar-storage",
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port));
                HttpClient client = HttpClient.newHttpClient()) {
            await(client, port, server);
            ComponentTelemetry telemetry = new ComponentTelemetry();
            Exporter exporter = exporter(port, telemetry);
            exporter.start();
            assertThat(exporter.consume(batch(TIME, false))).as(server.err()).isEqualTo(Outcome.ACCEPTED);
            assertThat(exporter.consume(batch(TIME.plusSeconds(60), true))).isEqualTo(Outcome.ACCEPTED);
            exporter.shutdown(Duration.ofSeconds(5));
            assertThat(telemetry.get(MetricNames.EXPORTER_SENT)).isEqualTo(10);

            assertThat(value(client, port, "memory_bytes{host=\"h\"}", TIME)).isEqualTo("1.5");
            assertThat(value(client, port, "requests_total{job=\"eu/shop\",instance=\"i\"}", TIME))
                    .isEqualTo("7");
            assertThat(value(client, port, "duration_seconds_bucket{le=\"1\"}", TIME))
                    .isEqualTo("3");
            assertThat(value(client, port, "duration_seconds_count", TIME)).isEqualTo("6");
            assertThat(value(client, port, "latency{quantile=\"0.5\"}", TIME)).isEqualTo("2.5");
            assertThat(value(client, port, "histogram_count(sizes_bytes)", TIME))
                    .isEqualTo("10");
            assertThat(value(client, port, "histogram_sum(sizes_bytes)", TIME)).isEqualTo("3.5");
            assertThat(value(client, port, "target_info{zone=\"z\"}", TIME)).isEqualTo("1");
            assertThat(get(
                            client,
                            port,
                            "/api/v1/query_exemplars?query=requests_total&start=" + TIME.minusSeconds(9) + "&end="
                                    + TIME.plusSeconds(9)))
                    .contains("0102030405060708090a0b0c0d0e0f10");
            for (String gone : List.of("memory_bytes", "requests_total", "duration_seconds_count", "sizes_bytes")) {
                assertThat(value(client, port, gone, TIME.plusSeconds(61)))
                        .as(gone + " ends with its marker")
                        .isEmpty();
            }
        }
    }

    private static MetricBatch batch(Instant at, boolean stale) {
        long time = at.getEpochSecond() * 1_000_000_000;
        int flags = stale ? 1 : 0;
        Attributes host = Attributes.of("host", "h");
        BatchBuilder builder = new BatchBuilder();
        builder.resource(Resource.of(Attributes.builder()
                .put("service.name", "shop")
                .put("service.namespace", "eu")
                .put("service.instance.id", "i")
                .put("zone", "z")
                .build()));
        builder.scope(Scope.of("lib", "1"));
        builder.metric(MetricInfo.gauge("memory", "", "By"));
        builder.doublePoint(host, 0, time, 1.5).flags(flags);
        builder.metric(MetricInfo.sum("requests", "", "", Temporality.CUMULATIVE, true));
        byte[] trace = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        builder.intPoint(host, 0, time, 7)
                .flags(flags)
                .exemplars(
                        stale
                                ? List.of()
                                : List.of(new Exemplar(Attributes.EMPTY, time, ValueKind.INT, 1, trace, new byte[0])));
        OptionalNumber unset = OptionalNumber.UNSET;
        builder.metric(histogram("duration", "s", MetricType.HISTOGRAM));
        builder.bodyPoint(
                        host,
                        0,
                        time,
                        new HistogramBody(6, OptionalNumber.of(9), unset, unset, new long[] {3, 3}, new double[] {1}))
                .flags(flags);
        builder.metric(histogram("sizes", "By", MetricType.EXPONENTIAL_HISTOGRAM));
        builder.bodyPoint(
                        host,
                        0,
                        time,
                        stale
                                ? new ExponentialHistogramBody(
                                        0, unset, unset, unset, 1, 0, 0, Buckets.EMPTY, Buckets.EMPTY)
                                : new ExponentialHistogramBody(
                                        10,
                                        OptionalNumber.of(3.5),
                                        unset,
                                        unset,
                                        10,
                                        2,
                                        0.001,
                                        new Buckets(-3, new long[] {1, 0, 2}),
                                        new Buckets(3, new long[] {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})))
                .flags(flags);
        builder.metric(new MetricInfo(
                "latency", "", "", MetricType.SUMMARY, Temporality.UNSPECIFIED, false, Attributes.EMPTY));
        builder.bodyPoint(host, 0, time, new SummaryBody(2, 5, List.of(new Quantile(0.5, 2.5))))
                .flags(flags);
        return builder.build();
    }

    private static MetricInfo histogram(String name, String unit, MetricType type) {
        return new MetricInfo(name, "", unit, type, Temporality.CUMULATIVE, false, Attributes.EMPTY);
    }

    private static Exporter exporter(int port, ComponentTelemetry telemetry) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        RemoteWriteConfig config = new YamlReader(diagnostics)
                .read(
                        "test.yaml",
                        "{endpoint: 'http://127.0.0.1:" + port + "/api/v1/write', send_metadata: true,"
                                + " remote_write_queue: {enabled: false}}")
                .flatMap(node -> RemoteWriteConfig.SPEC.decode(node, "exporters::x", diagnostics))
                .orElseThrow();
        return RemoteWriteExporter.TYPE
                .factory()
                .create(
                        config,
                        new ComponentContext(
                                "x",
                                new VirtualTime(),
                                Thread::new,
                                telemetry,
                                Map.of(),
                                ComponentContext.Delivery.SEND));
    }

    private static String value(HttpClient client, int port, String query, Instant at) throws Exception {
        String answer = get(
                client,
                port,
                "/api/v1/query?time=" + at + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer).contains("\"success\"");
        Matcher value = VALUE.matcher(answer);
        return value.find() ? value.group(1) : "";
    }

    private static void await(HttpClient client, int port, RealProcess server) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() < end) {
            try {
                if (get(client, port, "/-/ready").contains("Ready")) {
                    return;
                }
            } catch (IOException e) {
                assertThat(server.isAlive()).as(server.err()).isTrue(); // not up yet
            }
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse(); // the pace of looking
        }
        throw new AssertionError("Prometheus never became ready\n" + server.err());
    }

    private static String get(HttpClient client, int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
