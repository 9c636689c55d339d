package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.otlp.OtlpEncoder;
import phoenix.testkit.RealProcess;

/** {@code phoenix sink} as its user runs it. */
class SinkProcessTest {
    private static final Pattern HTTP = Pattern.compile("OTLP/HTTP on (127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    private static byte[] onePoint() {
        return new OtlpEncoder()
                .encode(new BatchBuilder()
                        .resource(Resource.EMPTY)
                        .scope(Scope.EMPTY)
                        .metric(MetricInfo.gauge("temperature", "", "Cel"))
                        .doublePoint(Attributes.EMPTY, 0, System.currentTimeMillis() * 1_000_000, 21.5)
                        .build());
    }

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    @Test
    void pointsWithAKeyAreCountedAndOthersRefused() throws Exception {
        PhoenixJar jar = new PhoenixJar(folder);
        try (RealProcess sink = RealProcess.start(
                        jar.command("sink", "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"), folder, Map.of());
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            String listening = sink.await(HTTP, PhoenixJar.LIMIT);
            URI uri = URI.create("http://" + listening.substring(listening.lastIndexOf(' ') + 1) + "/v1/metrics");
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-protobuf")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(onePoint()));
            HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();
            assertThat(client.send(request.build(), text).statusCode()).isEqualTo(401);
            assertThat(client.send(request.header("api-key", "any").build(), text)
                            .statusCode())
                    .isEqualTo(200);
            PhoenixJar.interrupt(sink);
            assertThat(sink.awaitExit(PhoenixJar.LIMIT))
                    .as(sink.out() + sink.err())
                    .isEqualTo(130);
            assertThat(sink.out()).contains("summary", "points 1 ", "temperature", "refused: ");
        }
    }
}
