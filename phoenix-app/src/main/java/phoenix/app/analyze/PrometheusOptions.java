package phoenix.app.analyze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.DurationConverter;
import picocli.CommandLine.Option;

/** What is asked of a server, and when. */
final class PrometheusOptions {
    private static final Duration STEP_MIN = Duration.ofSeconds(1);

    @Option(
            names = "--query",
            paramLabel = "MEASURE=PROMQL",
            description = "What a measure is: one series for each value of the labels experiment and variant (baseline,"
                    + " candidate). May be repeated.")
    private List<String> queries = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "The first bucket: 2026-11-23T10:00:00Z, or -6h.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The end (default: now).")
    private @Nullable String to;

    @Option(
            names = "--step",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The length of a bucket; at least the longest window in the queries, because windows that"
                    + " overlap count the same samples twice (default: that window, or 1m).")
    private @Nullable Duration step;

    @Option(
            names = "--header",
            paramLabel = "NAME: VALUE",
            description = "Sent with every request, such as \"X-Scope-OrgID: team\"; $${env:NAME} in it is taken from"
                    + " the environment.")
    private List<String> headers = List.of();

    @Option(names = "--bearer-token-file", paramLabel = "FILE", description = "Sent as Authorization: Bearer.")
    private @Nullable Path tokenFile;

    void refuseForFile() {
        if (!queries.isEmpty() || from != null || to != null || step != null) {
            throw CommandFailure.usage(
                    "--query, --from, --to and --step are for a Prometheus server", "--input names its URL.");
        }
    }

    BucketKind read(String url, Instant now, SampleSpool spool) throws IOException, InterruptedException {
        Map<String, String> measures = new LinkedHashMap<>();
        Duration window = Duration.ZERO;
        for (String query : queries) {
            int equals = query.indexOf('=');
            String measure = equals < 0 ? "" : query.substring(0, equals).strip();
            if (!measure.matches("[A-Za-z_][A-Za-z0-9_.:/-]*") || equals == query.length() - 1) {
                throw CommandFailure.usage("--query: \"" + query + "\" names no measure", "Write cpu=PROMQL.");
            }
            if (measures.put(measure, query.substring(equals + 1)) != null) {
                throw CommandFailure.usage("--query: measure " + measure + " stands twice", null);
            }
            Duration own = RangeWindows.longest(query);
            window = own.compareTo(window) > 0 ? own : window;
        }
        if (measures.isEmpty() || from == null) {
            throw CommandFailure.usage(
                    "a Prometheus server needs --query and --from", "For help: phoenix analyze --help");
        }
        Duration length = step != null ? step : window.isZero() ? Duration.ofMinutes(1) : window;
        if (length.compareTo(STEP_MIN) < 0 || length.compareTo(window) < 0) {
            throw CommandFailure.usage(
                    "--step: windows of " + window.toSeconds() + " s every " + length.toSeconds()
                            + " s overlap: the same samples would count again and again, and chance would look like"
                            + " evidence",
                    "Use --step " + Math.max(1, window.toSeconds()) + "s, or shorter windows in the queries.");
        }
        Instant end = to == null ? now : time("--to", to, now);
        Instant begin = time("--from", from, now);
        if (!begin.isBefore(end)) {
            throw CommandFailure.usage("--from is not before --to", null);
        }
        PrometheusSamples samples = new PrometheusSamples(url, requestHeaders(), spool);
        for (Map.Entry<String, String> measure : measures.entrySet()) {
            samples.read(measure.getKey(), measure.getValue(), begin, end, length);
        }
        if (spool.experiments() == 0) {
            throw CommandFailure.usage(
                    "no data: the queries return no series with the label variant, baseline or candidate",
                    "Keep the labels: sum by (experiment, variant) (...); and is this the time of the experiment?");
        }
        return BucketKind.TIME;
    }

    private static Instant time(String option, String text, Instant now) {
        try {
            if (text.startsWith("-")) {
                return now.minus(new DurationConverter().convert(text.substring(1)));
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | picocli.CommandLine.TypeConversionException e) {
            throw CommandFailure.usage(
                    option + ": \"" + text + "\" is no time", "Write 2026-11-23T10:00:00Z, or -6h for six hours ago.");
        }
    }

    private List<String> requestHeaders() throws IOException {
        List<String> all = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? "" : header.substring(0, colon).strip();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw CommandFailure.usage("--header: a header is NAME: VALUE", null);
            }
            all.add(name);
            all.add(expanded(header.substring(colon + 1).strip()));
        }
        if (tokenFile != null) {
            all.add("Authorization");
            all.add("Bearer " + Files.readString(tokenFile).strip());
        }
        return all;
    }

    private static String expanded(String value) {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}")
                .matcher(value);
        return matcher.replaceAll(m -> {
            String found = System.getenv(m.group(1));
            if (found == null) {
                throw CommandFailure.usage("--header: environment variable " + m.group(1) + " is not set", null);
            }
            return java.util.regex.Matcher.quoteReplacement(found);
        });
    }
}
