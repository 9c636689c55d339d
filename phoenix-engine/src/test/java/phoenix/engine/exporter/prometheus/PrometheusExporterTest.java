package phoenix.engine.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.net.page.PageServer;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

@Timeout(60)
class PrometheusExporterTest {
    private static final String BARE = "without_scope_info: true\n";
    private static final MetricInfo GAUGE = MetricInfo.gauge("g", "", "");

    private static MetricBatch batch(Resource resource, MetricInfo metric, Attributes attributes, long value) {
        return new BatchBuilder()
                .resource(resource)
                .scope(Scope.EMPTY)
                .metric(metric)
                .intPoint(attributes, 0, 1, value)
                .build();
    }

    private static MetricBatch batch(MetricInfo metric, Attributes attributes, long value) {
        return batch(Resource.EMPTY, metric, attributes, value);
    }

    private static List<String> samples(String page) {
        return page.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void aSeriesIsShownForAsLongAsItsExpirationAfterItsLastPoint() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE + "metric_expiration: 10s\n")) {
            fixture.consume(batch(GAUGE, Attributes.of("k", "old"), 1));
            fixture.time.advance(Duration.ofSeconds(6));
            fixture.consume(batch(GAUGE, Attributes.of("k", "new"), 2));
            fixture.time.advance(Duration.ofSeconds(4));
            assertThat(samples(fixture.page())).containsExactly("g{k=\"new\"} 2", "g{k=\"old\"} 1");
            fixture.time.advance(Duration.ofMillis(1));
            assertThat(samples(fixture.page())).containsExactly("g{k=\"new\"} 2");
            fixture.time.advance(Duration.ofSeconds(10));
            assertThat(fixture.page()).isEmpty();
            // It comes back as a new series.
            fixture.consume(batch(GAUGE, Attributes.of("k", "old"), 3));
            assertThat(samples(fixture.page())).containsExactly("g{k=\"old\"} 3");
        }
    }

    @Test
    void resourcesWithoutConversionAreOneSeriesAndWithItSeveral() throws Exception {
        Resource one = Resource.of(Attributes.of("host", "one"));
        Resource two = Resource.of(Attributes.of("host", "two"));
        try (ExporterFixture plain = ExporterFixture.start(BARE);
                ExporterFixture converting =
                        ExporterFixture.start(BARE + "resource_to_telemetry_conversion: {enabled: true}\n")) {
            for (ExporterFixture fixture : List.of(plain, converting)) {
                fixture.consume(
                        batch(one, GAUGE, Attributes.EMPTY, 1),
                        batch(two, GAUGE, Attributes.EMPTY, 2),
                        // The same labels from the point and not from the resource are the same series.
                        batch(Resource.EMPTY, GAUGE, Attributes.of("host", "one"), 3));
            }
            assertThat(samples(plain.page())).containsExactly("g 2", "g{host=\"one\"} 3");
            assertThat(samples(converting.page())).containsExactly("g{host=\"one\"} 3", "g{host=\"two\"} 2");
        }
    }

    @Test
    void theFirstTypeAndDescriptionOfANameHold() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE + "metric_expiration: 10s\n")) {
            MetricInfo first = MetricInfo.gauge("a.b", "first", "");
            MetricInfo other = MetricInfo.gauge("a_b", "other", "");
            MetricInfo counter = MetricInfo.sum("a", "", "", Temporality.CUMULATIVE, true);
            MetricInfo total = MetricInfo.gauge("a.total", "", "");
            fixture.consume(
                    batch(first, Attributes.of("k", "1"), 1),
                    batch(other, Attributes.of("k", "2"), 2),
                    batch(counter, Attributes.EMPTY, 3),
                    batch(total, Attributes.EMPTY, 4));
            assertThat(fixture.page()).isEqualTo("""
                # HELP a_b first
                # TYPE a_b gauge
                a_b{k="1"} 1
                a_b{k="2"} 2
                # HELP a_total\s
                # TYPE a_total counter
                a_total 3
                """);
            // When the name has been out of use for the expiration, another type may have it.
            fixture.time.advance(Duration.ofSeconds(21));
            fixture.consume(batch(total, Attributes.EMPTY, 5));
            assertThat(fixture.page()).contains("# TYPE a_total gauge\na_total 5\n");
        }
    }

    @Test
    void twoSeriesWithTheSameLabelsAreShownOnce() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE)) {
            fixture.consume(
                    batch(GAUGE, Attributes.of("a.b", "x"), 1),
                    batch(GAUGE, Attributes.of("a_b", "x"), 2),
                    batch(GAUGE, Attributes.of("a-b", "y"), 3));
            assertThat(samples(fixture.page())).containsExactly("g{a_b=\"x\"} 1", "g{a_b=\"y\"} 3");
        }
    }

    @Test
    void namesThatWouldCollideWithAHistogramsAreNotShown() throws Exception {
        MetricInfo histogram =
                new MetricInfo("h", "", "", MetricType.HISTOGRAM, Temporality.CUMULATIVE, false, Attributes.EMPTY);
        HistogramBody body = new HistogramBody(
                1, OptionalNumber.of(1), OptionalNumber.UNSET, OptionalNumber.UNSET, new long[] {1}, new double[0]);
        MetricBatch batch = new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(histogram)
                .bodyPoint(Attributes.EMPTY, 0, 1, body)
                .bodyPoint(Attributes.of("le", "mine"), 0, 1, body)
                .build();
        try (ExporterFixture fixture = ExporterFixture.start(BARE)) {
            fixture.consume(
                    batch,
                    batch(MetricInfo.gauge("h.count", "", ""), Attributes.EMPTY, 1),
                    batch(MetricInfo.gauge("h.max", "", ""), Attributes.EMPTY, 1),
                    batch(MetricInfo.gauge("target.info", "", ""), Attributes.EMPTY, 1));
            assertThat(samples(fixture.page()))
                    .containsExactly("h_bucket{le=\"+Inf\"} 1", "h_sum 1", "h_count 1", "h_max 1");
        }
    }

    @Test
    void aFloodOfSeriesIsRefusedAndCounted() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE, 100, PageServer.Limits.DEFAULT)) {
            BatchBuilder flood = new BatchBuilder()
                    .resource(Resource.EMPTY)
                    .scope(Scope.EMPTY)
                    .metric(GAUGE);
            for (int i = 0; i < 1000; i++) {
                flood.intPoint(Attributes.of("k", "v" + i), 0, 1, i);
            }
            assertThat(fixture.exporter.consume(flood.build())).isEqualTo(Outcome.ACCEPTED);
            assertThat(samples(fixture.page())).hasSize(100);
            assertThat(fixture.telemetry.get(MetricNames.EXPORTER_SENT)).isEqualTo(100);
            assertThat(fixture.telemetry.get(PrometheusExporter.REFUSED)).isEqualTo(900);
            // Those that are known go on, and what expires makes room.
            fixture.consume(batch(GAUGE, Attributes.of("k", "v7"), 70));
            assertThat(samples(fixture.page())).contains("g{k=\"v7\"} 70");
            fixture.time.advance(Duration.ofMinutes(10));
            fixture.consume(batch(GAUGE, Attributes.of("k", "late"), 1));
            assertThat(samples(fixture.page())).containsExactly("g{k=\"late\"} 1");
        }
    }

    @Test
    void theLimitOfSeriesFollowsTheHeap() {
        assertThat(PrometheusExporter.seriesMax(96L << 20)).isEqualTo(24_576);
        assertThat(PrometheusExporter.seriesMax(16L << 20)).isEqualTo(10_000);
        assertThat(PrometheusExporter.seriesMax(Long.MAX_VALUE)).isEqualTo(250_000);
    }

    @Test
    void manyResourcesOfOneSeriesDoNotFillTheMemory() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE, 10, PageServer.Limits.DEFAULT)) {
            for (int i = 0; i < 5000; i++) {
                fixture.consume(batch(Resource.of(Attributes.of("pid", "p" + i)), GAUGE, Attributes.EMPTY, i));
            }
            assertThat(samples(fixture.page())).containsExactly("g 4999");
            assertThat(fixture.telemetry.get(PrometheusExporter.REFUSED)).isZero();
        }
    }

    @Test
    void aChangedUnitMovesTheSeriesToItsNewName() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE)) {
            fixture.consume(batch(GAUGE, Attributes.EMPTY, 1), batch(GAUGE.withUnit("By"), Attributes.EMPTY, 2));
            assertThat(samples(fixture.page())).containsExactly("g_bytes 2");
        }
    }

    @Test
    void pagesAreCompressedOnRequest() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE)) {
            fixture.consume(batch(GAUGE, Attributes.of("k", "v"), 1));
            HttpResponse<byte[]> response = fixture.get("/metrics", "Accept-Encoding", "deflate, gzip;q=0.5");
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            byte[] page = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
            assertThat(new String(page, StandardCharsets.UTF_8)).isEqualTo(fixture.page());
            assertThat(fixture.get("/metrics", "Accept-Encoding", "gzip;q=0")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    @Test
    void dataAndScrapesAtOnceGiveWholePages() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start(BARE);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                int thread = t;
                work.add(threads.submit(() -> {
                    for (int round = 0; round < 200; round++) {
                        BatchBuilder batch = new BatchBuilder()
                                .resource(Resource.EMPTY)
                                .scope(Scope.EMPTY)
                                .metric(GAUGE);
                        for (int i = 0; i < 50; i++) {
                            batch.intPoint(Attributes.of("k", thread + "-" + (round + i)), 0, round, round);
                        }
                        fixture.consume(batch.build());
                    }
                }));
            }
            for (int i = 0; i < 50; i++) {
                List<String> lines = samples(fixture.page());
                assertThat(lines).allMatch(line -> line.matches("g\\{k=\"[01]-\\d+\"} \\d+"));
                assertThat(lines).doesNotHaveDuplicates();
            }
            for (Future<?> one : work) {
                one.get();
            }
            assertThat(samples(fixture.page())).hasSize(2 * 249);
        }
    }

    @Test
    void aPortInUseIsOneClearError() throws Exception {
        try (ExporterFixture fixture = ExporterFixture.start("")) {
            String endpoint = "127.0.0.1:" + fixture.address().getPort();
            assertThatThrownBy(() -> ExporterFixture.startOn(endpoint))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("prometheus: cannot listen on " + endpoint)
                    .hasMessageContaining("choose another endpoint");
        }
    }

    @Test
    void mistakesInTheConfigurationHaveAPlace() {
        for (String yaml : List.of(
                "endpoint: nowhere",
                "endpoint: ::1:80",
                "endpoint: localhost:http",
                "endpoint: localhost:70000",
                "namespace: x",
                "endpoint: localhost:0\ntls: {cert_file: x}",
                "endpoint: localhost:0\ntranslation_strategy: Whatever",
                "endpoint: localhost:0\nmetric_expiration: -1s")) {
            Diagnostics diagnostics = new Diagnostics();
            new YamlReader(diagnostics)
                    .read("c.yaml", yaml)
                    .ifPresent(node ->
                            PrometheusExporter.TYPE.spec().config().decode(node, "exporters::prometheus", diagnostics));
            assertThat(diagnostics.all()).as(yaml).anyMatch(d -> d.isError());
        }
    }
}
