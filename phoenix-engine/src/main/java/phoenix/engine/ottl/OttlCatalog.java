package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phoenix.ottl.Catalog;
import phoenix.ottl.ContextSpec;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.PathSpec;

/** What OTTL offers for metrics: contexts, paths, functions and enum symbols as the Collector has them. */
final class OttlCatalog {
    private static final Map<String, Long> OF_METRICS = Map.of(
            "AGGREGATION_TEMPORALITY_UNSPECIFIED", 0L,
            "AGGREGATION_TEMPORALITY_DELTA", 1L,
            "AGGREGATION_TEMPORALITY_CUMULATIVE", 2L,
            "METRIC_DATA_TYPE_NONE", 0L,
            "METRIC_DATA_TYPE_GAUGE", 1L,
            "METRIC_DATA_TYPE_SUM", 2L,
            "METRIC_DATA_TYPE_HISTOGRAM", 3L,
            "METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM", 4L,
            "METRIC_DATA_TYPE_SUMMARY", 5L);
    private static final Map<String, Long> OF_POINTS = Map.of("FLAG_NONE", 0L, "FLAG_NO_RECORDED_VALUE", 1L);

    // The lowest first: inference takes the first that a statement names.
    private static final List<String> CONTEXTS = List.of("exemplar", "datapoint", "metric", "scope", "resource");

    static final OttlCatalog TRANSFORM = new OttlCatalog(CONTEXTS, true);
    /** What the conditions of a transform processor may use. */
    static final OttlCatalog CONDITIONS = new OttlCatalog(CONTEXTS, false);
    /** What a filter processor may use: it looks at no single exemplars. */
    static final OttlCatalog FILTER = new OttlCatalog(CONTEXTS.subList(1, CONTEXTS.size()), false);

    private final Catalog catalog;
    private final Map<String, Map<String, Function>> functions = new LinkedHashMap<>();

    private OttlCatalog(List<String> names, boolean editors) {
        List<ContextSpec> contexts = new ArrayList<>();
        for (String context : names) {
            Map<String, Function> byName = new LinkedHashMap<>();
            functionsOf(context, editors).forEach(f -> byName.put(f.spec().name(), f));
            functions.put(context, byName);
            Map<String, FunctionSpec> specs = new LinkedHashMap<>();
            byName.forEach((name, f) -> specs.put(name, f.spec()));
            contexts.add(new ContextSpec(context, pathsOf(context), specs, new ContextSpec.Enums(enumsOf(context))));
        }
        this.catalog = new Catalog(contexts);
    }

    Catalog catalog() {
        return catalog;
    }

    /** The names of the contexts, the lowest first. */
    Set<String> contexts() {
        return functions.keySet();
    }

    Map<String, Function> functions(String context) {
        return functions.getOrDefault(context, Map.of());
    }

    private static Map<String, Long> enumsOf(String context) {
        Map<String, Long> symbols = new LinkedHashMap<>();
        boolean point = context.equals("datapoint");
        if (point || context.equals("metric")) {
            symbols.putAll(OF_METRICS);
        }
        if (point) {
            symbols.putAll(OF_POINTS);
        }
        return symbols;
    }

    private static List<Function> functionsOf(String context, boolean editors) {
        List<Function> all = new ArrayList<>();
        all.addAll(TextConverters.all());
        all.addAll(TypeConverters.all());
        all.addAll(HashConverters.all());
        all.addAll(Hashes.all());
        all.addAll(Decoding.all());
        all.addAll(IdConverters.all());
        all.addAll(TimeConverters.all());
        all.addAll(CollectionConverters.all());
        all.addAll(ParseConverters.all());
        all.addAll(StructureConverters.all());
        all.addAll(UuidConverters.all());
        all.add(GrokConverter.function());
        if (editors) {
            all.addAll(SetEditors.all());
            all.addAll(KeyEditors.all());
            all.addAll(ReplaceEditors.all());
            all.addAll(MapEditors.all());
            switch (context) {
                case "metric" -> all.addAll(MetricEditors.all());
                case "datapoint" -> all.addAll(PointEditors.all());
                default -> {}
            }
        } else if (context.equals("metric")) {
            all.addAll(AttributeTests.all());
        }
        return all;
    }

    private static Map<String, Map<String, PathSpec>> pathsOf(String context) {
        Map<String, Map<String, PathSpec>> paths = new LinkedHashMap<>();
        paths.put("otelcol", client());
        switch (context) {
            case "exemplar" -> {
                paths.put("exemplar", fields(PathSpec.indexable("cache"), exemplar()));
                paths.put("datapoint", fields(null, point()));
                paths.put("metric", fields(null, metric()));
            }
            case "datapoint" -> {
                paths.put("datapoint", fields(PathSpec.indexable("cache"), point()));
                paths.put("metric", fields(null, metric()));
            }
            case "metric" -> paths.put("metric", fields(PathSpec.indexable("cache"), metric()));
            default -> {}
        }
        if (!context.equals("resource")) {
            boolean own = context.equals("scope");
            paths.put("scope", fields(own ? PathSpec.indexable("cache") : null, scope()));
            if (!own) {
                // The old name is taken where it is read from below, not in the scope context itself.
                paths.put("instrumentation_scope", fields(null, scope()));
            }
        }
        paths.put("resource", fields(context.equals("resource") ? PathSpec.indexable("cache") : null, resource()));
        return paths;
    }

    private static Map<String, PathSpec> fields(
            @org.jspecify.annotations.Nullable PathSpec cache, List<PathSpec> specs) {
        Map<String, PathSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        if (cache != null) {
            byName.put(cache.name(), cache);
        }
        return byName;
    }

    private static List<PathSpec> resource() {
        return List.of(
                PathSpec.indexable("attributes"),
                PathSpec.field("dropped_attributes_count"),
                PathSpec.field("schema_url"));
    }

    private static List<PathSpec> scope() {
        return List.of(
                PathSpec.indexable("attributes"),
                PathSpec.field("name"),
                PathSpec.field("version"),
                PathSpec.field("dropped_attributes_count"),
                PathSpec.field("schema_url"));
    }

    private static List<PathSpec> metric() {
        return List.of(
                PathSpec.field("name"),
                PathSpec.field("description"),
                PathSpec.field("unit"),
                PathSpec.field("type"),
                PathSpec.field("aggregation_temporality"),
                PathSpec.field("is_monotonic"),
                PathSpec.field("data_points"),
                PathSpec.indexable("metadata"));
    }

    private static Map<String, PathSpec> client() {
        PathSpec metadata = PathSpec.indexable("metadata");
        PathSpec auth = PathSpec.prefix("auth", PathSpec.indexable("attributes"));
        return fields(
                null,
                List.of(
                        PathSpec.prefix("client", PathSpec.field("addr"), metadata, auth),
                        PathSpec.prefix("grpc", metadata)));
    }

    private static List<PathSpec> exemplar() {
        PathSpec text = PathSpec.field("string");
        return List.of(
                PathSpec.indexable("filtered_attributes"),
                PathSpec.field("time_unix_nano"),
                PathSpec.field("time"),
                PathSpec.field("double_value"),
                PathSpec.field("int_value"),
                PathSpec.group("trace_id", text),
                PathSpec.group("span_id", text));
    }

    private static List<PathSpec> point() {
        PathSpec offset = PathSpec.field("offset");
        PathSpec counts = PathSpec.field("bucket_counts");
        return List.of(
                PathSpec.indexable("attributes"),
                PathSpec.field("start_time_unix_nano"),
                PathSpec.field("time_unix_nano"),
                PathSpec.field("start_time"),
                PathSpec.field("time"),
                PathSpec.field("value_double"),
                PathSpec.field("value_int"),
                PathSpec.field("exemplars"),
                PathSpec.field("flags"),
                PathSpec.field("count"),
                PathSpec.field("sum"),
                PathSpec.field("bucket_counts"),
                PathSpec.field("explicit_bounds"),
                PathSpec.field("scale"),
                PathSpec.field("zero_count"),
                PathSpec.group("positive", offset, counts),
                PathSpec.group("negative", offset, counts),
                PathSpec.field("quantile_values"));
    }
}
