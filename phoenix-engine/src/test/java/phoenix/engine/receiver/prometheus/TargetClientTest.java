package phoenix.engine.receiver.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.engine.peer.VirtualTime;

/** Who is told what besides the path: credentials and headers, and where redirects lead. */
@Timeout(60)
class TargetClientTest {
    private final List<String> seen = new ArrayList<>();
    private final HttpServer server;

    @TempDir
    Path folder = Path.of("");

    TargetClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (seen) {
            seen.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().get("X-a"));
        }
        String location = switch (path) {
            case "/relative" -> "page";
            case "/loop" -> "/loop";
            case "/elsewhere" -> "http://localhost:" + server.getAddress().getPort() + "/back";
            case "/back" -> "http://127.0.0.1:" + server.getAddress().getPort() + "/page";
            case "/file" -> "file:///etc/passwd";
            default -> "";
        };
        if (location.isEmpty()) {
            byte[] page = "a 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } else {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        }
        exchange.close();
    }

    private List<String> fetch(String path, String settings) throws Exception {
        ScrapeConfig config = PrometheusReceiverTest.config(
                        "{config: {scrape_configs: [{job_name: a, metrics_path: " + path + ", " + settings + "}]}}")
                .scrapes()
                .getFirst();
        Target target = Target.of(config, "127.0.0.1:" + server.getAddress().getPort(), Map.of())
                .orElseThrow();
        try (PageFetcher fetcher = new PageFetcher(config, target, new VirtualTime())) {
            assertThat(new String(fetcher.fetch().body(), StandardCharsets.UTF_8))
                    .isEqualTo("a 1\n");
        }
        return List.copyOf(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bearer_token: t | Bearer t",
                "bearer_token_file: FILE | Bearer read",
                "authorization: {type: Token, credentials_file: FILE} | Token read",
                "basic_auth: {username: u, password: p} | Basic dTpw",
                "basic_auth: {username_file: FILE, password_file: FILE} | Basic cmVhZDpyZWFk"
            })
    void credentialsAreSent(String settings, String authorization) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "read\n");
        assertThat(fetch("/page", settings.replace("FILE", file.toString())))
                .containsExactly("/page " + authorization + " null");
    }

    @Test
    void headersAreSentWithAllTheirValues() throws Exception {
        Path file = Files.writeString(folder.resolve("value"), "read\n");
        assertThat(fetch("/page", "http_headers: {X-A: {values: [v1, v2], secrets: [s], files: [" + file + "]}}"))
                .containsExactly("/page null [v1, v2, s, read]");
    }

    @Test
    void redirectsAreFollowedAndTakeNoSecretToAnotherHost() throws Exception {
        String settings = "bearer_token: t, http_headers: {X-A: {values: [v]}}";
        assertThat(fetch("/relative", settings)).containsExactly("/relative Bearer t [v]", "/page Bearer t [v]");
        seen.clear();
        // What another host says is not trusted either where it leads back.
        assertThat(fetch("/elsewhere", settings))
                .containsExactly("/elsewhere Bearer t [v]", "/back null null", "/page null null");
    }

    @Test
    void redirectsComeToAnEnd() {
        assertThatThrownBy(() -> fetch("/loop", "honor_labels: true")).hasMessage("stopped after 10 redirects");
        assertThat(seen).hasSize(10);
        assertThatThrownBy(() -> fetch("/file", "honor_labels: true")).hasMessageContaining("cannot be followed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer_token: a, authorization: {credentials: b}",
                "basic_auth: {username: a}, bearer_token_file: b",
                "basic_auth: {username: a, username_file: b}",
                "authorization: {credentials: a, credentials_file: b}",
                "http_headers: {Authorization: {values: [a]}}",
                "tls_config: {cert_file: a}",
                "tls_config: {ca: a, ca_file: b}",
                "tls_config: {min_version: TLS13, max_version: TLS12}"
            })
    void whatContradictsItselfIsRefused(String settings) {
        assertThatThrownBy(() ->
                        PrometheusReceiverTest.config("{config: {scrape_configs: [{job_name: a, " + settings + "}]}}"))
                .isInstanceOf(AssertionError.class);
    }
}
