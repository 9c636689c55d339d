package phoenix.engine.receiver.prometheus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricType;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Value;

/**
 * Puts the samples of one scrape together to metrics, as the Collector's receiver does in a transaction: by target, scope
 * and family, each in the order in which it came. Of use once.
 */
final class Families {
    private static final String SCOPE_PREFIX = "otel_scope_";
    private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum", "_total", "_info", "_created");
    static final String SCOPE_NAME =
            "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver";

    private record TargetKey(String job, String instance) {}

    private record ScopeKey(String name, String version, String schemaUrl, Attributes attributes) {
        static final ScopeKey NONE = new ScopeKey("", "", "", Attributes.EMPTY);
    }

    /** A family may have classic and native histograms side by side. */
    private record FamilyKey(boolean isNative, String name) {}

    private static final class Node {
        Attributes resource;
        final Map<ScopeKey, Map<FamilyKey, Family>> scopes = new LinkedHashMap<>();

        Node(Attributes resource) {
            this.resource = resource;
        }
    }

    private final ScrapeCache cache;
    private final Target target;
    private final Map<String, String> externalLabels;
    private final String version;
    private final Map<TargetKey, Node> nodes = new LinkedHashMap<>();
    private int points;

    /** @param version of the scope of metrics that name none */
    Families(ScrapeCache cache, Target target, Map<String, String> externalLabels, String version) {
        this.cache = cache;
        this.target = target;
        this.externalLabels = externalLabels;
        this.version = version;
    }

    /** How many samples were taken. */
    int size() {
        return points;
    }

    /**
     * Takes a sample.
     *
     * @return whether the end of its series will have to be told
     * @throws ParseException when the whole scrape cannot be used
     */
    boolean add(Labels given, long timeMillis, double value, @Nullable ScrapedExemplar exemplar) throws ParseException {
        Labels labels = withExternal(given);
        String metric = name(labels);
        Node node = node(labels);
        if (metric.equals("target_info")) {
            node.resource = withLabels(node.resource, labels);
            return false;
        }
        Metadata said = cache.said(metric);
        if (PointGroup.isStale(value) && said != null && said.type() == PromType.HISTOGRAM) {
            // Classic ones have suffixes, which nobody says anything of.
            return add(node, labels, metric, timeMillis, NativeHistogram.stale(), List.of());
        }
        Family family = family(node, scope(labels), metric, false);
        boolean taken = family.add(metric, labels, timeMillis, value);
        points += taken ? 1 : 0;
        if (exemplar != null) {
            family.exemplar(labels, exemplar, timeMillis);
        }
        return taken;
    }

    /** Takes a native histogram, as the other {@code add} takes a sample. */
    boolean add(Labels given, long timeMillis, NativeHistogram histogram, List<ScrapedExemplar> exemplars)
            throws ParseException {
        Labels labels = withExternal(given);
        return add(node(labels), labels, name(labels), timeMillis, histogram, exemplars);
    }

    private boolean add(
            Node node,
            Labels labels,
            String metric,
            long timeMillis,
            NativeHistogram histogram,
            List<ScrapedExemplar> exemplars) {
        Family family = family(node, scope(labels), metric, true);
        boolean taken = family.add(labels, timeMillis, histogram);
        points += taken ? 1 : 0;
        exemplars.forEach(exemplar -> family.exemplar(labels, exemplar, timeMillis));
        return taken;
    }

    private Labels withExternal(Labels given) {
        if (externalLabels.isEmpty()) {
            return given;
        }
        Map<String, String> with = given.toMap();
        with.putAll(externalLabels);
        return Labels.of(with);
    }

    private static String name(Labels labels) throws ParseException {
        String metric = labels.get(Labels.NAME);
        if (metric.isEmpty()) {
            throw new ParseException("a sample without a name");
        }
        return metric;
    }

    /** What {@code target_info} says becomes attributes of the resource. */
    private static Attributes withLabels(Attributes attributes, Labels labels) {
        Attributes with = attributes;
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (!name.equals("job") && !name.equals("instance") && !name.equals(Labels.NAME)) {
                with = with.with(name, Value.of(labels.value(i)));
            }
        }
        return with;
    }

    private Node node(Labels labels) throws ParseException {
        String job = labels.get("job");
        String instance = labels.get("instance");
        TargetKey key = new TargetKey(
                job.isEmpty() ? target.labels().get("job") : job,
                instance.isEmpty() ? target.labels().get("instance") : instance);
        if (key.job.isEmpty() || key.instance.isEmpty()) {
            throw new ParseException("job or instance cannot be found from labels");
        }
        return nodes.computeIfAbsent(key, k -> new Node(target.resource(k.job, k.instance)));
    }

    private static ScopeKey scope(Labels labels) {
        Attributes.Builder attributes = Attributes.builder();
        boolean any = false;
        for (int i = 0; i < labels.size(); i++) {
            if (labels.name(i).startsWith(SCOPE_PREFIX)) {
                any = true;
                String key = labels.name(i).substring(SCOPE_PREFIX.length());
                if (!key.equals("name") && !key.equals("version") && !key.equals("schema_url")) {
                    attributes.put(key, labels.value(i));
                }
            }
        }
        return any
                ? new ScopeKey(
                        labels.get("otel_scope_name"),
                        labels.get("otel_scope_version"),
                        labels.get("otel_scope_schema_url"),
                        attributes.build())
                : ScopeKey.NONE;
    }

    static String normalized(String metric) {
        for (String suffix : SUFFIXES) {
            if (metric.endsWith(suffix) && !metric.equals(suffix)) {
                return metric.substring(0, metric.length() - suffix.length());
            }
        }
        return metric;
    }

    private Family family(Node node, ScopeKey scope, String metric, boolean isNative) {
        Map<FamilyKey, Family> families = node.scopes.computeIfAbsent(scope, _ -> new LinkedHashMap<>());
        Family family = families.get(new FamilyKey(isNative, metric));
        if (family != null) {
            return family;
        }
        String name = metric;
        if (cache.said(metric) == null) {
            name = normalized(metric);
            if (isCounterCreated(metric, name)) {
                name += "_total";
            }
        }
        family = families.get(new FamilyKey(isNative, name));
        if (family == null || !family.includes(metric)) {
            family = newFamily(metric);
            family = isNative ? family.ofNative() : family;
            families.put(new FamilyKey(isNative, family.name), family);
        }
        return family;
    }

    /** OpenMetrics' {@code foo_created} belongs to the counter {@code foo_total}. */
    private boolean isCounterCreated(String metric, String normalized) {
        Metadata said = cache.said(normalized);
        return metric.endsWith("_created") && said != null && said.type() == PromType.COUNTER;
    }

    private Family newFamily(String metric) {
        Metadata own = Metadata.ofOwn(metric);
        Metadata said = own == null ? cache.said(metric) : own;
        if (said != null) {
            return new Family(metric, said);
        }
        String normalized = normalized(metric);
        Metadata merged = cache.said(normalized);
        if (merged == null) {
            return new Family(metric, Metadata.unknown(metric));
        }
        if (merged.type() == PromType.COUNTER) {
            return new Family(metric.endsWith("_created") ? normalized + "_total" : metric, merged);
        }
        return new Family(normalized, merged);
    }

    MetricBatch build() {
        BatchBuilder builder = new BatchBuilder(Math.max(16, points));
        for (Node node : nodes.values()) {
            if (node.scopes.values().stream().flatMap(f -> f.values().stream()).noneMatch(Family::hasPoints)) {
                continue;
            }
            builder.resource(Resource.of(node.resource));
            node.scopes.forEach((key, families) -> {
                builder.scope(scope(key));
                families.values().forEach(family -> family.appendTo(builder));
            });
        }
        return builder.build();
    }

    private Scope scope(ScopeKey key) {
        return key.equals(ScopeKey.NONE)
                ? Scope.of(SCOPE_NAME, version)
                : new Scope(key.name, key.version, key.attributes, 0, key.schemaUrl);
    }

    /** Whether labels of that name are part of what a metric is, and no attribute of its points. */
    static boolean isOwn(String label, MetricType type) {
        return switch (label) {
            case Labels.NAME, "instance", "job", "__scheme__", "__metrics_path__" -> true;
            case "le" -> type == MetricType.HISTOGRAM;
            case "quantile" -> type == MetricType.SUMMARY;
            default -> label.startsWith(SCOPE_PREFIX);
        };
    }
}
