package phoenix.engine.receiver.prometheus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import phoenix.engine.component.Scheduler;
import phoenix.engine.component.StartException;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpResponse;
import phoenix.engine.net.Tls;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Credentials;

/** Fetches the page of one target, over a connection that is kept. One thread at a time. */
final class PageFetcher implements AutoCloseable {
    private static final int SECRET_BYTES_MAX = 64 << 10;
    private final ScrapeConfig config;
    private final Target target;
    private final HttpClient client;
    private final String path;
    private final String accept;

    /** The formats of pages. */
    enum Format {
        TEXT,
        OPEN_METRICS,
        PROTOBUF
    }

    /** A page, unpacked. */
    record Fetched(byte[] body, Format format) {
        int bytes() {
            return body.length;
        }

        void read(ProtoPage.Histograms histograms, PageHandler handler) throws ParseException {
            if (format == Format.PROTOBUF) {
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
            new PageReader(text, format == Format.OPEN_METRICS, handler).read();
        }
    }

    PageFetcher(ScrapeConfig config, Target target, Scheduler scheduler) throws StartException {
        this.config = config;
        this.target = target;
        this.client = new HttpClient(
                new phoenix.engine.net.Target(target.host(), target.port(), target.tls() ? Tls.of(config.tls()) : null),
                config.handling().http2(),
                scheduler);
        this.path = target.path(config);
        this.accept = ScrapeProtocol.accept(config.formats().protocols());
    }

    Fetched fetch() throws IOException {
        Duration timeout = target.timeout();
        List<Header> headers = new ArrayList<>(List.of(
                new Header("user-agent", "Phoenix"),
                new Header("accept", accept),
                new Header("x-prometheus-scrape-timeout-seconds", String.valueOf(timeout.toMillis() / 1000.0))));
        if (config.handling().compression()) {
            headers.add(new Header("accept-encoding", "gzip"));
        }
        if (config.credentials().isPresent()) {
            headers.add(new Header(
                    "authorization", authorization(config.credentials().get())));
        }
        int bytesMax = config.limits().bodyBytesMax();
        HttpResponse response = client.get(path, headers, bytesMax, timeout);
        if (response.status() != 200) {
            throw new IOException("server returned HTTP status " + response.status());
        }
        byte[] body = response.body();
        String encoding = response.header("content-encoding");
        if (encoding != null && encoding.equalsIgnoreCase("gzip")) {
            body = unzip(body, bytesMax);
        }
        String type = response.header("content-type");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Fetched(
                body,
                switch (media) {
                    case "application/openmetrics-text" -> Format.OPEN_METRICS;
                    case "application/vnd.google.protobuf" -> Format.PROTOBUF;
                    default -> Format.TEXT;
                });
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

    private static String authorization(Credentials credentials) throws IOException {
        if (credentials.file().isEmpty()) {
            return credentials.header(credentials.secret().reveal());
        }
        Path file = Path.of(credentials.file());
        if (Files.size(file) > SECRET_BYTES_MAX) {
            throw new IOException(file + " is too large for a secret");
        }
        return credentials.header(Files.readString(file).strip());
    }

    @Override
    public void close() {
        client.close();
    }
}
