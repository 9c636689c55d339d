package phoenix.verify.hostmetrics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;
import phoenix.metrics.ValueKind;
import tools.jackson.databind.JsonNode;

/**
 * One payload as series: everything about a series that is not its number is in its key, so that two payloads can be
 * compared as maps.
 */
record Series(Map<Key, Point> points, long firstTimeNanos, long lastTimeNanos) {

    /**
     * What makes a series.
     *
     * @param pid of the process that it is about; 0 for the host
     * @param resource attributes and schema URL
     * @param metric scope, name, unit, type, temporality, monotony, kind of number, description
     */
    record Key(long pid, String resource, String metric, String name, String attributes) {
        boolean isAboutProcess() {
            return pid != 0;
        }
    }

    record Point(double value, long startNanos) {}

    /** The kernel names a worker thread after what it did last, as in {@code kworker/1:2-mm_percpu_wq}. */
    private static final Pattern WORK = Pattern.compile("(kworker/u?[0-9]+:[0-9]+H?)[-+][^,}]*");

    private static String withoutWork(String resource) {
        return WORK.matcher(resource).replaceAll("$1");
    }

    /** Collects points. */
    private static final class Builder {
        private final Map<Key, Point> points = new HashMap<>();
        private long first = Long.MAX_VALUE;
        private long last;

        void add(Key key, Point point, long timeNanos) {
            if (points.put(key, point) != null) {
                throw new AssertionError("two points of one series: " + key);
            }
            first = Math.min(first, timeNanos);
            last = Math.max(last, timeNanos);
        }

        Series build() {
            return new Series(points, first, last);
        }
    }

    static Series of(MetricBatch batch) {
        Builder series = new Builder();
        for (int m = 0; m < batch.metricCount(); m++) {
            Resource resource = batch.resource(batch.resourceOfMetric(m));
            Scope scope = batch.scope(batch.scopeOfMetric(m));
            for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                String metric = describe(batch.metric(m), scope, batch.valueKind(p) == ValueKind.INT);
                Key key = new Key(
                        pid(resource.attributes()),
                        withoutWork(text(resource.attributes())) + " " + resource.schemaUrl(),
                        metric,
                        batch.metric(m).name(),
                        text(batch.attributes(p)));
                series.add(key, new Point(batch.numberValue(p), batch.startTimeUnixNano(p)), batch.timeUnixNano(p));
            }
        }
        return series.build();
    }

    private static long pid(Attributes resource) {
        return resource.get("process.pid") instanceof Value.IntValue(long pid) ? pid : 0;
    }

    private static String describe(MetricInfo metric, Scope scope, boolean isInt) {
        return String.join(
                "|",
                scope.name(),
                scope.version(),
                metric.name(),
                metric.unit(),
                metric.type().name().toLowerCase(java.util.Locale.ROOT),
                metric.temporality() == Temporality.CUMULATIVE ? "2" : "0",
                Boolean.toString(metric.monotonic()),
                isInt ? "int" : "double",
                metric.description());
    }

    private static String text(Attributes attributes) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            sorted.put(
                    attributes.key(i),
                    switch (attributes.value(i)) {
                        case Value.StringValue(String text) -> text;
                        case Value.IntValue(long number) -> "int " + number;
                        default -> throw new AssertionError(attributes.value(i));
                    });
        }
        return sorted.toString();
    }

    /** From a line that the Collector's file exporter wrote. */
    static Series of(JsonNode payload) {
        Builder series = new Builder();
        for (JsonNode resource : payload.path("resourceMetrics")) {
            JsonNode attributes = resource.path("resource").path("attributes");
            String described = withoutWork(text(attributes)) + " "
                    + resource.path("schemaUrl").asString("");
            for (JsonNode scope : resource.path("scopeMetrics")) {
                for (JsonNode metric : scope.path("metrics")) {
                    addJson(series, pid(attributes), described, scope.path("scope"), metric);
                }
            }
        }
        return series.build();
    }

    private static void addJson(Builder series, long pid, String resource, JsonNode scope, JsonNode metric) {
        String type = metric.has("sum") ? "sum" : "gauge";
        JsonNode data = metric.path(type);
        for (JsonNode point : data.path("dataPoints")) {
            boolean isInt = point.has("asInt");
            String described = String.join(
                    "|",
                    scope.path("name").asString(""),
                    scope.path("version").asString(""),
                    metric.path("name").asString(""),
                    metric.path("unit").asString(""),
                    type,
                    Integer.toString(data.path("aggregationTemporality").asInt(0)),
                    Boolean.toString(data.path("isMonotonic").asBoolean(false)),
                    isInt ? "int" : "double",
                    metric.path("description").asString(""));
            double value = isInt
                    ? point.path("asInt").asLong(0)
                    : Double.parseDouble(point.path("asDouble").asString("NaN"));
            Key key =
                    new Key(pid, resource, described, metric.path("name").asString(""), text(point.path("attributes")));
            series.add(
                    key,
                    new Point(value, point.path("startTimeUnixNano").asLong(0)),
                    point.path("timeUnixNano").asLong(0));
        }
    }

    private static long pid(JsonNode attributes) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("key").asString("").equals("process.pid")) {
                return attribute.path("value").path("intValue").asLong(0);
            }
        }
        return 0;
    }

    private static String text(JsonNode attributes) {
        Map<String, String> sorted = new TreeMap<>();
        for (JsonNode attribute : attributes) {
            JsonNode value = attribute.path("value");
            sorted.put(
                    attribute.path("key").asString(""),
                    value.has("intValue")
                            ? "int " + value.path("intValue").asString("")
                            : value.path("stringValue").asString(""));
        }
        return sorted.toString();
    }
}
