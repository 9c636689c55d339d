package phoenix.verify.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Random metrics as OTLP JSON: points of every type, attributes of every type, exemplars, flags, NaN and infinities, what is
 * empty or left out. Streams go on from request to request, with resets, repeated and late points. Numbers are small whole
 * numbers or halves, so that sums are exact in any order.
 */
final class RandomRequests {
    /** How much the metrics of one name have in common. */
    enum Kind {
        /** Type, unit and temporality belong to the name, as an instrumented program has it; attributes are texts. */
        TIDY,
        /** Everything may change at any time. */
        WILD
    }

    static final List<String> METRICS = List.of(
            "http.requests",
            "http.errors",
            "rpc.calls",
            "queue",
            "process.cpu.time",
            "process.memory.usage",
            "http.duration",
            "rpc.size",
            "gc.pause");
    static final List<String> KEYS = List.of("code", "path", "shard", "state", "process.command_line");
    static final List<String> RESOURCE_KEYS = List.of("service.name", "host.name", "process.pid", "team");
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_790_000_000L * SECOND;

    private final Pick pick;
    private final Kind kind;
    private long round;

    RandomRequests(Pick pick, Kind kind) {
        this.pick = pick;
        this.kind = kind;
    }

    /** Bodies for {@code POST /v1/metrics}. */
    List<String> next(int count) {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            round++;
            requests.add("{\"resourceMetrics\":" + list(1 + pick.below(3), this::resource) + "}");
        }
        return requests;
    }

    private interface Part {
        String json(int index);
    }

    private static String list(int count, Part part) {
        StringJoiner json = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            json.add(part.json(i));
        }
        return json.toString();
    }

    private String resource(int index) {
        StringJoiner attributes = new StringJoiner(",", "[", "]");
        if (kind == Kind.TIDY || !pick.oneIn(4)) {
            int instance = pick.below(2);
            attributes.add(attribute("service.name", text("shop-" + index)));
            attributes.add(attribute("service.instance.id", text("i" + instance)));
            attributes.add(attribute("host.name", text(instance == 0 ? "alpha" : "beta")));
            attributes.add(attribute("process.pid", "{\"intValue\":\"" + (100 + index * 2 + instance) + "\"}"));
        }
        if (kind == Kind.WILD) {
            attributes.add(attribute("team", value(2)));
        }
        return "{\"resource\":{\"attributes\":" + attributes + "},\"scopeMetrics\":"
                + list(1 + pick.below(2), this::scope)
                + (pick.oneIn(4) ? ",\"schemaUrl\":\"https://schema.example/1\"" : "") + "}";
    }

    private String scope(int index) {
        return "{\"scope\":{\"name\":\"" + pick.of("lib", "other", "") + index + "\",\"version\":\"" + pick.of("", "1")
                + "\"" + (pick.oneIn(3) ? ",\"attributes\":[" + attribute("a", text("b")) + "]" : "") + "},\"metrics\":"
                + list(pick.below(6), _ -> metric()) + "}";
    }

    private String metric() {
        String name = pick.of(METRICS);
        int shape = kind == Kind.TIDY ? METRICS.indexOf(name) : pick.below(METRICS.size() + 1);
        String unit = kind == Kind.TIDY
                ? pick.of(List.of("1", "s", "By", "{request}").get(shape % 4))
                : pick.of("1", "", "ms");
        String wildName = kind == Kind.WILD && pick.oneIn(10) ? pick.of("", "1st", "weird name/é", "a__b_total") : name;
        String temporality =
                "\"aggregationTemporality\":" + (kind == Kind.TIDY ? (shape % 3 == 2 ? 1 : 2) : 1 + pick.below(2));
        String data = switch (shape) {
            case 0, 1, 2, 4 ->
                "\"sum\":{" + temporality + ",\"isMonotonic\":" + (kind == Kind.TIDY ? shape != 1 : !pick.oneIn(3))
                        + ",\"dataPoints\":" + list(points(), _ -> number()) + "}";
            case 3, 5 -> "\"gauge\":{\"dataPoints\":" + list(points(), _ -> number()) + "}";
            case 6 -> "\"histogram\":{" + temporality + ",\"dataPoints\":" + list(points(), _ -> histogram()) + "}";
            case 7 ->
                "\"exponentialHistogram\":{" + temporality + ",\"dataPoints\":" + list(points(), _ -> exponential())
                        + "}";
            case 8 -> "\"summary\":{\"dataPoints\":" + list(points(), _ -> summary()) + "}";
            default -> "\"gauge\":{}";
        };
        return "{\"name\":\"" + wildName + "\",\"description\":\""
                + pick.of("what it is", "what it is", kind == Kind.WILD ? "" : "what it is")
                + "\",\"unit\":\"" + unit + "\"," + data
                + (kind == Kind.WILD && pick.oneIn(6) ? ",\"metadata\":[" + attribute("m", value(1)) + "]" : "") + "}";
    }

    private int points() {
        return kind == Kind.TIDY ? 1 + pick.below(4) : pick.below(5);
    }

    private String head() {
        String start = kind == Kind.WILD && pick.oneIn(5)
                ? pick.of("0", Long.toString(NOW + round * SECOND))
                : Long.toString(NOW - 50 * SECOND);
        long time = NOW + (round * 10 - (pick.oneIn(kind == Kind.WILD ? 6 : 40) ? 10L * pick.below(3) : 0)) * SECOND;
        return "\"startTimeUnixNano\":\"" + start + "\",\"timeUnixNano\":\"" + time + "\",\"attributes\":"
                + attributes() + (pick.oneIn(30) ? ",\"flags\":1" : "")
                + (pick.oneIn(6) ? ",\"exemplars\":[" + exemplar() + "]" : "");
    }

    private String exemplar() {
        return "{\"timeUnixNano\":\"" + (NOW + round * SECOND) + "\",\"asDouble\":" + pick.below(9)
                + ".5,\"filteredAttributes\":[" + attribute("trace", text("t"))
                + "],\"spanId\":\"00f067aa0ba902b7\",\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}";
    }

    private String number() {
        if (kind == Kind.WILD && pick.oneIn(25)) {
            return "{" + head() + "}";
        }
        if (pick.oneIn(3)) {
            return "{" + head() + ",\"asDouble\":"
                    + (pick.oneIn(25)
                            ? pick.of("\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "-0.0", "1e300")
                            : rising() / 2.0)
                    + "}";
        }
        return "{" + head() + ",\"asInt\":\"" + (pick.oneIn(40) ? -5 : rising()) + "\"}";
    }

    /** Rises with time, so that resets are not the rule. */
    private long rising() {
        return pick.oneIn(6) ? pick.below(20) : round * 10 + pick.below(20);
    }

    private String histogram() {
        boolean wide = kind == Kind.WILD && pick.oneIn(8);
        String bounds = wide ? "[1,2.5,8]" : "[1,5]";
        List<Long> counts = counts(wide ? 4 : 3);
        return "{" + head() + ",\"count\":\"" + total(counts) + "\"" + optional("sum") + optional("min")
                + optional("max") + ",\"bucketCounts\":" + texts(counts) + ",\"explicitBounds\":" + bounds + "}";
    }

    private String exponential() {
        List<Long> positive = counts(1 + pick.below(4));
        List<Long> negative = pick.oneIn(3) ? counts(1 + pick.below(3)) : List.of();
        long zero = rising();
        return "{" + head() + ",\"count\":\"" + (total(positive) + total(negative) + zero) + "\"" + optional("sum")
                + ",\"scale\":" + (kind == Kind.WILD && pick.oneIn(6) ? pick.below(4) : 2) + ",\"zeroCount\":\"" + zero
                + "\",\"positive\":{\"offset\":"
                + (pick.below(4) - 1) + ",\"bucketCounts\":" + texts(positive) + "},\"negative\":{\"bucketCounts\":"
                + texts(negative)
                + "}" + (kind == Kind.WILD && pick.oneIn(8) ? ",\"zeroThreshold\":0.5" : "") + "}";
    }

    private String summary() {
        return "{" + head() + ",\"count\":\"" + rising() + "\",\"sum\":" + rising() + ",\"quantileValues\":"
                + "[{\"quantile\":0.5,\"value\":" + rising() + "},{\"quantile\":1,\"value\":" + rising() + ".5}]}";
    }

    private String optional(String field) {
        return pick.oneIn(6) ? "" : ",\"" + field + "\":" + rising() + ".5";
    }

    private List<Long> counts(int size) {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            counts.add(rising());
        }
        return counts;
    }

    private static long total(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static String texts(List<Long> counts) {
        return list(counts.size(), i -> "\"" + counts.get(i) + "\"");
    }

    private String attributes() {
        StringJoiner attributes = new StringJoiner(",", "[", "]");
        if (!pick.oneIn(6)) {
            attributes.add(attribute(
                    "code", kind == Kind.WILD && pick.oneIn(4) ? value(1) : text(pick.of("200", "404", "500"))));
        }
        if (!pick.oneIn(3)) {
            attributes.add(attribute("path", text(pick.of("/a", "/b/c", "/A b"))));
        }
        if (pick.oneIn(4)) {
            attributes.add(attribute("shard", "{\"intValue\":\"" + pick.below(3) + "\"}"));
        }
        if (kind == Kind.WILD && pick.oneIn(3)) {
            attributes.add(
                    attribute(pick.of("state", "process.command_line", "weird key/é", "__x", "state"), value(0)));
        }
        return attributes.toString();
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static String text(String text) {
        return "{\"stringValue\":\"" + text + "\"}";
    }

    /** Of any type. */
    private String value(int depth) {
        return switch (pick.below(depth > 2 ? 6 : 9)) {
            case 0 -> "{\"intValue\":\"" + pick.of("0", "-7", "42", "9223372036854775807") + "\"}";
            case 1 -> "{\"doubleValue\":" + pick.of("1.5", "2", "-0.25", "1e21", "\"NaN\"") + "}";
            case 2 -> "{\"boolValue\":" + pick.of("true", "false") + "}";
            case 3 -> "{\"bytesValue\":\"" + pick.of("", "AQID", "/+8=") + "\"}";
            case 4 -> "{}";
            case 5, 6 -> text(pick.of("", "x", "é ü", "a\\\"b", "line\\nbreak", "7", "GET /a"));
            case 7 -> "{\"arrayValue\":{\"values\":" + list(pick.below(3), _ -> value(depth + 1)) + "}}";
            default ->
                "{\"kvlistValue\":{\"values\":" + list(pick.below(3), i -> attribute("k" + i, value(depth + 1))) + "}}";
        };
    }
}
