package phoenix.engine.receiver.otlp;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Header;
import phoenix.engine.net.Http1Request;

/** What of OTLP/HTTP is the same for all connections: which requests are answered how, before their bodies are read. */
final class HttpServing implements HttpSession.HttpHandling {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final HttpSettings settings;
    private final InstantSource clock;
    private final @Nullable Cors cors;
    private final List<Header> ownHeaders = new ArrayList<>();
    private volatile boolean stopping;

    HttpServing(HttpSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.cors = settings.cors()
                .filter(c -> !c.allowedOrigins().isEmpty())
                .map(Cors::new)
                .orElse(null);
        settings.responseHeaders().forEach((name, value) -> ownHeaders.add(new Header(name, value.reveal())));
    }

    void stop() {
        stopping = true;
    }

    @Override
    public boolean isStopping() {
        return stopping || !settings.timeouts().keepAlive();
    }

    @Override
    public Header date() {
        return new Header("Date", DATE.format(clock.instant()));
    }

    @Override
    public @Nullable HttpAnswer before(Http1Request request) {
        if (cors != null && Cors.isPreflight(request)) {
            return cors.preflight(request);
        }
        String coding = request.header("content-encoding");
        if (!isAllowed(coding)) {
            PayloadFormat format = PayloadFormat.of(request.header("content-type"));
            return format == null ? HttpAnswers.NO_FORMAT : HttpAnswers.of(new Taken.UnknownEncoding(coding), format);
        }
        boolean isHere = settings.metricsPath().endsWith("/")
                ? request.path().startsWith(settings.metricsPath())
                : request.path().equals(settings.metricsPath());
        if (!isHere) {
            return HttpAnswers.NOT_FOUND;
        }
        return request.method().equals("POST") ? null : HttpAnswers.WRONG_METHOD;
    }

    private boolean isAllowed(String coding) {
        boolean known = coding.isEmpty() || Encoding.ofHttp(coding) != null;
        return known && (settings.encodings().isEmpty() || settings.encodings().contains(coding));
    }

    @Override
    public @Nullable Encoding encoding(Http1Request request) {
        return Encoding.ofHttp(request.header("content-encoding"));
    }

    @Override
    public List<Header> headers(Http1Request request) {
        if (cors == null || Cors.isPreflight(request)) {
            return ownHeaders;
        }
        List<Header> headers = new ArrayList<>(ownHeaders);
        headers.addAll(cors.headers(request.header("origin").toLowerCase(Locale.ROOT), request.header("origin")));
        return headers;
    }
}
