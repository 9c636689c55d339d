package phoenix.engine.receiver.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Receiver;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;

/** The receiver as a whole: targets from both kinds of discovery, timers, requests, and the end of a target. */
@Timeout(60)
class ScrapePoolTest {
    private final VirtualTime time = new VirtualTime();
    private final BlockingQueue<MetricBatch> batches = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> accepted = new LinkedBlockingQueue<>();
    private HttpServer server;

    @TempDir
    Path folder = Path.of("");

    ScrapePoolTest() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /** Every target is scraped by then, and no scrape has been cut off. */
    private static final Duration FIRST_SCRAPE = Duration.ofMillis(9_999);

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
            byte[] page = "# TYPE g gauge\ng 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private Receiver start(String scrape) throws Exception {
        ComponentContext context = new ComponentContext(
                "prometheus", time, Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
        Receiver receiver = PrometheusReceiver.TYPE
                .factory()
                .create(
                        PrometheusReceiverTest.config("{config: {global: {scrape_interval: 10s, scrape_timeout: 10s},"
                                + " scrape_configs: [{job_name: app, " + scrape + "}]}}"),
                        batch -> {
                            batches.add(batch);
                            return Outcome.ACCEPTED;
                        },
                        context);
        receiver.start();
        return receiver;
    }

    private MetricBatch next() throws InterruptedException {
        MetricBatch batch = batches.poll(20, TimeUnit.SECONDS);
        if (batch == null) {
            throw new AssertionError("no batch came; requests: " + requests);
        }
        return batch;
    }

    private static double value(MetricBatch batch, String metric) {
        for (int m = 0; m < batch.metricCount(); m++) {
            if (batch.metric(m).name().equals(metric)) {
                return batch.doubleValue(batch.pointStart(m));
            }
        }
        throw new AssertionError(metric + " is not there");
    }

    @Test
    void asksForWhatIsConfigured() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        Receiver receiver =
                start("static_configs: [{targets: ['" + address() + "']}], metrics_path: /m, params: {a: [b, 'c d']},"
                        + " authorization: {credentials_file: '" + token + "'}");
        time.advance(FIRST_SCRAPE);
        assertThat(value(next(), "g")).isEqualTo(1);
        assertThat(requests.poll()).isEqualTo("/m?a=b&a=c+d Bearer secret");
        receiver.shutdown(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "honor_labels: true | application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                    + "application/openmetrics-text;version=0.0.1;q=0.5,"
                    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                "scrape_native_histograms: true |"
                    + " application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
                    + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                    + "application/openmetrics-text;version=0.0.1;q=0.4,"
                    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
                "scrape_protocols: [PrometheusText0.0.4] | text/plain;version=0.0.4;q=0.6,*/*;q=0.5",
            })
    void asksForFormats(String setting, String accept) throws Exception {
        Receiver receiver = start("static_configs: [{targets: ['" + address() + "']}], " + setting);
        time.advance(FIRST_SCRAPE);
        next();
        assertThat(accepted.poll()).isEqualTo(accept);
        receiver.shutdown(Duration.ZERO);
    }

    @Test
    void takesFormatsFromTheGlobalSection() {
        ScrapeConfig scrape = PrometheusReceiverTest.config(
                        "{config: {global: {scrape_native_histograms: true, scrape_protocols: [PrometheusProto]},"
                                + " scrape_configs: [{job_name: a, always_scrape_classic_histograms: true}]}}")
                .scrapes()
                .getFirst();
        assertThat(scrape.formats().protocols()).containsExactly(ScrapeProtocol.PROTOBUF);
        assertThat(scrape.formats().histograms()).isEqualTo(new ProtoPage.Histograms(false, true));
    }

    @Test
    void failsAPageThatIsTooLarge() throws Exception {
        Receiver receiver = start("static_configs: [{targets: ['" + address() + "']}], body_size_limit: 10B");
        time.advance(FIRST_SCRAPE);
        assertThat(value(next(), "up")).isZero();
        receiver.shutdown(Duration.ZERO);
    }

    @Test
    void failsEveryTargetWhenThereAreTooMany() throws Exception {
        Receiver receiver = start("static_configs: [{targets: ['" + address() + "', 'localhost:1']}], target_limit: 1");
        time.advance(FIRST_SCRAPE);
        assertThat(value(next(), "up")).isZero();
        assertThat(value(next(), "up")).isZero();
        assertThat(requests).isEmpty();
        receiver.shutdown(Duration.ZERO);
    }

    @Test
    void followsFilesAndEndsTheSeriesOfATargetThatIsGone() throws Exception {
        Path file = folder.resolve("targets.json");
        Files.writeString(file, "[{\"targets\": [\"" + address() + "\"], \"labels\": {\"env\": \"prod\"}}]");
        Receiver receiver = start("file_sd_configs: [{files: ['" + folder + "/*.json']}], scrape_interval: 10s");
        time.advance(Duration.ofSeconds(10));
        MetricBatch first = next();
        assertThat(first.attributes(0).getString("env")).isEqualTo("prod");
        Files.writeString(file, "[]");
        List<MetricBatch> seen = new ArrayList<>();
        // Files are read on a thread of their own: the end comes two intervals after that.
        while (seen.isEmpty() || !seen.getLast().hasNoRecordedValue(0)) {
            time.advance(Duration.ofSeconds(5));
            MetricBatch batch = batches.poll(200, TimeUnit.MILLISECONDS);
            if (batch != null) {
                seen.add(batch);
            }
        }
        assertThat(seen.getLast().pointCount()).isEqualTo(6);
        for (int p = 0; p < 6; p++) {
            assertThat(seen.getLast().hasNoRecordedValue(p)).isTrue();
        }
        receiver.shutdown(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{source_labels: [a], target_label: x} | a=1, b=2, x=1",
                "{source_labels: [a, b], separator: '-', target_label: x, regex: '(.)-(.)', replacement: '$2${1}$$'} |"
                        + " a=1, b=2, x=21$",
                "{source_labels: [a], target_label: a, replacement: ''} | b=2",
                "{source_labels: [a], regex: 2, target_label: x} | a=1, b=2",
                "{source_labels: [a], target_label: '$1'} | a=1, b=2",
                "{source_labels: [b], target_label: 'n$1'} | a=1, b=2, n2=2",
                "{source_labels: [a, b], modulus: 8, target_label: x, action: hashmod} | a=1, b=2, x=4",
                "{regex: '(a)', action: labelmap, replacement: 'z_$1'} | a=1, b=2, z_a=1",
                "{regex: a, action: labeldrop} | b=2",
                "{regex: a, action: labelkeep} | a=1",
                "{source_labels: [a], regex: 1, action: drop} | dropped",
                "{source_labels: [a], regex: 2, action: keep} | dropped",
                "{source_labels: [a], target_label: b, action: keepequal} | dropped",
                "{source_labels: [a], target_label: b, action: dropequal} | a=1, b=2",
            })
    void relabelsAsPrometheus(String rule, String result) {
        Map<String, String> labels = new TreeMap<>(Map.of("a", "1", "b", "2"));
        Diagnostics diagnostics = new Diagnostics();
        RelabelRule parsed = new YamlReader(diagnostics)
                .read("test.yaml", rule.replace("regex: 1", "regex: '1'").replace("regex: 2", "regex: '2'"))
                .flatMap(node -> RelabelRule.SPEC.decode(node, "rule", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
        String text = RelabelRule.apply(List.of(parsed), labels)
                ? labels.toString().substring(1, labels.toString().length() - 1)
                : "dropped";
        assertThat(text).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"1m30s, 90000, 1m30s", "1d, 86400000, 1d", "0, 0, 0s", "500ms, 500, 500ms", "36h, 129600000, 36h"})
    void readsDurationsOfPrometheus(String text, long millis, String again) {
        assertThat(PromDuration.parse(text).toMillis()).isEqualTo(millis);
        assertThat(PromDuration.format(PromDuration.parse(text))).isEqualTo(again);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{config: {}}",
                "{config: {scrape_configs: [{}]}}",
                "{config: {scrape_configs: [{job_name: a}, {job_name: a}]}}",
                "{config: {scrape_configs: [{job_name: a, scrape_interval: 1s, scrape_timeout: 2s}]}}",
                "{config: {scrape_configs: [{job_name: a, scrape_interval: 1.5s}]}}",
                "{config: {scrape_configs: [{job_name: a, static_configs: [{targets: ['http://x']}]}]}}",
                "{config: {scrape_configs: [{job_name: a, relabel_configs: [{regex: '('}]}]}}",
                "{config: {scrape_configs: [{job_name: a, relabel_configs: [{action: hashmod, target_label: x}]}]}}",
                "{config: {scrape_configs: [{job_name: a, relabel_configs: [{action: labeldrop, target_label: x}]}]}}",
                "{config: {scrape_configs: [{job_name: a, basic_auth: {}, authorization: {}}]}}",
                "{config: {scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pod}]}]}}",
                "{config: {scrape_configs: [{job_name: a, unknown: 1}]}}",
                "{config: {scrape_configs: [{job_name: a, scrape_protocols: []}]}}",
                "{config: {scrape_configs: [{job_name: a, scrape_protocols: [prometheusproto]}]}}",
                "{config: {global: {scrape_protocols: [PrometheusProto, PrometheusProto]},"
                        + " scrape_configs: [{job_name: a}]}}",
                "{config: {global: {native_histogram_bucket_limit: 1}, scrape_configs: [{job_name: a}]}}",
                "{config: {scrape_configs: [{job_name: a, native_histogram_bucket_limit: -1}]}}",
                "{config: {scrape_configs: [{job_name: a, convert_classic_histograms_to_nhcb: true}]}}",
                "{config: {scrape_configs: [{job_name: a}], remote_write: []}}",
                "{config: {scrape_configs: [{job_name: a}]}, trim_metric_suffixes: true}",
            })
    void refusesWhatCannotBeDone(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(new YamlReader(diagnostics)
                        .read("test.yaml", yaml)
                        .flatMap(node -> PrometheusConfig.SPEC.decode(node, "receivers::prometheus", diagnostics)))
                .isEmpty();
        assertThat(diagnostics.errors()).isNotEmpty();
    }
}
