package phoenix.engine.exporter.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.exporter.sending.HttpEndpoint;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.exporter.sending.RetrySettings;
import phoenix.engine.exporter.sending.SendResult;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.Target;
import phoenix.engine.peer.Collector;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.processor.OtlpJson;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;

/** The series are those of otelcol 0.159: recorded in golden files, and compared with a real one where there is one. */
class RemoteWriteTest {
    private static final Path FOLDER = Path.of("src/test/resources/exporters");
    private static final Map<String, String> SETTINGS = Map.of(
            "default",
            "",
            "labels",
            "namespace: 'my ns', external_labels: {cluster: a, state: not-this, '_x..y': b}, send_metadata: true,"
                    + " resource_to_telemetry_conversion: {enabled: true}",
            "bare",
            "add_metric_suffixes: false, target_info: {enabled: false}, disable_scope_info: true,"
                    + " send_metadata: true, resource_to_telemetry_conversion: {enabled: true,"
                    + " exclude_service_attributes: true}",
            "split",
            "max_batch_size_bytes: 500, translation_strategy: UnderscoreEscapingWithoutSuffixes");

    private final List<String> problems = new ArrayList<>();
    private final AtomicLong sentBatches = new AtomicLong();

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"default", "labels", "bare", "split"})
    void makesTheSeriesAsRecorded(String name) throws IOException {
        Golden.check(FOLDER.resolve("remote-write-" + name + ".txt"), WriteRequestText.of(requests(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "labels", "bare", "split"})
    void makesTheSeriesThatTheCollectorMakes(String name) throws Exception {
        try (WriteSink sink = new WriteSink();
                Collector collector = Collector.exporting(
                        folder,
                        "prometheus_remote_write",
                        "{endpoint: '" + sink.url() + "', " + SETTINGS.get(name) + "}")) {
            collector.post(corpus());
            assertThat(collector.finish()).isEmpty();
            assertThat(WriteRequestText.of(requests(name))).isEqualTo(WriteRequestText.of(sink.requests()));
        }
    }

    @Test
    void keepsRequestsBelowTheLimit() throws IOException {
        assertThat(requests("split")).hasSizeGreaterThan(10);
        assertThat(requests("default")).hasSize(1);
    }

    @Test
    void saysWhatIsNotSent() throws IOException {
        assertThat(requests("default")).isNotEmpty();
        assertThat(problems).anyMatch(problem -> problem.contains("sum.delta"));
    }

    @Test
    void sendsWithTheHeadersOfTheProtocol() throws Exception {
        try (WriteSink sink = new WriteSink();
                RemoteWriteSender sender = sender(sink)) {
            Payload payload = packer("").pack(OtlpJson.read(corpus()));
            assertThat(sender.send(payload, Duration.ofSeconds(5))).isEqualTo(SendResult.SENT);
            assertThat(WriteRequestText.of(sink.requests())).isEqualTo(WriteRequestText.of(requests("default")));
            assertThat(sentBatches).hasValue(1);
        }
    }

    @Test
    void goesOnWithTheRequestThatFailed() throws Exception {
        try (WriteSink sink = new WriteSink();
                RemoteWriteSender sender = sender(sink)) {
            Payload payload = packer(SETTINGS.getOrDefault("split", "")).pack(OtlpJson.read(corpus()));
            sink.answers(204, 204, 503, 400);
            assertThat(sender.send(payload, Duration.ofSeconds(5))).isInstanceOf(SendResult.Retryable.class);
            assertThat(sink.requests()).hasSize(3);
            // The second of the next attempt is refused for good, and does not keep the others back.
            assertThat(sender.send(payload, Duration.ofSeconds(5))).isInstanceOf(SendResult.Permanent.class);
            assertThat(sink.requests()).hasSize(requests("split").size() + 1);
            assertThat(sink.requests().get(3)).isEqualTo(sink.requests().get(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"400, false", "404, false", "429, false", "301, false", "500, true", "503, true"})
    void triesAgainWhatTheCollectorTriesAgain(int status, boolean retried) throws Exception {
        try (WriteSink sink = new WriteSink();
                RemoteWriteSender sender = sender(sink)) {
            sink.answers(status);
            SendResult result = sender.send(packer("").pack(OtlpJson.read(corpus())), Duration.ofSeconds(5));
            assertThat(result).isInstanceOf(retried ? SendResult.Retryable.class : SendResult.Permanent.class);
        }
    }

    @Test
    void sendsNothingForNothing() throws Exception {
        try (WriteSink sink = new WriteSink();
                RemoteWriteSender sender = sender(sink)) {
            assertThat(sender.send(packer("").pack(MetricBatch.EMPTY), Duration.ofSeconds(5)))
                    .isEqualTo(SendResult.SENT);
            assertThat(sink.requests()).isEmpty();
        }
    }

    @Test
    void retriesUntilTheTimeoutAtTheFirstInterval() {
        RetrySettings retry = config("").effectiveRetry();
        assertThat(retry)
                .isEqualTo(new RetrySettings(
                        true, Duration.ofMillis(50), 0.5, 1, Duration.ofMillis(50), Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a_b",
        "a..b__c, a_b_c",
        "_x, key_x",
        "__x, key_x",
        "__x__, __x__",
        "__a..b__, __a_b__",
        "1a, key_1a",
        "é, key_",
    })
    void translatesLabels(String key, String label) {
        assertThat(new LabelNames().of(key).orElse(null)).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{endpoint: 'ftp://x'}",
                "{endpoint: 'http://x', compression: gzip}",
                "{endpoint: 'http://x', remote_write_queue: {queue_size: 0}}",
                "{endpoint: 'http://x', remote_write_queue: {queue_size: -1}}",
                "{endpoint: 'http://x', remote_write_queue: {num_consumers: -1}}",
                "{endpoint: 'http://x', max_batch_size_bytes: -1}",
                "{endpoint: 'http://x', max_batch_request_parallelism: 0}",
                "{endpoint: 'http://x', external_labels: {a: ''}}",
                "{endpoint: 'http://x', external_labels: {'': a}}",
                "{endpoint: 'http://x', translation_strategy: NoTranslation}",
                "{endpoint: 'http://x', protobuf_message: io.prometheus.write.v2.Request}",
                "{endpoint: 'http://x', wal: {directory: x}}",
            })
    void refusesWhatTheCollectorRefusesOrCannotBeDone(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(new YamlReader(diagnostics)
                        .read("test.yaml", yaml)
                        .flatMap(node -> RemoteWriteConfig.SPEC.decode(node, "exporters::x", diagnostics)))
                .isEmpty();
        assertThat(diagnostics.errors()).isNotEmpty();
    }

    @Test
    void takesTheClientFromHttpWhereThatIsGiven() {
        assertThat(config("http: {endpoint: 'http://y:1/z', headers: {a: b}}")
                        .client()
                        .endpoint())
                .isEqualTo("http://y:1/z");
    }

    private RemoteWriteSender sender(WriteSink sink) {
        HttpEndpoint endpoint = HttpEndpoint.of(sink.url());
        HttpClient client = new HttpClient(new Target(endpoint.host(), endpoint.port(), null), new VirtualTime());
        return new RemoteWriteSender(client, endpoint.path(), sink.url(), List.of(), sentBatches);
    }

    private RemoteWritePacker packer(String settings) {
        return new RemoteWritePacker(config(settings), new ComponentTelemetry(), problems::add);
    }

    private List<byte[]> requests(String name) throws IOException {
        return packer(SETTINGS.getOrDefault(name, "")).requests(OtlpJson.read(corpus()));
    }

    private static RemoteWriteConfig config(String settings) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("test.yaml", "{endpoint: 'http://x', " + settings + "}")
                .flatMap(node -> RemoteWriteConfig.SPEC.decode(node, "exporters::x", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors().toString()));
    }

    private static String corpus() throws IOException {
        return Files.readString(FOLDER.resolve("corpus.json"));
    }
}
