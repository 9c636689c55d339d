package phoenix.app.analyze;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phoenix.app.cli.CommandFailure;
import phoenix.experiment.Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a server for the samples of a measure, by Prometheus's {@code /api/v1/query_range}. One request at a time, each for
 * at most {@value #STEPS_MAX} buckets, which is below what a server answers at once; what fails for the moment is tried
 * again. That there is no data is an answer; that the server cannot say is a failure.
 */
final class PrometheusSamples {
    private static final int STEPS_MAX = 10_000;
    private static final int ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ANSWER_BYTES_MAX = 64 << 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final String ONLY = "prometheus";

    private final URI endpoint;
    private final List<String> headers;
    private final SampleSpool spool;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * A server.
     *
     * @param headers names and values in turn
     */
    PrometheusSamples(String url, List<String> headers, SampleSpool spool) {
        try {
            String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            this.endpoint = URI.create(base + "/api/v1/query_range");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--input: this is no URL", "It looks like http://localhost:9090.");
        }
        if (endpoint.getHost() == null || endpoint.getUserInfo() != null) {
            throw CommandFailure.usage(
                    "--input: a URL with a host and without a password is needed",
                    "Credentials are given with --bearer-token-file or --header.");
        }
        this.headers = List.copyOf(headers);
        this.spool = spool;
    }

    /** Reads one measure. */
    void read(String measure, String query, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        Instant begin = from;
        while (begin.isBefore(to)) {
            Instant last = begin.plus(step.multipliedBy(STEPS_MAX - 1L));
            Instant end = last.isBefore(to) ? last : to;
            add(measure, ask(measure, query, begin, end, step));
            begin = last.plus(step);
        }
    }

    private JsonNode ask(String measure, String query, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start=" + seconds(from) + "&end="
                + seconds(to) + "&step="
                + BigDecimal.valueOf(step.toMillis(), 3).toPlainString() + "&timeout="
                + TIMEOUT.toSeconds() + "s";
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        for (int i = 0; i < headers.size(); i += 2) {
            try {
                request.header(headers.get(i), headers.get(i + 1));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--header: " + headers.get(i) + " cannot be sent", null);
            }
        }
        return answer(measure, request.build());
    }

    private JsonNode answer(String measure, HttpRequest request) throws IOException, InterruptedException {
        String problem = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX + 1);
                    int status = response.statusCode();
                    if (bytes.length > ANSWER_BYTES_MAX) {
                        throw CommandFailure.failure(
                                measure + ": the answer of " + endpoint.getAuthority() + " is too large",
                                "Aggregate: sum by (experiment, variant) (...).");
                    }
                    if (status < SERVER_ERROR && status != TOO_MANY_REQUESTS) {
                        return data(measure, status, bytes);
                    }
                    problem = "HTTP status " + status;
                }
            } catch (IOException e) {
                problem = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            }
            if (attempt < ATTEMPTS) {
                Thread.sleep(PAUSE.multipliedBy(attempt));
            }
        }
        throw CommandFailure.failure(
                measure + ": " + endpoint.getAuthority() + " does not answer: " + problem,
                "Nothing is said of the experiments: no answer is not the same as no data.");
    }

    private JsonNode data(String measure, int status, byte[] bytes) {
        JsonNode root;
        try {
            root = json.readTree(bytes);
        } catch (JacksonException e) {
            throw CommandFailure.failure(
                    measure + ": " + endpoint + " answers " + status + " with something else than JSON",
                    "Is this the URL of a Prometheus?");
        }
        if (!"success".equals(root.path("status").asString(""))) {
            throw CommandFailure.usage(
                    measure + ": the server refuses the query: "
                            + root.path("error").asString("HTTP status " + status),
                    null);
        }
        return root.path("data").path("result");
    }

    private void add(String measure, JsonNode result) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode series : result) {
            JsonNode labels = series.path("metric");
            Variant variant = variant(labels.path("variant").asString(""));
            if (variant == null) {
                continue;
            }
            String experiment = labels.path("experiment").asString(ONLY);
            if (seen.merge(experiment + '\n' + variant, 1, Integer::sum) > 1) {
                throw CommandFailure.usage(
                        measure + ": the query returns several series for the " + variant.label() + " of experiment "
                                + experiment,
                        "Aggregate: sum by (experiment, variant) (...).");
            }
            for (JsonNode sample : series.path("values")) {
                BigDecimal at = sample.path(0).decimalValue();
                spool.add(
                        experiment,
                        at.movePointRight(9).longValue(),
                        variant,
                        measure,
                        number(sample.path(1).asString("NaN")));
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Variant variant(String label) {
        for (Variant variant : Variant.values()) {
            if (variant.label().equals(label)) {
                return variant;
            }
        }
        return null;
    }

    private static double number(String text) {
        return switch (text) {
            case "NaN", "+Inf", "-Inf", "Inf" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    }
}
