package phoenix.engine.exporter.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.net.page.ListenAddress;
import phoenix.engine.net.page.PageRequest;
import phoenix.engine.net.page.PageResponse;
import phoenix.engine.net.page.PageServer;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.prometheus.Exposition;
import phoenix.metrics.prometheus.NameTranslator;
import phoenix.metrics.prometheus.TextBuffer;
import phoenix.metrics.prometheus.TranslationStrategy;

/**
 * The Collector's {@code prometheus} exporter: keeps the last value of every series and serves them on
 * {@code /metrics}.
 *
 * <p>Taking a batch never waits for a client: a page is written to memory first, a few hundred series at a time, and
 * sent afterwards. What a scraper can cost is bounded: one page is made at a time, pages on their way hold at most
 * a share of the heap (plus one), and a client that does not read is cut off. New series beyond
 * {@link #SERIES_MAX} are refused and counted. Differences from the Collector: docs/components/prometheus-exporter.md.
 */
public final class PrometheusExporter implements Exporter {
    /** How many series one exporter holds, where the heap is large enough; each takes about 1 KiB. */
    static final int SERIES_MAX = 250_000;

    private static final int SERIES_MIN = 10_000;
    /** A quarter of the heap: two variants at their limits leave half of it to the rest. */
    private static final long HEAP_BYTES_PER_SERIES = 4096;

    /** Of the heap, for pages that clients have not read yet: one that never reads must not take what others need. */
    private static final int PAGES_HEAP_SHARE = 24;

    private static final Duration PAGE_WAIT = Duration.ofSeconds(10);
    /** Points of series that were refused because there are too many. */
    static final String REFUSED = "phoenix_exporter_series_limit_metric_points";

    static final Field<String> ENDPOINT =
            Field.required(FieldType.string(), "endpoint", "Where to listen, host:port; port 0 takes any free one");
    static final Field<String> NAMESPACE = Field.string("namespace", "", "Put before every metric name");
    static final Field<Map<String, String>> CONST_LABELS =
            Field.map(FieldType.string(), "const_labels", "Labels of every series, target_info excepted");
    static final Field<Boolean> SEND_TIMESTAMPS =
            Field.bool("send_timestamps", false, "Whether samples carry the time of their points");
    static final Field<Duration> EXPIRATION = Field.duration(
                    "metric_expiration", Duration.ofMinutes(5), "How long a series is shown after its last point")
            .mustHere(expiration -> !expiration.isNegative(), "be at least 0s");
    static final Field<Boolean> OPEN_METRICS =
            Field.bool("enable_open_metrics", false, "Whether scrapers that ask for OpenMetrics get it");
    static final Field<Boolean> WITHOUT_SCOPE =
            Field.bool("without_scope_info", false, "Leaves the otel_scope_ labels out");
    static final Field<Boolean> ADD_SUFFIXES = Field.withoutEffect(
                    "add_metric_suffixes", "the Collector ignores it too: use translation_strategy")
            .shaped(FieldType.bool());
    static final Field<TranslationStrategy> STRATEGY = Field.of(
            FieldType.choice(strategies()),
            "translation_strategy",
            TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
            "How names are made");
    static final Field<Boolean> RESOURCE_ENABLED =
            Field.bool("enabled", false, "Whether resource attributes become labels of every series");
    static final Field<Boolean> RESOURCE_WITHOUT_SERVICE = Field.bool(
            "exclude_service_attributes", false, "Leaves service.name, service.namespace and service.instance.id out");
    static final Field<ResourceLabels> RESOURCE = Field.nested(
            ConfigSpec.of(
                    v -> new ResourceLabels(v.get(RESOURCE_ENABLED), v.get(RESOURCE_WITHOUT_SERVICE)),
                    RESOURCE_ENABLED,
                    RESOURCE_WITHOUT_SERVICE),
            "resource_to_telemetry_conversion",
            "Resource attributes as labels");
    static final Field<Boolean> TLS = Field.unsupported(
                    "tls", "the endpoint serves plain HTTP; put it behind a proxy, or on the loopback address")
            .shaped(FieldType.rawMap());
    static final Field<Boolean> AUTH = Field.unsupported(
            "auth", "the endpoint asks for no credentials; put it behind a proxy, or on the loopback address");
    static final Field<Boolean> CORS = Field.unsupported("cors", "no browser page reads this endpoint directly")
            .shaped(FieldType.rawMap());

    private static Map<String, TranslationStrategy> strategies() {
        Map<String, TranslationStrategy> strategies = new LinkedHashMap<>();
        for (TranslationStrategy strategy : TranslationStrategy.values()) {
            strategies.put(strategy.configName(), strategy);
        }
        return strategies;
    }

    /** How resource attributes become labels. */
    record ResourceLabels(boolean enabled, boolean excludeServiceAttributes) {}

    /** How names are made. */
    record Naming(String namespace, TranslationStrategy strategy, boolean withoutScopeInfo) {}

    /** What a page shows. */
    record Serving(boolean sendTimestamps, Duration metricExpiration, boolean openMetrics) {}

    /** What a user writes. */
    public record Config(
            String endpoint,
            Naming naming,
            Map<String, String> constLabels,
            ResourceLabels resource,
            Serving serving) {}

    public static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(
                    ComponentKind.EXPORTER,
                    "prometheus",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(
                                            v.get(ENDPOINT),
                                            new Naming(v.get(NAMESPACE), v.get(STRATEGY), v.get(WITHOUT_SCOPE)),
                                            v.get(CONST_LABELS),
                                            v.get(RESOURCE),
                                            new Serving(
                                                    v.get(SEND_TIMESTAMPS), v.get(EXPIRATION), v.get(OPEN_METRICS))),
                                    ENDPOINT,
                                    NAMESPACE,
                                    CONST_LABELS,
                                    SEND_TIMESTAMPS,
                                    EXPIRATION,
                                    OPEN_METRICS,
                                    WITHOUT_SCOPE,
                                    ADD_SUFFIXES,
                                    STRATEGY,
                                    RESOURCE,
                                    TLS,
                                    AUTH,
                                    CORS)
                            .check((config, context) -> {
                                String problem = ListenAddress.problem(config.endpoint());
                                if (!problem.isEmpty()) {
                                    context.error(ENDPOINT, problem, "for example 127.0.0.1:9464, or localhost:0");
                                }
                            })),
            false,
            PrometheusExporter::new);

    private final Config config;
    private final ComponentContext context;
    private final Accumulator accumulator;
    private final Page page;
    private final PageServer server;
    private final AtomicLong sent;
    private final AtomicLong refused;
    private final Semaphore rendering = new Semaphore(1, true);
    private Scheduler.Task sweeper = () -> {};
    private volatile @Nullable InetSocketAddress address;

    PrometheusExporter(Config config, ComponentContext context) {
        this(config, context, seriesMax(Runtime.getRuntime().maxMemory()), PageServer.Limits.DEFAULT);
    }

    /** How many series a heap of that size can bear. */
    static int seriesMax(long heapBytes) {
        return Math.clamp(heapBytes / HEAP_BYTES_PER_SERIES, SERIES_MIN, SERIES_MAX);
    }

    PrometheusExporter(Config config, ComponentContext context, int seriesMax, PageServer.Limits limits) {
        this.config = config;
        this.context = context;
        NameTranslator names =
                new NameTranslator(config.naming().strategy(), config.naming().namespace());
        Problems problems = new Problems(context.id());
        this.accumulator = new Accumulator(config, names, problems, seriesMax);
        this.page = new Page(
                accumulator, problems, names.targetInfoName(), config.serving().sendTimestamps());
        this.server = new PageServer(limits, context.scheduler(), context.threads(), this::answer);
        this.sent = context.telemetry().value(MetricNames.EXPORTER_SENT);
        this.refused = context.telemetry().value(REFUSED);
    }

    @Override
    public void start() throws StartException {
        address = ListenAddress.open(
                context.id(), config.endpoint(), wanted -> server.start(wanted, context.listeners()));
        Duration expiration = config.serving().metricExpiration();
        if (expiration.isPositive()) {
            sweeper = context.scheduler().every(expiration, expiration, () -> accumulator.sweep(now()));
        }
    }

    @Override
    public @Nullable SocketAddress listenAddress() {
        return address;
    }

    private long now() {
        return context.scheduler().clock().millis();
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        long tooMany = accumulator.add(batch, now());
        refused.addAndGet(tooMany);
        sent.addAndGet(batch.pointCount() - tooMany);
        return Outcome.ACCEPTED; // the sender must not repeat what others took because this end is full
    }

    @Override
    public void shutdown(Duration grace) {
        sweeper.cancel();
        server.close();
    }

    private PageResponse answer(PageRequest request) {
        if (!request.isValid()) {
            return PageResponse.text(400, "Bad Request", "not an HTTP/1 request\n");
        }
        if (!request.path().equals("/metrics")) {
            return PageResponse.text(404, "Not Found", "404 page not found\n");
        }
        if (server.bytesOnTheWay() > Runtime.getRuntime().maxMemory() / PAGES_HEAP_SHARE) {
            return PageResponse.text(503, "Service Unavailable", "too many pages are still being read\n");
        }
        Negotiation wanted = Negotiation.of(
                request.header("accept"),
                request.header("accept-encoding"),
                config.serving().openMetrics());
        try {
            if (!rendering.tryAcquire(PAGE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return PageResponse.text(503, "Service Unavailable", "too many scrapes at once\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PageResponse.text(503, "Service Unavailable", "shutting down\n");
        }
        try {
            return render(wanted);
        } finally {
            rendering.release();
        }
    }

    private PageResponse render(Negotiation wanted) {
        TextBuffer text = new TextBuffer();
        page.write(new Exposition(text, wanted.format(), wanted.utf8Names()), now());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", wanted.format().contentType(wanted.utf8Names()));
        headers.put("Vary", "Accept-Encoding");
        if (wanted.gzip()) {
            headers.put("Content-Encoding", "gzip");
        }
        return new PageResponse(200, "OK", headers, wanted.gzip() ? gzip(text) : text.toByteArray());
    }

    private static byte[] gzip(TextBuffer text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(text.size() / 8 + 256, 1 << 20));
        try (OutputStream out = new FastGzip(bytes)) {
            text.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** A page is made for each scrape: its time counts for more than its last bytes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
