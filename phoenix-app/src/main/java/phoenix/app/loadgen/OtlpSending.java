package phoenix.app.loadgen;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import phoenix.engine.component.Scheduler;
import phoenix.engine.exporter.sending.Compression;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.GrpcResponse;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpResponse;
import phoenix.engine.net.Target;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpFormatException;

/** Sends one request after the other, without a retry. Thread-safe; each call blocks its own thread only. */
interface OtlpSending extends AutoCloseable {
    /** What a server said. */
    sealed interface Answer {
        /** Taken, but for so many points. */
        record Taken(long rejectedPoints, String message) implements Answer {}

        /** The server refused all of it. */
        record Refused(String reason) implements Answer {}

        /** There was no answer. */
        record Failed(String reason) implements Answer {}
    }

    Answer send(byte[] body);

    @Override
    void close();

    /** How requests are sent. */
    enum Protocol {
        GRPC,
        HTTP
    }

    /** Plain text, as on loopback. */
    static OtlpSending to(
            Target target, Protocol protocol, Compression compression, List<Header> headers, Scheduler scheduler) {
        return switch (protocol) {
            case GRPC -> new Grpc(new GrpcClient(target, scheduler), compression, headers);
            case HTTP -> new Http(new HttpClient(target, scheduler), compression, headers);
        };
    }

    Duration TIMEOUT = Duration.ofSeconds(10);
    /** The fastest: a load shall load the other side. */
    int COMPRESSION_LEVEL = 1;

    /** Over gRPC. */
    record Grpc(GrpcClient client, Compression compression, List<Header> headers) implements OtlpSending {
        private static final String METHOD = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

        @Override
        public Answer send(byte[] body) {
            GrpcResponse response = client.unary(
                    METHOD, headers, compression.token(), compression.compress(body, COMPRESSION_LEVEL), TIMEOUT);
            return switch (response.code()) {
                case GrpcResponse.OK -> taken(response.body());
                // UNAVAILABLE is also what a connection that fails gives.
                case GrpcResponse.UNAVAILABLE, GrpcResponse.DEADLINE_EXCEEDED, GrpcResponse.CANCELLED ->
                    new Answer.Failed(response.codeName() + ": " + response.message());
                default -> new Answer.Refused(response.codeName() + ": " + response.message());
            };
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** Over HTTP/1.1. */
    record Http(HttpClient client, Compression compression, List<Header> headers) implements OtlpSending {
        @Override
        public Answer send(byte[] body) {
            List<Header> all = new ArrayList<>(headers);
            all.add(new Header("Content-Type", "application/x-protobuf"));
            if (!compression.token().isEmpty()) {
                all.add(new Header("Content-Encoding", compression.token()));
            }
            try {
                HttpResponse response =
                        client.post("/v1/metrics", all, compression.compress(body, COMPRESSION_LEVEL), TIMEOUT);
                return response.status() / 100 == 2
                        ? taken(response.body())
                        : new Answer.Refused(String.format(Locale.ROOT, "HTTP %d", response.status()));
            } catch (IOException e) {
                return new Answer.Failed(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static Answer taken(byte[] body) {
        try {
            ExportResponse response = ExportResponse.decode(body);
            return new Answer.Taken(response.rejectedPoints(), response.errorMessage());
        } catch (OtlpFormatException e) {
            return new Answer.Failed("the answer is not OTLP: " + e.getMessage());
        }
    }
}
