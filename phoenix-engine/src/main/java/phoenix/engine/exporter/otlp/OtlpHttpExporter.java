package phoenix.engine.exporter.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.SendsBySignal;
import phoenix.config.collector.Signal;
import phoenix.config.collector.UsesExtensions;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.config.spec.Values;
import phoenix.config.yaml.YamlScalar;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.StartException;
import phoenix.engine.exporter.sending.ClientFields;
import phoenix.engine.exporter.sending.Compression;
import phoenix.engine.exporter.sending.HttpEndpoint;
import phoenix.engine.exporter.sending.HttpFields;
import phoenix.engine.exporter.sending.Packer;
import phoenix.engine.exporter.sending.QueueSettings;
import phoenix.engine.exporter.sending.QueuedExporter;
import phoenix.engine.exporter.sending.RetrySettings;
import phoenix.engine.exporter.sending.SendingFields;
import phoenix.engine.exporter.sending.SendingSettings;
import phoenix.engine.exporter.sending.UnusableEndpoint;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import phoenix.engine.telemetry.MetricNames;

/**
 * The Collector's {@code otlp_http} exporter (formerly {@code otlphttp}): protobuf over HTTP. Differences: no JSON
 * encoding and no proxy (each an error that says so), and redirects are not followed.
 */
public final class OtlpHttpExporter {
    private static final String OTHER_SIGNAL = "only metrics are exported here";

    static final Field<String> ENDPOINT =
            Field.string("endpoint", "", "The base URL; metrics go to /v1/metrics below it");
    static final Field<String> METRICS_ENDPOINT =
            Field.string("metrics_endpoint", "", "The whole URL for metrics, instead of endpoint");
    static final Field<String> ENCODING = Field.of(
            FieldType.choice(Map.of("proto", "proto"), Set.of("json")),
            "encoding",
            "proto",
            "The only encoding here is proto");
    static final Field<Compression> COMPRESSION = Field.of(
            FieldType.choice(compressions(), Set.of("snappy", "zstd", "lz4", "x-snappy-framed")),
            "compression",
            Compression.GZIP,
            "gzip, deflate or none");
    static final Field<Integer> LEVEL = Field.int32("level", -1, "1 (fast) to 9 (small); -1 is the default of zlib")
            .must(level -> level == 0 || level == -1 || (level >= 1 && level <= 9), "be -1, or 1 to 9");
    static final Field<Integer> COMPRESSION_PARAMS = Field.nested(
            ConfigSpec.of(v -> v.get(LEVEL) == 0 ? -1 : v.get(LEVEL), LEVEL), "compression_params", "Compression");
    private static final Field<Boolean> TRACES_ENDPOINT =
            Field.withoutEffect("traces_endpoint", OTHER_SIGNAL).shaped(FieldType.string());
    private static final Field<Boolean> LOGS_ENDPOINT =
            Field.withoutEffect("logs_endpoint", OTHER_SIGNAL).shaped(FieldType.string());
    private static final Field<Boolean> PROFILES_ENDPOINT =
            Field.withoutEffect("profiles_endpoint", OTHER_SIGNAL).shaped(FieldType.string());
    static final Field<Duration> TIMEOUT = SendingFields.timeout(Duration.ofSeconds(30));

    /** What a user writes. */
    public record Config(
            String endpoint,
            String metricsEndpoint,
            Compression compression,
            int level,
            HttpFields.Client client,
            Duration timeout,
            Optional<QueueSettings> queue,
            RetrySettings retry,
            Set<Signal> otherSignals)
            implements UsesExtensions, SendsBySignal {
        @Override
        public boolean sends(Signal signal) {
            boolean own = signal == Signal.METRICS ? !metricsEndpoint.isEmpty() : otherSignals.contains(signal);
            return own || !endpoint.isEmpty();
        }

        @Override
        public List<Located<ComponentId>> extensions() {
            return SendingFields.extensions(queue);
        }

        HttpEndpoint target() {
            return metricsEndpoint.isEmpty() ? HttpEndpoint.ofBase(endpoint) : HttpEndpoint.of(metricsEndpoint);
        }
    }

    private static final ConfigSpec<Config> SPEC = ConfigSpec.of(
                    v -> new Config(
                            v.get(ENDPOINT),
                            v.get(METRICS_ENDPOINT),
                            v.get(COMPRESSION),
                            v.get(COMPRESSION_PARAMS),
                            v.get(HttpFields.CLIENT),
                            v.get(TIMEOUT),
                            v.get(SendingFields.SENDING_QUEUE),
                            v.get(SendingFields.RETRY_ON_FAILURE),
                            otherSignals(v)),
                    ENDPOINT,
                    METRICS_ENDPOINT,
                    TRACES_ENDPOINT,
                    LOGS_ENDPOINT,
                    PROFILES_ENDPOINT,
                    ENCODING,
                    COMPRESSION,
                    COMPRESSION_PARAMS,
                    HttpFields.CLIENT,
                    TIMEOUT,
                    SendingFields.SENDING_QUEUE,
                    SendingFields.RETRY_ON_FAILURE)
            .check(OtlpHttpExporter::check);

    public static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(ComponentKind.EXPORTER, "otlp_http", List.of("otlphttp"), SPEC),
            true,
            OtlpHttpExporter::create);

    private OtlpHttpExporter() {}

    private static Set<Signal> otherSignals(Values values) {
        Map<Signal, Field<?>> fields =
                Map.of(Signal.TRACES, TRACES_ENDPOINT, Signal.LOGS, LOGS_ENDPOINT, Signal.PROFILES, PROFILES_ENDPOINT);
        return fields.entrySet().stream()
                .filter(e -> values.node(e.getValue())
                        .filter(node ->
                                node instanceof YamlScalar s && !s.text().isEmpty())
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Compression> compressions() {
        Map<String, Compression> byName = new LinkedHashMap<>();
        byName.put("gzip", Compression.GZIP);
        byName.put("deflate", Compression.DEFLATE);
        byName.put("zlib", Compression.DEFLATE);
        byName.put("none", Compression.NONE);
        byName.put("", Compression.NONE);
        return byName;
    }

    private static void check(Config config, CheckContext context) {
        if (config.endpoint().isEmpty() && config.metricsEndpoint().isEmpty()) {
            if (config.otherSignals().isEmpty()) {
                context.missing(ENDPOINT, "it says where to send to, for example https://otlp.nr-data.net");
            }
            return;
        }
        Field<String> where = config.metricsEndpoint().isEmpty() ? ENDPOINT : METRICS_ENDPOINT;
        try {
            config.target();
        } catch (UnusableEndpoint e) {
            e.tell(context, where, "for example http://localhost:4318");
        } catch (IllegalArgumentException e) {
            context.error(where, String.valueOf(e.getMessage()));
        }
        ClientFields.checkHeaders(config.client().headers(), context);
    }

    private static Exporter create(Config config, ComponentContext context) throws StartException {
        HttpEndpoint endpoint = config.target();
        Target target = config.client().target(endpoint);
        List<Header> headers = new ArrayList<>(
                List.of(new Header("content-type", "application/x-protobuf"), new Header("user-agent", "Phoenix")));
        if (config.compression() != Compression.NONE) {
            headers.add(new Header("content-encoding", config.compression().token()));
        }
        OtlpHttpSender sender = new OtlpHttpSender(
                config.client().connect(target, context),
                endpoint.path(),
                target.scheme() + "://" + target.authority() + endpoint.path().split("\\?", 2)[0],
                config.client().headersAfter(headers),
                context.scheduler().clock());
        SendingSettings settings =
                SendingSettings.of(config.queue().orElse(QueueSettings.SYNCHRONOUS), config.retry(), config.timeout());
        Packer packer =
                LimitChecks.around(new OtlpPacker(config.compression(), config.level()), context, endpoint.host());
        MetricNames.labelPeer(
                context.telemetry(),
                "server_address=\"" + endpoint.host() + "\",server_port=\"" + endpoint.port() + "\",url_path=\""
                        + endpoint.path().split("\\?", 2)[0] + "\"");
        return new QueuedExporter(context, settings, packer, sender);
    }
}
