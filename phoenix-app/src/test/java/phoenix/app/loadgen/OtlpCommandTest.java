package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.app.cli.Cli;
import phoenix.app.cli.ExitStatus;
import phoenix.app.sink.Sink;
import phoenix.app.sink.SinkSettings;
import phoenix.testkit.FreePort;
import phoenix.testkit.Seeds;

class OtlpCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int load(String... more) {
        List<String> args = new ArrayList<>(List.of("otlp"));
        args.addAll(List.of(more));
        return Cli.run(
                List.of(new OtlpCommand(InstantSource.system(), Seeds::random)),
                new PrintWriter(out),
                new PrintWriter(err),
                args.toArray(String[]::new));
    }

    private static Sink sink(SinkSettings settings) throws IOException {
        return Sink.start(
                settings,
                Map.of("all", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                InstantSource.system(),
                Thread.ofPlatform().daemon().factory());
    }

    private static String endpoint(Sink sink) {
        return "127.0.0.1:" + sink.address("all").getPort();
    }

    private long number(String name) {
        var matcher =
                java.util.regex.Pattern.compile("\"" + name + "\" : (\\d+)").matcher(out.toString());
        assertThat(matcher.find()).as(out + "\n" + err).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @ParameterizedTest
    @CsvSource({
        "grpc, realistic, none",
        "grpc, high-cardinality, gzip",
        "http, churn, gzip",
        "http, histograms, none",
    })
    void bothSidesCountTheSame(String protocol, String profile, String compression) throws IOException {
        try (Sink sink = sink(SinkSettings.DEFAULT)) {
            int status = load(
                    "--endpoint",
                    endpoint(sink),
                    "--protocol",
                    protocol,
                    "--profile",
                    profile,
                    "--compression",
                    compression,
                    "--duration",
                    "1500ms",
                    "--points-per-second",
                    "20000",
                    "--connections",
                    "3",
                    "--points-per-request",
                    "300",
                    "--header",
                    "api-key=any",
                    "--output",
                    "json");
            assertThat(status).as(out + "\n" + err).isEqualTo(ExitStatus.OK);
            assertThat(number("sent_points")).isPositive().isEqualTo(number("accepted_points"));
            assertThat(sink.snapshot().variant("all").points()).isEqualTo(number("accepted_points"));
            assertThat(sink.snapshot().variant("all").requests()).isEqualTo(number("requests"));
        }
    }

    @Test
    void whatIsRefusedIsCountedWithItsReasonAndTheStatusSaysSo() throws IOException {
        try (Sink sink = sink(SinkSettings.DEFAULT)) {
            for (String protocol : List.of("grpc", "http")) {
                assertThat(load("--endpoint", endpoint(sink), "--duration", "300ms", "--protocol", protocol))
                        .isEqualTo(ExitStatus.FAILURE);
            }
            assertThat(out.toString()).contains(" 0 accepted", "points: Unauthenticated", "points: HTTP 401");
            assertThat(sink.snapshot().variants()).isEmpty();
        }
    }

    @Test
    void whereNobodyListensAllFails() {
        assertThat(load("--endpoint", "127.0.0.1:" + FreePort.any(), "--duration", "300ms"))
                .isEqualTo(ExitStatus.FAILURE);
        assertThat(out.toString()).contains(" 0 accepted, 0 rejected", "Connection refused");
    }

    @Test
    void aRateThatCannotBeHeldIsSaid() throws IOException {
        try (Sink sink = sink(SinkSettings.DEFAULT)) {
            assertThat(load(
                            "--endpoint",
                            endpoint(sink),
                            "--duration",
                            "500ms",
                            "--points-per-second",
                            "900000000",
                            "--header",
                            "api-key=any"))
                    .isEqualTo(ExitStatus.OK);
            assertThat(out.toString()).contains("schedule: 450,000,000 points, ", "behind the schedule", " s late");
        }
    }

    @Test
    void otherMachinesHaveToBeMeant() {
        assertThat(load("--endpoint", "192.0.2.1:4317")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("192.0.2.1 is not this machine", "--allow-remote");
        for (String wrong : List.of("4317", "127.0.0.1", "127.0.0.1:0", "http://127.0.0.1:4318", ":4317")) {
            assertThat(load("--endpoint", wrong)).isEqualTo(ExitStatus.USAGE);
        }
        assertThat(load("--connections", "0")).isEqualTo(ExitStatus.USAGE);
        assertThat(load("--profile", "wild")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("realistic, high-cardinality, churn, histograms");
        assertThat(load("--header", "a b=c")).isEqualTo(ExitStatus.USAGE);
    }
}
