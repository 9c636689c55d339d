package phoenix.verify.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.app.analyze.AnalyzeCommand;
import phoenix.app.cli.Cli;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

class AnalyzePrometheusTest {
    private static final long START = 1_795_000_000;
    private static final int BUCKETS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CPU = "cpu=sum by (experiment, variant) (rate(cpu_seconds_total[1m]))";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int analyze(String url, String query, String... more) throws IOException {
        Path criteria = Files.writeString(folder.resolve("c.yaml"), "criteria: {cpu: {within: 5%}}");
        List<String> args = new ArrayList<>(List.of(
                "analyze",
                "--input=" + url,
                "--criteria=" + criteria,
                "--query=" + query,
                "--from=" + java.time.Instant.ofEpochSecond(START + 60),
                "--to=" + java.time.Instant.ofEpochSecond(START + 60L * BUCKETS)));
        args.addAll(List.of(more));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cli.run(
                List.of(new AnalyzeCommand(InstantSource.system())),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.toArray(String[]::new));
    }

    /** Counters of two experiments: one whose variants do the same, one whose candidate does a third more. */
    private static String samples() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("# TYPE cpu_seconds counter\n");
        for (String experiment : List.of("same", "more")) {
            for (String variant : List.of("baseline", "candidate")) {
                double rate = experiment.equals("more") && variant.equals("candidate") ? 1.33 : 1;
                double total = 0;
                for (int i = 0; i <= BUCKETS * 4; i++) {
                    total += 15 * rate * (1 + 0.03 * random.nextGaussian());
                    text.append("cpu_seconds_total{experiment=\"")
                            .append(experiment)
                            .append("\",variant=\"")
                            .append(variant)
                            .append("\"} ")
                            .append(total)
                            .append(' ')
                            .append(START + 15L * i)
                            .append('\n');
                }
            }
        }
        return text.append("# EOF\n").toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = Peer.class,
            names = {"PROMETHEUS", "PROMETHEUS_242"})
    void judgesWhatAServerHas(Peer peer) throws Exception {
        Path prometheus = peer.require();
        Path tool = Peer.PROMETHEUS_242.require().resolveSibling("promtool");
        Path text = Files.writeString(folder.resolve("samples.om"), samples());
        Path data = folder.resolve("tsdb");
        try (RealProcess make = RealProcess.start(List.of(
                tool.toString(), "tsdb", "create-blocks-from", "openmetrics", text.toString(), data.toString()))) {
            assertThat(make.awaitExit(LIMIT)).as(make.err()).isZero();
        }
        Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        String address = "127.0.0.1:" + FreePort.any();
        try (RealProcess server = RealProcess.start(List.of(
                prometheus.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + data,
                "--storage.tsdb.retention.time=20y",
                "--web.listen-address=" + address))) {
            server.await(Pattern.compile("ready to receive web requests"), LIMIT);
            String url = "http://" + address;
            assertThat(analyze(url, CPU)).as(err.toString()).isEqualTo(3);
            assertThat(out.toString().lines())
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).startsWith("{\"experiment\":\"same\",\"verdict\":\"accept\""),
                            line -> assertThat(line).startsWith("{\"experiment\":\"more\",\"verdict\":\"reject\""));

            assertThat(analyze(url, "cpu=sum by (experiment) (cpu_seconds_total)"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("label variant");
            assertThat(analyze(url, "cpu=sum by (")).isEqualTo(2);
            assertThat(err.toString()).contains("the server refuses the query");
            assertThat(analyze(
                            url,
                            "cpu={__name__=\"cpu_seconds_total\"} or label_replace(cpu_seconds_total, \"x\","
                                    + " \"y\", \"\", \"\")"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("several series");
        }
    }

    @Test
    void windowsThatOverlapAreRefused() throws IOException {
        assertThat(analyze("http://127.0.0.1:1", "cpu=rate(x[5m])", "--step=30s"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("overlap", "--step 300s");
    }

    @Test
    void aServerThatCannotSayIsAFailureAndNotNoData() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = "busy".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(analyze(url, CPU)).isEqualTo(1);
            assertThat(requests).hasValue(3);
            assertThat(err.toString()).contains("HTTP status 503", "not the same as no data");
            assertThat(out.toString()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aServerOfAnotherKindIsNamed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "<html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            assertThat(analyze("http://127.0.0.1:" + server.getAddress().getPort(), CPU))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("Is this the URL of a Prometheus?");
        } finally {
            server.stop(0);
        }
    }
}
