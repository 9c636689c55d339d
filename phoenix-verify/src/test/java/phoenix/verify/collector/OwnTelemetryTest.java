package phoenix.verify.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;
import phoenix.verify.run.PhoenixJar;

/** Own telemetry beside that of otelcol, with the same configuration and load: every name, type, help and set of labels. */
class OwnTelemetryTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** What the Collector has and Phoenix has not, for docs/collector.md. */
    private static final Predicate<String> ONLY_THERE = Pattern.compile(
                    "promhttp_|http_client_|http_server_|rpc_client_|rpc_server_|otelcol_processor_internal_duration")
            .asPredicate();

    /** What Phoenix has and the Collector has not. */
    private static final Predicate<String> ONLY_HERE = Pattern.compile(
                    "^phoenix_|_processor_(incoming|outgoing)_items.*processor=\"(batch|interval|delta_to_cumulative)\"")
            .asPredicate();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private record Ports(int grpc, int http, int own, int page) {
        Ports() {
            this(FreePort.any(), FreePort.any(), FreePort.any(), FreePort.any());
        }
    }

    private static String configuration(String level, Ports ports, int backend, int nobody) {
        return """
            receivers:
              otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%1$d"}, http: {endpoint: "127.0.0.1:%2$d"}}}
              host_metrics: {collection_interval: 1s, initial_delay: 0s, scrapers: {load: , memory: }}
              prometheus:
                config: {scrape_configs: [{job_name: self, scrape_interval: 1s, static_configs: [{targets: ["127.0.0.1:%4$d"]}]}]}
            processors:
              batch: {timeout: 50ms}
              memory_limiter: {check_interval: 1s, limit_mib: 500}
              attributes: {actions: [{key: a, value: b, action: insert}]}
              filter: {metrics: {metric: ['name == "gone"']}}
              cumulative_to_delta:
              delta_to_cumulative:
              interval: {interval: 1s}
            exporters:
              otlp_http: {endpoint: "http://127.0.0.1:%5$d", compression: none}
              otlp_http/batching: {endpoint: "http://127.0.0.1:%5$d", compression: none, sending_queue: {batch: {min_size: 10, flush_timeout: 50ms}}}
              otlp_http/direct: {endpoint: "http://127.0.0.1:%5$d", compression: none, sending_queue: {enabled: false}}
              otlp_http/down: {endpoint: "http://127.0.0.1:%6$d", retry_on_failure: {enabled: false}}
              otlp_grpc/full: {endpoint: "127.0.0.1:%6$d", tls: {insecure: true}, sending_queue: {queue_size: 1, num_consumers: 1}}
              otlp_grpc/self: {endpoint: "127.0.0.1:%1$d", tls: {insecure: true}}
              prometheus: {endpoint: "127.0.0.1:%4$d"}
              debug: {verbosity: basic}
              nop:
            connectors: {forward: }
            service:
              telemetry: {metrics: {level: %7$s, readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %3$d}}}}]}}
              pipelines:
                metrics/in: {receivers: [otlp, host_metrics, prometheus], processors: [memory_limiter, attributes], exporters: [forward, otlp_http/direct, otlp_http/down]}
                metrics/out: {receivers: [forward], processors: [filter, batch], exporters: [otlp_http, otlp_http/batching, otlp_grpc/full, prometheus, debug, nop]}
                metrics/state: {receivers: [otlp], processors: [cumulative_to_delta, delta_to_cumulative, interval], exporters: [nop]}
                metrics/self: {receivers: [host_metrics], exporters: [otlp_grpc/self]}
            """.formatted(ports.grpc, ports.http, ports.own, ports.page, backend, nobody, level);
    }

    /** A program with the configuration, under load; its page as a set of facts. */
    private final class Loaded implements AutoCloseable {
        private final Ports ports = new Ports();
        private final RealProcess process;
        private final String level;
        private final int backend;
        private final int nobody;
        private long sent;

        Loaded(String name, List<String> command, String level, int backend, int nobody)
                throws IOException, InterruptedException {
            this.level = level;
            this.backend = backend;
            this.nobody = nobody;
            Files.writeString(folder.resolve(name + ".yaml"), configuration(level, ports, backend, nobody));
            process = RealProcess.start(
                    java.util.stream.Stream.concat(
                                    command.stream(), java.util.stream.Stream.of("--config", name + ".yaml"))
                            .toList(),
                    folder,
                    Map.of());
            process.await(Pattern.compile("Everything is ready"), LIMIT);
        }

        private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
            return client.send(
                    request.timeout(LIMIT).version(HttpClient.Version.HTTP_1_1).build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        void load() throws IOException, InterruptedException {
            long time = 1_700_000_000L + ++sent;
            exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http + "/v1/metrics"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"aggregationTemporality":2,
                        "isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1700000000000000000",
                        "timeUnixNano":"%d000000000","asInt":"%d"}]}}]}]}]}\
                        """.formatted(time, sent))));
        }

        Set<String> facts(Predicate<String> without) throws IOException, InterruptedException {
            String text = exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.own + "/metrics")))
                    .body();
            return text.lines().map(this::fact).filter(without.negate()).collect(Collectors.toCollection(TreeSet::new));
        }

        private String fact(String line) {
            if (line.startsWith("#")) {
                return line.substring(2).replaceAll("^(HELP|TYPE) (\\S+)", "$2 $1");
            }
            String series = line.substring(0, line.lastIndexOf(' '))
                    .replaceAll(",?le=\"[^\"]*\"", "")
                    .replace("\"" + backend + "\"", "\"BACKEND\"")
                    .replace("\"" + nobody + "\"", "\"NOBODY\"")
                    .replace("\"" + ports.grpc + "\"", "\"SELF\"");
            if (level.equals("detailed")) { // the Collector tells errors apart, Phoenix has the reason in its log
                series = series.replaceAll("error_permanent=\"[^\"]*\",error_type=\"[^\"]*\",", "");
            }
            return series.startsWith("target_info{") ? series.replaceAll("\"[^\"]*\"", "\"\"") : series;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "normal", "detailed"})
    void hasTheNamesAndLabelsOfOtelcol(String level) throws Exception {
        String otelcol = Peer.OTELCOL.require().toString();
        PhoenixJar.require();
        int nobody = FreePort.any();
        List<String> phoenix = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PhoenixJar.JAR.toString(),
                "collector");
        // At this level the Collector's prometheus receiver, and it alone, tells nothing.
        Predicate<String> basic = fact -> level.equals("basic") && fact.contains("receiver=\"prometheus\"");
        try (Backend backend = new Backend(FreePort.any());
                Loaded theirs = new Loaded("theirs", List.of(otelcol), level, backend.port(), nobody);
                Loaded ours = new Loaded("ours", phoenix, level, backend.port(), nobody)) {
            long end = System.nanoTime() + LIMIT.toNanos();
            Set<String> expected;
            Set<String> actual;
            do {
                theirs.load();
                ours.load();
                expected = theirs.facts(ONLY_THERE.or(basic));
                actual = ours.facts(ONLY_HERE.or(basic));
            } while (!isComplete(expected) || (!actual.equals(expected) && System.nanoTime() < end));
            assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", expected));
        }
    }

    /** Whether the Collector has come to all that the configuration provokes. */
    private static boolean isComplete(Set<String> facts) {
        String all = String.join("\n", facts);
        return List.of(
                        "sent_metric_points{exporter=\"otlp_grpc/self\"",
                        "sent_metric_points{exporter=\"otlp_http/batching\"",
                        "send_failed_metric_points{exporter=\"otlp_http/down\"",
                        "enqueue_failed_metric_points{exporter=\"otlp_grpc/full\"",
                        "transport=\"grpc\"",
                        "scraper=\"memory\"",
                        "metric_type=\"sum\",reason=\"initial\"",
                        "otelcol_deltatocumulative_streams_tracked")
                .stream()
                .allMatch(all::contains);
    }
}
