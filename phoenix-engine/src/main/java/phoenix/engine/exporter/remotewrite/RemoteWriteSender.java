package phoenix.engine.exporter.remotewrite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.exporter.sending.SendResult;
import phoenix.engine.exporter.sending.Sender;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpResponse;

/** Posts the requests of a payload one after the other; a retry goes on with the one that failed. Thread-safe. */
final class RemoteWriteSender implements Sender {
    private static final int DETAIL_CHARS_MAX = 300;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final HttpClient client;
    private final String path;
    private final String target;
    private final List<Header> headers;
    private final AtomicLong sentBatches;

    /** Where the next attempt of a payload goes on; a payload that is given up leaves with itself. */
    private final Map<Payload, Integer> progress = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param target for messages: URL without secrets */
    RemoteWriteSender(HttpClient client, String path, String target, List<Header> headers, AtomicLong sentBatches) {
        this.client = client;
        this.path = path;
        this.target = target;
        this.headers = headers;
        this.sentBatches = sentBatches;
    }

    @Override
    public SendResult send(Payload payload, Duration timeout) {
        ByteBuffer rest = ByteBuffer.wrap(payload.body());
        rest.position(progress.getOrDefault(payload, 0));
        String refused = "";
        while (rest.hasRemaining()) {
            int start = rest.position();
            byte[] request = new byte[rest.getInt()];
            rest.get(request);
            SendResult result = post(request, timeout);
            if (result instanceof SendResult.Retryable) {
                progress.put(payload, start);
                return result;
            }
            if (result instanceof SendResult.Permanent permanent) {
                refused = permanent.reason(); // the others may well be taken
            }
        }
        progress.remove(payload);
        return refused.isEmpty() ? SendResult.SENT : new SendResult.Permanent(refused);
    }

    private SendResult post(byte[] request, Duration timeout) {
        HttpResponse response;
        try {
            sentBatches.incrementAndGet();
            response = client.post(path, headers, request, timeout);
        } catch (IOException e) {
            return SendResult.retryable(
                    target + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
        if (response.status() >= 200 && response.status() < 300) {
            return SendResult.SENT;
        }
        String reason = "HTTP " + response.status() + " from " + target + detail(response);
        // 429 is not tried again, as in the Collector without the feature gate for it.
        return response.status() >= 500 && response.status() < 600
                ? SendResult.retryable(reason)
                : new SendResult.Permanent(reason);
    }

    private static String detail(HttpResponse response) {
        if (response.status() >= 300 && response.status() < 400) {
            return ": redirects are not followed, because they would take the headers along; correct the endpoint";
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        String line = CONTROL.matcher(text.substring(0, Math.min(text.length(), DETAIL_CHARS_MAX)))
                .replaceAll(" ")
                .strip();
        return line.isEmpty() ? "" : ": " + line;
    }

    @Override
    public void close() {
        client.close();
    }
}
