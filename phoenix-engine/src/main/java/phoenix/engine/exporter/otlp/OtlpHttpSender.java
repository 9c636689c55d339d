package phoenix.engine.exporter.otlp;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.exporter.sending.SendResult;
import phoenix.engine.exporter.sending.Sender;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpResponse;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.RpcStatus;

/** Posts payloads and reads the answers, as the Collector's {@code otlphttpexporter} does. */
final class OtlpHttpSender implements Sender {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final int MESSAGE_CHARS_MAX = 300;

    private final HttpClient client;
    private final String path;
    private final String target;
    private final List<Header> headers;
    private final InstantSource clock;

    /** @param target for messages: URL without secrets */
    OtlpHttpSender(HttpClient client, String path, String target, List<Header> headers, InstantSource clock) {
        this.client = client;
        this.path = path;
        this.target = target;
        this.headers = headers;
        this.clock = clock;
    }

    @Override
    public SendResult send(Payload payload, Duration timeout) {
        HttpResponse response;
        try {
            response = client.post(path, headers, payload.body(), timeout);
        } catch (IOException e) {
            return SendResult.retryable(target + ": " + describe(e));
        }
        if (response.status() >= 200 && response.status() < 300) {
            return success(response);
        }
        String reason = "HTTP " + response.status() + " from " + target + detail(response);
        return switch (response.status()) {
            case 429, 503 -> new SendResult.Retryable(reason, retryAfter(response));
            case 502, 504 -> SendResult.retryable(reason);
            default -> new SendResult.Permanent(reason);
        };
    }

    static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean isProtobuf(HttpResponse response) {
        String type = response.header("content-type");
        return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase(PROTOBUF);
    }

    private SendResult success(HttpResponse response) {
        if (!isProtobuf(response) || response.body().length == 0) {
            return SendResult.SENT;
        }
        try {
            ExportResponse answer = ExportResponse.decode(response.body());
            return new SendResult.Sent(answer.rejectedPoints(), answer.errorMessage());
        } catch (OtlpFormatException e) {
            return new SendResult.Permanent("HTTP " + response.status() + " from " + target
                    + " with a body that is not an OTLP response: " + e.getMessage());
        }
    }

    private static String detail(HttpResponse response) {
        if (response.status() >= 300 && response.status() < 400) {
            return ": redirects are not followed, because they would take the headers along; correct the endpoint";
        }
        if (!isProtobuf(response)) {
            return "";
        }
        try {
            String message = RpcStatus.decode(response.body()).message();
            return message.isEmpty() ? "" : ": " + message.substring(0, Math.min(message.length(), MESSAGE_CHARS_MAX));
        } catch (OtlpFormatException _) {
            return "";
        }
    }

    private @Nullable Duration retryAfter(HttpResponse response) {
        String value = response.header("retry-after");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Integer.parseInt(value.trim())));
        } catch (NumberFormatException _) {
            return untilDate(value.trim());
        }
    }

    private @Nullable Duration untilDate(String value) {
        try {
            Duration wait = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
