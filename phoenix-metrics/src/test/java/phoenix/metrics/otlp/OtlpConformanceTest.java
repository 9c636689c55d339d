package phoenix.metrics.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.FreePort;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/**
 * What passes through the real Collector comes out as what Phoenix writes: the same fields and the same size, except
 * for absent ids. The order of the fields differs, because the Collector writes them backwards.
 */
@Timeout(120)
class OtlpConformanceTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void writesWhatTheCollectorWrites() throws Exception {
        String otelcol = Peer.OTELCOL.require().toString();
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        HttpServer sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/v1/metrics", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        int port = FreePort.any();
        Path config = folder.resolve("otelcol.yaml");
        Files.writeString(config, """
            receivers:
              otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}
            exporters:
              otlp_http:
                endpoint: "http://127.0.0.1:%d"
                compression: none
                sending_queue: {enabled: false}
            service:
              telemetry: {metrics: {level: none}}
              pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}
            """.formatted(port, sink.getAddress().getPort()));
        try (RealProcess collector = RealProcess.start(List.of(otelcol, "--config", config.toString()));
                HttpClient client = HttpClient.newHttpClient()) {
            collector.await(Pattern.compile("Everything is ready"), Duration.ofSeconds(60));
            OtlpDecoder decoder = new OtlpDecoder();
            OtlpEncoder encoder = new OtlpEncoder();
            int compared = 0;
            for (int seed = 0; seed < 60; seed++) {
                ExportMetricsServiceRequest request = new RandomRequests(new Random(seed))
                        .withoutNegativeZeros()
                        .next();
                byte[] sent = request.toByteArray();
                if (RepeatedKeys.in(request) || decoder.decode(sent).pointCount() == 0) {
                    continue; // the Collector keeps repeated keys, and forwards nothing where there are no points
                }
                HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                        .build();
                assertThat(client.send(post, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .as("seed %d", seed)
                        .isEqualTo(200);
                byte[] forwarded = received.poll(20, TimeUnit.SECONDS);
                assertThat(forwarded).as("seed %d", seed).isNotNull();
                MetricBatch batch = decoder.decode(sent);
                assertThat(encoder.encodedSize(batch) + 2 * absentIds(batch))
                        .as("seed %d", seed)
                        .isEqualTo(forwarded.length);
                byte[] written = encoder.encode(batch);
                assertThat(ExportMetricsServiceRequest.parseFrom(written))
                        .as("seed %d", seed)
                        .isEqualTo(ExportMetricsServiceRequest.parseFrom(forwarded));
                // Children come before their parents there, and values before their keys.
                ProtoOracle.assertSame(decoder.decode(forwarded), request);
                compared++;
            }
            assertThat(compared).isGreaterThan(20);
        } finally {
            sink.stop(0);
        }
    }

    /** The Collector writes two bytes for a trace or span id that an exemplar does not have. */
    private static int absentIds(MetricBatch batch) {
        int absent = 0;
        for (int p = 0; p < batch.pointCount(); p++) {
            for (Exemplar exemplar : batch.exemplars(p)) {
                absent += exemplar.traceId().length == 0 ? 1 : 0;
                absent += exemplar.spanId().length == 0 ? 1 : 0;
            }
        }
        return absent;
    }
}
