package phoenix.engine.exporter.otlp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.UsesExtensions;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.config.spec.Secret;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.StartException;
import phoenix.engine.exporter.sending.ClientFields;
import phoenix.engine.exporter.sending.Compression;
import phoenix.engine.exporter.sending.Packer;
import phoenix.engine.exporter.sending.QueueSettings;
import phoenix.engine.exporter.sending.QueuedExporter;
import phoenix.engine.exporter.sending.RetrySettings;
import phoenix.engine.exporter.sending.SendingFields;
import phoenix.engine.exporter.sending.SendingSettings;
import phoenix.engine.exporter.sending.UnusableEndpoint;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import phoenix.engine.net.Tls;
import phoenix.engine.net.TlsSettings;
import phoenix.engine.telemetry.MetricNames;

/**
 * The Collector's {@code otlp_grpc} exporter (formerly {@code otlp}). Differences: no proxy (an error that
 * says so), and calls under way at once use a connection each.
 */
public final class OtlpGrpcExporter {
    private static final String OWN_CLIENT = "the client has no such setting and does not need it";

    static final Field<String> ENDPOINT = Field.required(
            FieldType.string(),
            "endpoint",
            "host:port, or https://host:port for TLS; http:// says nothing, tls.insecure does");
    static final Field<Compression> COMPRESSION = Field.of(
            FieldType.choice(compressions(), Set.of("snappy", "zstd", "zlib", "deflate", "lz4", "x-snappy-framed")),
            "compression",
            Compression.GZIP,
            "gzip or none");
    static final Field<Duration> TIMEOUT = SendingFields.timeout(Duration.ofSeconds(5));

    /** What a user writes. */
    public record Config(
            String endpoint,
            Compression compression,
            Map<String, Secret> headers,
            TlsSettings tls,
            Duration timeout,
            Optional<QueueSettings> queue,
            RetrySettings retry)
            implements UsesExtensions {
        @Override
        public List<Located<ComponentId>> extensions() {
            return SendingFields.extensions(queue);
        }
    }

    private static final ConfigSpec<Config> SPEC = ConfigSpec.of(
                    v -> new Config(
                            v.get(ENDPOINT),
                            v.get(COMPRESSION),
                            v.get(ClientFields.HEADERS),
                            v.get(ClientFields.TLS),
                            v.get(TIMEOUT),
                            v.get(SendingFields.SENDING_QUEUE),
                            v.get(SendingFields.RETRY_ON_FAILURE)),
                    ENDPOINT,
                    COMPRESSION,
                    ClientFields.HEADERS,
                    ClientFields.TLS,
                    TIMEOUT,
                    SendingFields.SENDING_QUEUE,
                    SendingFields.RETRY_ON_FAILURE,
                    Field.unsupported("auth", "authenticator extensions are not supported; use headers")
                            .shaped(FieldType.rawMap()),
                    Field.unsupported("authority", "the endpoint's is sent; leave it out")
                            .shaped(FieldType.string()),
                    Field.unsupported("middlewares", "extensions are not supported")
                            .shaped(FieldType.listOf(FieldType.rawMap())),
                    Field.withoutEffect("keepalive", OWN_CLIENT).shaped(FieldType.rawMap()),
                    Field.withoutEffect("read_buffer_size", OWN_CLIENT).shaped(FieldType.int32()),
                    Field.withoutEffect("write_buffer_size", OWN_CLIENT).shaped(FieldType.int32()),
                    Field.withoutEffect("wait_for_ready", OWN_CLIENT).shaped(FieldType.bool()),
                    Field.withoutEffect("balancer_name", OWN_CLIENT).shaped(FieldType.string()))
            .check(OtlpGrpcExporter::check);

    public static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(ComponentKind.EXPORTER, "otlp_grpc", List.of("otlp"), SPEC),
            true,
            OtlpGrpcExporter::create);

    private OtlpGrpcExporter() {}

    private static Map<String, Compression> compressions() {
        Map<String, Compression> byName = new LinkedHashMap<>();
        byName.put("gzip", Compression.GZIP);
        byName.put("none", Compression.NONE);
        byName.put("", Compression.NONE);
        return byName;
    }

    private static void check(Config config, CheckContext context) {
        try {
            GrpcEndpoint endpoint = GrpcEndpoint.of(config.endpoint());
            if (config.endpoint().startsWith("http://")
                    && endpoint.security(config.tls()).isPresent()) {
                context.warn(
                        ENDPOINT,
                        "gRPC uses TLS here in spite of http://, as the Collector does",
                        "for plain text add tls: {insecure: true}");
            }
        } catch (UnusableEndpoint e) {
            e.tell(context, ENDPOINT, "for example localhost:4317");
        } catch (IllegalArgumentException e) {
            context.error(ENDPOINT, String.valueOf(e.getMessage()));
        }
        ClientFields.checkHeaders(config.headers(), context);
    }

    private static Exporter create(Config config, ComponentContext context) throws StartException {
        GrpcEndpoint endpoint = GrpcEndpoint.of(config.endpoint());
        Optional<TlsSettings> security = endpoint.security(config.tls());
        Tls tls = security.isPresent() ? Tls.of(security.get()) : null;
        Target target = new Target(endpoint.host(), endpoint.port(), tls);
        List<Header> metadata = new ArrayList<>();
        metadata.add(new Header("user-agent", "Phoenix"));
        List<Header> given = ClientFields.headers(config.headers());
        metadata.removeIf(
                ours -> given.stream().anyMatch(theirs -> theirs.name().equals(ours.name())));
        metadata.addAll(given);
        OtlpGrpcSender sender = new OtlpGrpcSender(
                new GrpcClient(target, context.scheduler()),
                target.toString(),
                metadata,
                config.compression().token());
        SendingSettings settings =
                SendingSettings.of(config.queue().orElse(QueueSettings.SYNCHRONOUS), config.retry(), config.timeout());
        Packer packer = LimitChecks.around(new OtlpPacker(config.compression(), -1), context, endpoint.host());
        MetricNames.labelPeer(
                context.telemetry(),
                "server_address=\"" + endpoint.host() + "\",server_port=\"" + endpoint.port() + "\"");
        return new QueuedExporter(context, settings, packer, sender);
    }
}
