package phoenix.engine.exporter.otlp;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.exporter.sending.SendResult;
import phoenix.engine.exporter.sending.Sender;
import phoenix.engine.net.GrpcClient;
import phoenix.engine.net.GrpcResponse;
import phoenix.engine.net.Header;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.RpcStatus;

/** Calls {@code MetricsService/Export} and reads the answers, as the Collector's {@code otlpexporter} does. */
final class OtlpGrpcSender implements Sender {
    static final String METHOD = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private final GrpcClient client;
    private final String target;
    private final List<Header> metadata;
    private final String encoding;

    OtlpGrpcSender(GrpcClient client, String target, List<Header> metadata, String encoding) {
        this.client = client;
        this.target = target;
        this.metadata = metadata;
        this.encoding = encoding;
    }

    @Override
    public SendResult send(Payload payload, Duration timeout) {
        GrpcResponse response = client.unary(METHOD, metadata, encoding, payload.body(), timeout);
        String reason = "gRPC " + response.codeName() + " from " + target + ": " + response.message();
        return switch (response.code()) {
            case GrpcResponse.OK -> success(response);
            // Canceled, DeadlineExceeded, Aborted, OutOfRange, Unavailable, DataLoss
            case 1, 4, 10, 11, 14, 15 -> new SendResult.Retryable(reason, retryDelay(response));
            case GrpcResponse.RESOURCE_EXHAUSTED -> {
                Duration delay = retryDelay(response);
                yield delay == null ? new SendResult.Permanent(reason) : new SendResult.Retryable(reason, delay);
            }
            default -> new SendResult.Permanent(reason);
        };
    }

    private static SendResult success(GrpcResponse response) {
        try {
            ExportResponse answer = ExportResponse.decode(response.body());
            return new SendResult.Sent(answer.rejectedPoints(), answer.errorMessage());
        } catch (OtlpFormatException e) {
            return new SendResult.Permanent("the answer is not an OTLP response: " + e.getMessage());
        }
    }

    private static @Nullable Duration retryDelay(GrpcResponse response) {
        String details = response.trailer("grpc-status-details-bin");
        if (details == null) {
            return null;
        }
        try {
            String padding = "=".repeat((4 - details.length() % 4) % 4);
            return RpcStatus.decode(Base64.getDecoder().decode(details + (details.endsWith("=") ? "" : padding)))
                    .retryDelay();
        } catch (OtlpFormatException | IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
