package phoenix.engine.extension.healthcheck;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.GoDuration;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExtensionType;
import phoenix.engine.component.Extension;
import phoenix.engine.component.StartException;
import phoenix.engine.net.page.ListenAddress;
import phoenix.engine.net.page.PageRequest;
import phoenix.engine.net.page.PageResponse;
import phoenix.engine.net.page.PageServer;

/**
 * The Collector's {@code health_check} extension: one HTTP page that says 200 while all pipelines run and 503 otherwise.
 * Thread-safe.
 */
public final class HealthCheckExtension implements Extension {
    static final Field<String> ENDPOINT =
            Field.string("endpoint", "localhost:13133", "Where to listen, host:port; port 0 takes any free one");
    static final Field<String> PATH = Field.string("path", "/", "The page's path; / answers to every path");
    static final Field<String> HEALTHY = Field.string("healthy", "", "The body while all pipelines run");
    static final Field<String> UNHEALTHY = Field.string("unhealthy", "", "The body otherwise");
    static final Field<Optional<Body>> RESPONSE_BODY = Field.optional(
            ConfigSpec.of(v -> new Body(v.get(HEALTHY), v.get(UNHEALTHY)), HEALTHY, UNHEALTHY),
            "response_body",
            "Fixed bodies in place of the JSON status");
    static final Field<Boolean> TLS = Field.unsupported(
                    "tls", "the page is served over plain HTTP; listen on the loopback address")
            .shaped(FieldType.rawMap());
    static final Field<Boolean> AUTH =
            Field.unsupported("auth", "the page asks for no credentials; listen on the loopback address");
    static final Field<Boolean> CORS = Field.unsupported("cors", "no browser page reads this endpoint directly")
            .shaped(FieldType.rawMap());
    static final Field<Boolean> CHECK_PIPELINE = Field.withoutEffect(
            "check_collector_pipeline",
            "the Collector ignores it too; watch otelcol_exporter_send_failed_metric_points");
    static final Field<Boolean> USE_V2 = Field.unsupported(
                    "use_v2", "only the page of the first version is served; leave it out")
            .shaped(FieldType.bool());

    /** Fixed bodies. */
    record Body(String healthy, String unhealthy) {}

    /** What a user writes. */
    public record Config(String endpoint, String path, Optional<Body> body) {}

    public static final ExtensionType<Config> TYPE = new ExtensionType<>(
            ComponentSpec.metrics(
                    ComponentKind.EXTENSION,
                    "health_check",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(v.get(ENDPOINT), v.get(PATH), v.get(RESPONSE_BODY)),
                                    ENDPOINT,
                                    PATH,
                                    RESPONSE_BODY,
                                    CHECK_PIPELINE,
                                    TLS,
                                    AUTH,
                                    CORS,
                                    USE_V2)
                            .check((config, context) -> {
                                String problem = ListenAddress.problem(config.endpoint());
                                if (!problem.isEmpty()) {
                                    context.error(ENDPOINT, problem, "for example localhost:13133");
                                }
                                if (!config.path().startsWith("/")) {
                                    context.error(PATH, "must start with /", "for example /health");
                                }
                            })),
            HealthCheckExtension::new);

    private final Config config;
    private final ComponentContext context;
    private final PageServer server;
    private volatile @Nullable Instant upSince;

    private HealthCheckExtension(Config config, ComponentContext context) {
        this.config = config;
        this.context = context;
        this.server = new PageServer(PageServer.Limits.DEFAULT, context.scheduler(), context.threads(), this::answer);
    }

    @Override
    public void start() throws StartException {
        InetSocketAddress address = ListenAddress.open(
                context.id(), config.endpoint(), wanted -> server.start(wanted, context.listeners()));
        System.getLogger(HealthCheckExtension.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        context.id() + ": listening on " + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void ready() {
        upSince = context.scheduler().clock().instant();
    }

    @Override
    public void notReady() {
        upSince = null;
    }

    @Override
    public void shutdown(Duration grace) {
        server.close();
    }

    private PageResponse answer(PageRequest request) {
        if (!request.isValid()) {
            return PageResponse.text(400, "Bad Request", "not an HTTP/1 request\n");
        }
        if (!config.path().equals("/") && !request.path().equals(config.path())) {
            return PageResponse.text(404, "Not Found", "404 page not found\n");
        }
        Instant since = upSince;
        int status = since == null ? 503 : 200;
        String reason = since == null ? "Service Unavailable" : "OK";
        if (config.body().isPresent()) {
            Body body = config.body().get();
            return PageResponse.text(status, reason, since == null ? body.unhealthy() : body.healthy());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        return new PageResponse(status, reason, headers, json(since).getBytes(StandardCharsets.UTF_8));
    }

    private String json(@Nullable Instant since) {
        if (since == null) {
            return "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\",\"uptime\":\"\"}";
        }
        Duration uptime = Duration.between(since, context.scheduler().clock().instant());
        return "{\"status\":\"Server available\",\"upSince\":\"" + since + "\",\"uptime\":\""
                + GoDuration.format(uptime) + "\"}";
    }
}
