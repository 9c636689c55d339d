package phoenix.engine.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.Value;

/**
 * Batches as short text, one thing a line, batches apart by a line {@code ---}:
 *
 * <pre>
 * resource host=a
 * scope lib 1.0
 * sum requests {1} cumulative monotonic
 *   code=200,up=true 100..200 int=5
 *   - F10..F20 double=NaN flags=1
 * histogram latency ms delta
 *   - 0..10 count=3 sum=9 min=1 max=5 buckets=1,2 bounds=4
 * exponential sizes By cumulative
 *   - 0..10 count=3 sum=9 scale=1 zero=1 threshold=0.5 positive=-1:1,1 negative=0:
 * summary s - -
 *   - 0..10 count=2 sum=3 quantiles=0.5:1,0.9:2
 * </pre>
 *
 * <p>Times are seconds, and {@code F10} is ten seconds into the far future, after the start of any processor. Attribute
 * values are integers, booleans and decimals where they look like one.
 */
final class BatchScript {
    private static final long FUTURE_SECONDS = 7_000_000_000L;
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

    private final BatchBuilder builder = new BatchBuilder();

    private BatchScript() {}

    static List<MetricBatch> read(String text) {
        List<MetricBatch> batches = new ArrayList<>();
        for (String part : text.split("(?m)^---\\n", -1)) {
            BatchScript script = new BatchScript();
            part.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(script::line);
            batches.add(script.builder.build());
        }
        return batches;
    }

    private void line(String line) {
        String[] words = line.strip().split(" +", -1);
        if (line.startsWith(" ")) {
            point(words);
            return;
        }
        switch (words[0]) {
            case "resource" -> builder.resource(Resource.of(attributes(word(words, 1))));
            case "scope" ->
                builder.scope(Scope.of(word(words, 1), word(words, 2)).withAttributes(attributes(word(words, 3))));
            case "gauge", "sum", "histogram", "exponential", "summary" -> builder.metric(metric(words, line));
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static MetricInfo metric(String[] words, String line) {
        MetricType type = switch (words[0]) {
            case "gauge" -> MetricType.GAUGE;
            case "sum" -> MetricType.SUM;
            case "histogram" -> MetricType.HISTOGRAM;
            case "exponential" -> MetricType.EXPONENTIAL_HISTOGRAM;
            default -> MetricType.SUMMARY;
        };
        Temporality temporality = line.contains(" cumulative")
                ? Temporality.CUMULATIVE
                : line.contains(" delta") ? Temporality.DELTA : Temporality.UNSPECIFIED;
        return new MetricInfo(
                word(words, 1),
                "about " + word(words, 1),
                word(words, 2),
                type,
                temporality,
                line.endsWith(" monotonic"),
                Attributes.EMPTY);
    }

    private static String word(String[] words, int index) {
        return index < words.length && !words[index].equals("-") ? words[index] : "";
    }

    private void point(String[] words) {
        Attributes attributes = attributes(words[0]);
        String[] times = words[1].split("\\.\\.", -1);
        long start = time(times[0]);
        long time = time(times[1]);
        Map<String, String> fields = new HashMap<>();
        for (int i = 2; i < words.length; i++) {
            fields.put(words[i].substring(0, words[i].indexOf('=')), words[i].substring(words[i].indexOf('=') + 1));
        }
        if (fields.containsKey("int")) {
            builder.intPoint(attributes, start, time, Long.parseLong(fields.get("int")));
        } else if (fields.containsKey("double")) {
            builder.doublePoint(attributes, start, time, Double.parseDouble(fields.get("double")));
        } else if (fields.containsKey("count")) {
            body(attributes, start, time, fields);
        } else {
            builder.emptyPoint(attributes, start, time);
        }
        builder.flags(Integer.parseInt(fields.getOrDefault("flags", "0")));
    }

    private void body(Attributes attributes, long start, long time, Map<String, String> fields) {
        long count = Long.parseLong(fields.getOrDefault("count", "0"));
        OptionalNumber sum = optional(fields.get("sum"));
        OptionalNumber min = optional(fields.get("min"));
        OptionalNumber max = optional(fields.get("max"));
        if (fields.containsKey("scale")) {
            builder.bodyPoint(
                    attributes,
                    start,
                    time,
                    new ExponentialHistogramBody(
                            count,
                            sum,
                            min,
                            max,
                            Integer.parseInt(fields.get("scale")),
                            Long.parseLong(fields.getOrDefault("zero", "0")),
                            Double.parseDouble(fields.getOrDefault("threshold", "0")),
                            buckets(fields.getOrDefault("positive", "0:")),
                            buckets(fields.getOrDefault("negative", "0:"))));
        } else if (fields.containsKey("quantiles")) {
            List<Quantile> quantiles = new ArrayList<>();
            for (String pair : split(fields.get("quantiles"))) {
                String[] parts = pair.split(":", -1);
                quantiles.add(new Quantile(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
            }
            builder.bodyPoint(attributes, start, time, new SummaryBody(count, sum.value(), quantiles));
        } else {
            builder.bodyPoint(
                    attributes,
                    start,
                    time,
                    new HistogramBody(
                            count,
                            sum,
                            min,
                            max,
                            longs(fields.getOrDefault("buckets", "")),
                            split(fields.getOrDefault("bounds", "")).stream()
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()));
        }
    }

    private static Buckets buckets(String text) {
        int colon = text.indexOf(':');
        return new Buckets(Integer.parseInt(text.substring(0, colon)), longs(text.substring(colon + 1)));
    }

    private static long[] longs(String text) {
        return split(text).stream().mapToLong(Long::parseLong).toArray();
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static OptionalNumber optional(@Nullable String text) {
        return text == null ? OptionalNumber.UNSET : OptionalNumber.of(Double.parseDouble(text));
    }

    private static long time(String text) {
        long seconds = text.startsWith("F") ? FUTURE_SECONDS + Long.parseLong(text.substring(1)) : Long.parseLong(text);
        return seconds * 1_000_000_000L;
    }

    private static Attributes attributes(String text) {
        Attributes.Builder attributes = Attributes.builder();
        for (String pair : split(text.equals("-") ? "" : text)) {
            attributes.put(pair.substring(0, pair.indexOf('=')), value(pair.substring(pair.indexOf('=') + 1)));
        }
        return attributes.build();
    }

    private static Value value(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Value.of(Long.parseLong(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return Value.of(Double.parseDouble(text));
        }
        return text.equals("true") || text.equals("false") ? Value.of(text.equals("true")) : Value.of(text);
    }
}
