package phoenix.engine.receiver.prometheus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpResponse;
import phoenix.engine.net.Tls;

/** Fetches the page of one target, over a connection that is kept. One thread at a time. */
final class PageFetcher implements AutoCloseable {
    /** As in Go: with those that redirects ask for. */
    private static final int REQUESTS_MAX = 10;

    private final ScrapeConfig config;
    private final Target target;
    private final Scheduler scheduler;
    private final Origin origin;
    private final HttpClient client;
    private final String path;
    private final String accept;

    /** A page, unpacked. */
    record Fetched(byte[] body, ScrapeProtocol format) {
        int bytes() {
            return body.length;
        }

        void read(ProtoPage.Histograms histograms, PageHandler handler) throws ParseException {
            if (format == ScrapeProtocol.PROTOBUF) {
                new ProtoPage(body, histograms, handler).read();
                return;
            }
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
            } catch (CharacterCodingException _) {
                throw new ParseException("the page is not UTF-8");
            }
            new PageReader(text, format.isOpenMetrics(), handler).read();
        }
    }

    PageFetcher(ScrapeConfig config, Target target, Scheduler scheduler) throws StartException {
        this.config = config;
        this.target = target;
        this.scheduler = scheduler;
        this.origin = new Origin(target.tls(), target.host(), target.port());
        this.client = connect(origin);
        this.path = target.path(config);
        this.accept = ScrapeProtocol.accept(config.formats().protocols());
    }

    private HttpClient connect(Origin to) throws StartException {
        Tls tls = to.secure() ? Tls.of(config.client().tls()) : null;
        return new HttpClient(
                new phoenix.engine.net.Target(to.host(), to.port(), tls),
                config.client().http2(),
                scheduler);
    }

    private HttpResponse getOnce(Origin from, String place, List<Header> headers, int bytesMax, Duration timeout)
            throws IOException {
        if (from.equals(origin)) {
            return client.get(place, headers, bytesMax, timeout);
        }
        try (HttpClient there = connect(from)) {
            return there.get(place, headers, bytesMax, timeout);
        } catch (StartException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    Fetched fetch() throws IOException {
        int bytesMax = config.limits().bodyBytesMax();
        HttpResponse response = get(bytesMax);
        if (response.status() != 200) {
            throw new IOException("server returned HTTP status " + response.status());
        }
        byte[] body = response.body();
        String encoding = response.header("content-encoding");
        if (encoding != null && encoding.equalsIgnoreCase("gzip")) {
            body = unzip(body, bytesMax);
        }
        return new Fetched(
                body,
                ScrapeProtocol.of(
                        response.header("content-type"), config.formats().fallback()));
    }

    private HttpResponse get(int bytesMax) throws IOException {
        Duration timeout = target.timeout();
        long end = scheduler.nanoTime() + timeout.toNanos();
        List<Header> headers = new ArrayList<>(List.of(
                new Header("user-agent", "Phoenix"),
                new Header("accept", accept),
                new Header("x-prometheus-scrape-timeout-seconds", String.valueOf(timeout.toMillis() / 1000.0))));
        if (config.handling().compression()) {
            headers.add(new Header("accept-encoding", "gzip"));
        }
        List<Header> withSecrets = new ArrayList<>(headers);
        withSecrets.addAll(config.client().secretHeaders());
        HttpResponse response = client.get(path, withSecrets, bytesMax, timeout);
        Origin at = origin;
        String place = path;
        boolean trusted = true;
        for (int requests = 1; config.client().followRedirects() && isRedirect(response); requests++) {
            if (requests == REQUESTS_MAX) {
                throw new IOException("stopped after " + REQUESTS_MAX + " redirects");
            }
            URI next = at.resolve(place, response.header("location"));
            at = Origin.of(next);
            place = Origin.path(next);
            // A token is for its target: another host, or plain text, does not see it, nor does what comes after that.
            trusted &= at.host().equalsIgnoreCase(origin.host()) && (at.secure() || !origin.secure());
            Duration left = Duration.ofNanos(Math.max(1, end - scheduler.nanoTime()));
            response = getOnce(at, place, trusted ? withSecrets : headers, bytesMax, left);
        }
        return response;
    }

    private static boolean isRedirect(HttpResponse response) {
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> response.header("location") != null;
            default -> false;
        };
    }

    private static byte[] unzip(byte[] body, int bytesMax) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(bytesMax + 1);
            if (plain.length > bytesMax) {
                throw new IOException("body size limit exceeded: more than " + bytesMax + " bytes");
            }
            return plain;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
