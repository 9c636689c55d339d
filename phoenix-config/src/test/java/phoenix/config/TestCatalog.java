package phoenix.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.Signal;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.config.yaml.YamlNode;

/** Components enough for tests of configurations, with the fields that those use, as otelcol has them. */
public final class TestCatalog {
    private static final Field<Duration> BATCH_TIMEOUT =
            Field.duration("timeout", Duration.ofMillis(200), "How long a batch may wait");
    private static final Field<Integer> BATCH_SIZE =
            Field.int32("send_batch_size", 8192, "Points").atLeast(0);
    private static final Field<Integer> BATCH_SIZE_MAX =
            Field.int32("send_batch_max_size", 0, "Points").atLeast(0);

    private record Batch(Duration timeout, int size, int sizeMax) {}

    private static final ConfigSpec<Batch> BATCH = ConfigSpec.of(
                    v -> new Batch(v.get(BATCH_TIMEOUT), v.get(BATCH_SIZE), v.get(BATCH_SIZE_MAX)),
                    BATCH_TIMEOUT,
                    BATCH_SIZE,
                    BATCH_SIZE_MAX)
            .check((batch, context) -> {
                if (batch.sizeMax > 0 && batch.sizeMax < batch.size) {
                    context.error(BATCH_SIZE_MAX, "must be at least send_batch_size");
                }
                if (batch.size == 0 && batch.timeout.isZero()) {
                    context.warn(BATCH_SIZE, "without size and timeout nothing is batched", "remove the processor");
                }
            });

    private static final Field<String> VERBOSITY =
            Field.string("verbosity", "basic", "How much").alias("loglevel");
    private static final ConfigSpec<String> DEBUG = ConfigSpec.of(
            v -> v.get(VERBOSITY), VERBOSITY, Field.withoutEffect("use_internal_logger", "there is one logger"));

    private static final Field<List<YamlNode>> ACTIONS =
            Field.of(FieldType.listOf(FieldType.raw()), "actions", List.<YamlNode>of(), "What to do");
    private static final ConfigSpec<List<YamlNode>> ATTRIBUTES = ConfigSpec.of(v -> v.get(ACTIONS), ACTIONS)
            .check((actions, context) -> {
                if (actions.isEmpty()) {
                    context.missing(ACTIONS, "nothing to do without it");
                }
            });

    private static final Field<String> FILE_PATH = Field.required(FieldType.string(), "path", "Where to write");
    private static final ConfigSpec<String> FILE = ConfigSpec.of(v -> v.get(FILE_PATH), FILE_PATH);

    private static final Field<String> ENDPOINT = Field.required(FieldType.string(), "endpoint", "Where to send");
    private static final Field<Map<String, Secret>> HEADERS =
            Field.of(FieldType.mapOrPairs(FieldType.secret()), "headers", Map.of(), "Headers");
    public static final ConfigSpec<String> OTLP = ConfigSpec.of(
            v -> v.get(ENDPOINT),
            ENDPOINT,
            HEADERS,
            raw("tls"),
            raw("compression"),
            raw("retry_on_failure"),
            raw("sending_queue"),
            Field.unsupported("proxy_url", "proxies are not supported"),
            Field.duration("timeout", Duration.ofSeconds(30), "Of one request"));

    private static final Field<Map<String, String>> CONST_LABELS =
            Field.map(FieldType.string(), "const_labels", "Labels of every series");
    private static final ConfigSpec<String> PROMETHEUS = ConfigSpec.of(
            v -> v.get(ENDPOINT),
            ENDPOINT,
            CONST_LABELS,
            Field.string("namespace", "", "Prefix"),
            Field.bool("send_timestamps", false, "Timestamps"),
            Field.bool("enable_open_metrics", false, "Format"),
            Field.duration("metric_expiration", Duration.ofMinutes(5), "Until a series goes"),
            raw("resource_to_telemetry_conversion"));

    private static final ConfigSpec<String> NOTHING = ConfigSpec.of(v -> "");
    private static final Field<Map<String, YamlNode>> PROTOCOLS =
            Field.map(FieldType.raw(), "protocols", "What to listen for");

    private static Field<Optional<YamlNode>> raw(String name) {
        return Field.optional(FieldType.raw(), name, "");
    }

    public static ComponentCatalog catalog() {
        return ComponentCatalog.of(List.of(
                ComponentSpec.metrics(
                        ComponentKind.RECEIVER,
                        "otlp",
                        List.of(),
                        ConfigSpec.of(v -> v.get(PROTOCOLS), PROTOCOLS).check((protocols, context) -> {
                            if (protocols.isEmpty()) {
                                context.missing(PROTOCOLS, "it listens for nothing");
                            }
                        })),
                ComponentSpec.metrics(
                        ComponentKind.RECEIVER,
                        "host_metrics",
                        List.of("hostmetrics"),
                        ConfigSpec.of(v -> "", raw("scrapers"), raw("collection_interval"), raw("initial_delay"))),
                ComponentSpec.metrics(ComponentKind.PROCESSOR, "batch", List.of(), BATCH),
                ComponentSpec.metrics(ComponentKind.PROCESSOR, "attributes", List.of(), ATTRIBUTES),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "otlp_http", List.of("otlphttp"), OTLP),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "otlp_grpc", List.of("otlp"), OTLP),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "prometheus", List.of(), PROMETHEUS),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "nop", List.of(), NOTHING),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "file", List.of(), FILE),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "debug", List.of(), DEBUG),
                new ComponentSpec<>(ComponentKind.CONNECTOR, "forward", List.of(), NOTHING, Set.of(Signal.values()))));
    }

    private TestCatalog() {}
}
