package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A configuration of several pipelines, signals, connectors and shared components, known and unknown types, old and new
 * names. Pipelines joined by a connector lead from an earlier to a later one.
 */
final class RandomConfig {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "NEW_RELIC_API_KEY", "s3cret", "SECRET", "s3cret", "PORT", "4400", "POD_IP", "10.0.0.7", "FOLDER", "/data");

    private static final List<String> RECEIVERS = List.of(
            "otlp: {protocols: {grpc: , http: {endpoint: '0.0.0.0:4318'}}}",
            "otlp/own: {protocols: {grpc: {endpoint: '${env:POD_IP}:${env:PORT}', transport: tcp}}}",
            "hostmetrics: {collection_interval: 10s, scrapers: {cpu: }}",
            "host_metrics/slow: {collection_interval: 1m, scrapers: {memory: , process: }}",
            "prometheus: {config: {scrape_configs: [{job_name: a, metric_relabel_configs: [{replacement: '$$1'}]}]}}",
            "kafka: {brokers: ['k:9092'], topic: otlp_metrics}",
            "kafka/own: {group_id: '${env:PORT}-group'}",
            "zipkin: ",
            "filelog: {include: [/var/log/*.log]}",
            "statsd: {endpoint: 'localhost:8125'}",
            "syslog: {tcp: {listen_address: '0.0.0.0:54526'}, protocol: rfc5424}",
            "vendor: {endpoint: '0.0.0.0:9999', nested: {endpoint: 'remote:1'}}",
            "redis: {endpoint: 'localhost:6379', password: '${env:SECRET}'}",
            "kubeletstats: {endpoint: 'https://${env:POD_IP}:10250', auth_type: serviceAccount}");
    private static final List<String> PROCESSORS = List.of(
            "batch: ",
            "batch/big: {timeout: 5s, send_batch_size: 1_000}",
            "memory_limiter: {check_interval: 1s, limit_mib: 100}",
            "attributes: {actions: [{key: variant, value: '01', action: insert}]}",
            "resource: {attributes: [{key: zone, value: '${env:POD_IP}', action: upsert}]}",
            "k8sattributes: {auth_type: serviceAccount}",
            "transform: {metric_statements: ['set(attributes[\"a\"], \"$$x\")']}",
            "vendor/filter: {drop: [a, b]}");
    private static final List<String> EXPORTERS = List.of(
            "otlp/newrelic: {endpoint: 'https://otlp.nr-data.net:4317', headers: {api-key: '${env:SECRET}'}}",
            "otlp_grpc: {endpoint: 'gateway:4317', tls: {insecure: true}, auth: {authenticator: vendor}}",
            "otlphttp: {endpoint: 'https://a.example.com', headers: {Authorization: 'Bearer ${env:SECRET}'}}",
            "otlp_http/b: {metrics_endpoint: 'https://b.example.com/m', proxy_url: 'http://proxy:1'}",
            "prometheus: {endpoint: '0.0.0.0:8888', const_labels: {experiment: '${EXPERIMENT_ID}'}}",
            "prometheus/two: {endpoint: '0.0.0.0:8889'}",
            "prometheusremotewrite: {endpoint: 'https://prom.example.com/write'}",
            "kafka: {brokers: ['k:9092']}",
            "file: {path: '${env:FOLDER}/out.json'}",
            "file/plain: {path: /data/metrics.d/out.json}",
            "debug: ",
            "vendor: {site: eu, api: {key: '${env:SECRET}'}}");
    private static final List<String> EXTENSIONS = List.of(
            "health_check: {endpoint: '0.0.0.0:13133'}",
            "pprof: ",
            "zpages: {endpoint: 'localhost:55679'}",
            "file_storage: {directory: '${env:FOLDER}/queue'}",
            "vendor: {a: b}");
    private static final List<String> CONNECTORS =
            List.of("forward: ", "forward/phoenix-comparison: ", "count: ", "spanmetrics: {histogram: {unit: s}}");
    private static final List<String> TELEMETRY = List.of(
            "",
            "  telemetry: {metrics: {level: none}}\n",
            "  telemetry: {logs: {level: warn}, metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0,"
                    + " port: 8889}}}}]}}\n");

    private final RandomGenerator random;
    private final Map<String, Set<String>> used = new LinkedHashMap<>();

    private RandomConfig(RandomGenerator random) {
        this.random = random;
    }

    static String text(RandomGenerator random) {
        return new RandomConfig(random).text();
    }

    private String text() {
        StringBuilder pipelines = new StringBuilder();
        List<String> ids = ids();
        Map<String, List<String>> joined = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            List<String> receivers = some("receivers", RECEIVERS, 1, 3);
            receivers.addAll(joined.getOrDefault(id, List.of()));
            List<String> exporters = some("exporters", EXPORTERS, 1, 3);
            if (i + 1 < ids.size() && random.nextInt(4) == 0) {
                String connector = some("connectors", CONNECTORS, 1, 1).getFirst();
                String next = ids.get(i + 1 + random.nextInt(ids.size() - i - 1));
                if (joined.values().stream().noneMatch(c -> c.contains(connector))) {
                    joined.computeIfAbsent(next, k -> new ArrayList<>()).add(connector);
                    exporters = random.nextBoolean() ? new ArrayList<>() : exporters;
                    exporters.add(connector);
                }
            }
            pipelines.append("    %s: {receivers: %s, processors: %s, exporters: %s}\n"
                    .formatted(id, receivers, some("processors", PROCESSORS, 0, 3), exporters));
        }
        List<String> started = some("extensions", EXTENSIONS, 0, 3);
        some("exporters", EXPORTERS, 0, 1); // defined and not used
        StringBuilder text = new StringBuilder();
        used.forEach((section, lines) -> {
            text.append(section).append(":\n");
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text + "service:\n  extensions: " + started + "\n" + TELEMETRY.get(random.nextInt(TELEMETRY.size()))
                + "  pipelines:\n" + pipelines;
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (String signal : List.of("traces", "logs", "metrics")) {
            int count = random.nextInt(3) + (signal.equals("metrics") ? 1 : 0);
            for (int i = 0; i < count; i++) {
                ids.add(i == 0 && random.nextBoolean() ? signal : signal + "/" + (char) ('a' + i));
            }
        }
        return ids;
    }

    private List<String> some(String section, List<String> all, int min, int max) {
        Set<String> ids = new LinkedHashSet<>();
        int count = min + random.nextInt(max - min + 1);
        for (int i = 0; i < count; i++) {
            String line = all.get(random.nextInt(all.size()));
            used.computeIfAbsent(section, k -> new LinkedHashSet<>()).add(line);
            ids.add(line.substring(0, line.indexOf(": ")));
        }
        return new ArrayList<>(ids);
    }
}
