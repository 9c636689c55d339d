package phoenix.verify.collector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Posts points one after the other, each with a value of its own, and remembers which were accepted. */
final class PointSender {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong next = new AtomicLong();
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Long> attempted = ConcurrentHashMap.newKeySet();

    /** Sends one point; the status, or 0 where there was no answer. */
    int send(int port, int filler) throws InterruptedException {
        long value = next.incrementAndGet();
        attempted.add(value);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(point(value, "x".repeat(filler))))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                accepted.add(value);
            }
            return status;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String point(long value, String filler) {
        return """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"h"}}]},
            "scopeMetrics":[{"metrics":[{"name":"m","description":"%s","gauge":{"dataPoints":[
            {"timeUnixNano":"1700000000000000000","asInt":"%d"}]}}]}]}]}\
            """.formatted(filler, value);
    }

    Set<Long> accepted() {
        return Set.copyOf(accepted);
    }

    Set<Long> attempted() {
        return Set.copyOf(attempted);
    }
}
