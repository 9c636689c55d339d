package phoenix.engine.exporter.remotewrite;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.exporter.sending.ClientFields;
import phoenix.engine.exporter.sending.HttpEndpoint;
import phoenix.engine.exporter.sending.HttpFields;
import phoenix.engine.exporter.sending.RetrySettings;
import phoenix.engine.exporter.sending.SendingFields;
import phoenix.engine.exporter.sending.UnusableEndpoint;
import phoenix.metrics.prometheus.TranslationStrategy;

/** What a user writes, with the HTTP client's settings from wherever they stand. */
public record RemoteWriteConfig(
        Client client,
        Duration timeout,
        String namespace,
        Map<String, String> externalLabels,
        Optional<Integer> queueSize,
        RetrySettings retry,
        int maxBatchSizeBytes,
        boolean resourceEnabled,
        boolean resourceWithoutService,
        boolean targetInfo,
        boolean disableScopeInfo,
        boolean sendMetadata,
        TranslationStrategy strategy) {

    /** The HTTP client: at the top level, or in {@code http}. */
    record Client(String endpoint, HttpFields.Client http) {}

    private record Resource(boolean enabled, boolean excludeServiceAttributes) {}

    /** What Go's url.ParseRequestURI takes: a scheme with anything behind it, or a path. */
    private static final Pattern REQUEST_URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:|/");

    private static final int BATCH_BYTES_DEFAULT = 3_000_000;
    private static final Duration INITIAL_INTERVAL = Duration.ofMillis(50);
    private static final String ONE_AFTER_ANOTHER = "requests go one after the other, so that samples stay in order";
    private static final String V2 = "Remote Write 2.0 is not built; the Collector has it behind a feature gate";

    static final Field<String> ENDPOINT =
            Field.string("endpoint", "", "Where to post, for example http://localhost:9090/api/v1/write");
    private static final Field<Boolean> COMPRESSION = Field.of(
            FieldType.choice(Map.of("", true, "snappy", true)), "compression", true, "snappy, which is always used");

    private static ConfigSpec<Client> clientSpec() {
        return ConfigSpec.of(
                v -> new Client(v.get(ENDPOINT), v.get(HttpFields.CLIENT)),
                ENDPOINT,
                HttpFields.CLIENT,
                COMPRESSION,
                Field.withoutEffect("compression_params", "snappy has no levels"));
    }

    private static final Field<Client> CLIENT = Field.inline(clientSpec());
    static final Field<Optional<Client>> HTTP =
            Field.optional(clientSpec(), "http", "The HTTP client's settings; takes the place of those beside it");
    static final Field<Duration> TIMEOUT = SendingFields.timeout(Duration.ofSeconds(5));
    static final Field<String> NAMESPACE = Field.string("namespace", "", "Put before every metric name");
    static final Field<Map<String, String>> EXTERNAL_LABELS = Field.map(
            FieldType.string(), "external_labels", "Labels of every series; one that the series has itself wins");

    private static final Field<Boolean> QUEUE_ENABLED =
            Field.bool("enabled", true, "Without it the pipeline waits for its batch to be sent");
    private static final Field<Integer> QUEUE_SIZE =
            Field.int32("queue_size", 10_000, "Batches that may wait").atLeast(0);
    private static final Field<Integer> NUM_CONSUMERS =
            Field.int32("num_consumers", 5, "No effect: " + ONE_AFTER_ANOTHER).atLeast(0);
    static final Field<Optional<Integer>> QUEUE = Field.nested(
            ConfigSpec.of(
                            v -> v.get(QUEUE_ENABLED) ? Optional.of(v.get(QUEUE_SIZE)) : Optional.<Integer>empty(),
                            QUEUE_ENABLED,
                            QUEUE_SIZE,
                            NUM_CONSUMERS)
                    .check((queue, context) -> {
                        if (context.isSet(NUM_CONSUMERS)) {
                            context.withoutEffect(NUM_CONSUMERS, "has no effect here", ONE_AFTER_ANOTHER);
                        }
                        if (queue.isPresent() && queue.get() == 0) {
                            context.error(QUEUE_SIZE, "a queue of size 0 would drop everything; use enabled: false");
                        }
                    }),
            "remote_write_queue",
            "The queue before the sender");
    static final Field<RetrySettings> RETRY = SendingFields.retryOnFailure(INITIAL_INTERVAL);
    static final Field<Integer> MAX_BATCH_SIZE_BYTES = Field.int32(
                    "max_batch_size_bytes",
                    BATCH_BYTES_DEFAULT,
                    "Series of one request, before compression; 0 is 3000000")
            .atLeast(0);
    private static final Field<Optional<Integer>> PARALLELISM = Field.optional(
                    FieldType.int32(), "max_batch_request_parallelism", "No effect: " + ONE_AFTER_ANOTHER)
            .must(value -> value.isEmpty() || value.get() >= 1, "be at least 1");
    private static final Field<Boolean> RESOURCE_ENABLED =
            Field.bool("enabled", false, "Whether resource attributes become labels of every series");
    private static final Field<Boolean> RESOURCE_WITHOUT_SERVICE = Field.bool(
            "exclude_service_attributes", false, "Leaves service.name, service.namespace and service.instance.id out");
    private static final Field<Resource> RESOURCE = Field.nested(
            ConfigSpec.of(
                    v -> new Resource(v.get(RESOURCE_ENABLED), v.get(RESOURCE_WITHOUT_SERVICE)),
                    RESOURCE_ENABLED,
                    RESOURCE_WITHOUT_SERVICE),
            "resource_to_telemetry_conversion",
            "Resource attributes as labels");
    private static final Field<Boolean> TARGET_INFO_ENABLED =
            Field.bool("enabled", true, "Whether target_info is sent for each resource");
    static final Field<Boolean> TARGET_INFO = Field.nested(
            ConfigSpec.of(v -> v.get(TARGET_INFO_ENABLED), TARGET_INFO_ENABLED), "target_info", "About target_info");
    static final Field<Boolean> DISABLE_SCOPE_INFO =
            Field.bool("disable_scope_info", false, "Leaves the otel_scope_ labels out");
    static final Field<Boolean> ADD_METRIC_SUFFIXES = Field.bool(
            "add_metric_suffixes", true, "Whether unit and type become suffixes; translation_strategy goes first");
    static final Field<Boolean> SEND_METADATA =
            Field.bool("send_metadata", false, "Whether type, unit and description of metrics are sent");
    static final Field<Optional<TranslationStrategy>> STRATEGY = Field.optional(
            FieldType.choice(strategies()),
            "translation_strategy",
            "How names are made: UnderscoreEscapingWithSuffixes or UnderscoreEscapingWithoutSuffixes");
    private static final Field<Boolean> MESSAGE = Field.of(
            FieldType.choice(Map.of("prometheus.WriteRequest", true)),
            "protobuf_message",
            true,
            "Only prometheus.WriteRequest: " + V2);

    static final ConfigSpec<RemoteWriteConfig> SPEC = ConfigSpec.of(
                    v -> new RemoteWriteConfig(
                            v.get(HTTP).orElse(v.get(CLIENT)),
                            v.get(TIMEOUT),
                            v.get(NAMESPACE),
                            v.get(EXTERNAL_LABELS),
                            v.get(QUEUE),
                            v.get(RETRY),
                            v.get(MAX_BATCH_SIZE_BYTES) == 0 ? BATCH_BYTES_DEFAULT : v.get(MAX_BATCH_SIZE_BYTES),
                            v.get(RESOURCE).enabled(),
                            v.get(RESOURCE).excludeServiceAttributes(),
                            v.get(TARGET_INFO),
                            v.get(DISABLE_SCOPE_INFO),
                            v.get(SEND_METADATA),
                            v.get(STRATEGY)
                                    .orElse(
                                            v.get(ADD_METRIC_SUFFIXES)
                                                    ? TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES
                                                    : TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES)),
                    CLIENT,
                    HTTP,
                    TIMEOUT,
                    NAMESPACE,
                    EXTERNAL_LABELS,
                    QUEUE,
                    RETRY,
                    MAX_BATCH_SIZE_BYTES,
                    PARALLELISM,
                    RESOURCE,
                    TARGET_INFO,
                    DISABLE_SCOPE_INFO,
                    ADD_METRIC_SUFFIXES,
                    SEND_METADATA,
                    STRATEGY,
                    MESSAGE,
                    Field.unsupported("wal", "there is no queue on disk").shaped(FieldType.rawMap()),
                    Field.unsupported("include_metadata_keys", "receivers here carry no client metadata"),
                    Field.unsupported(
                            "convert_explicit_histograms_to_nhcb",
                            "histograms with bounds are sent as classic series; leave it out"),
                    Field.withoutEffect("keep_classic_histograms", "classic series are always sent"))
            .check(RemoteWriteConfig::check);

    private static Map<String, TranslationStrategy> strategies() {
        Map<String, TranslationStrategy> strategies = new LinkedHashMap<>();
        // The two that keep UTF-8 need Remote Write 2.0, in the Collector too.
        strategies.put("UnderscoreEscapingWithSuffixes", TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES);
        strategies.put("UnderscoreEscapingWithoutSuffixes", TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES);
        return strategies;
    }

    private static void check(RemoteWriteConfig config, CheckContext context) {
        if (config.client().endpoint().isEmpty()) {
            context.missing(ENDPOINT, "it says where to post, for example http://localhost:9090/api/v1/write");
        } else if (!REQUEST_URI.matcher(config.client().endpoint()).lookingAt()) {
            context.error(ENDPOINT, "is no URL", "for example http://localhost:9090/api/v1/write");
        } else {
            try {
                config.target();
            } catch (UnusableEndpoint e) {
                e.tell(context, ENDPOINT, "for example http://localhost:9090/api/v1/write");
            } catch (IllegalArgumentException e) {
                context.error(ENDPOINT, String.valueOf(e.getMessage()));
            }
        }
        if (context.isSet(PARALLELISM)) {
            context.withoutEffect(PARALLELISM, "has no effect here", ONE_AFTER_ANOTHER);
        }
        ClientFields.checkHeaders(config.client().http().headers(), context);
        LabelNames names = new LabelNames();
        config.externalLabels().forEach((name, value) -> {
            if (value.isEmpty() || names.of(name).isEmpty()) {
                context.error(EXTERNAL_LABELS, "\"" + name + "\" has no value, or is no name for a label");
            }
        });
    }

    HttpEndpoint target() {
        return HttpEndpoint.of(client.endpoint());
    }

    /**
     * How the Collector really retries: at the first interval again and again, until the timeout ends the batch. There
     * {@code max_interval} does not reach the back-off, and {@code timeout} covers all attempts.
     */
    RetrySettings effectiveRetry() {
        Duration end = retry.maxElapsedTime();
        if (timeout.isPositive() && (end.isZero() || end.compareTo(timeout) > 0)) {
            end = timeout;
        }
        return new RetrySettings(
                retry.enabled(), retry.initialInterval(), retry.randomizationFactor(), 1, retry.initialInterval(), end);
    }
}
