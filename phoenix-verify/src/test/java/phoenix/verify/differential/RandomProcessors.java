package phoenix.verify.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Random processors, each of which the Collector accepts: a type and its settings in YAML's flow style. */
final class RandomProcessors {
    /** A processor's type and its settings. */
    record Configured(String type, String settings) {
        boolean aggregates() {
            return aggregations() > 0;
        }

        /** How often; the second time what comes first, and so decides, would be chance. */
        int aggregations() {
            return (settings + " ").split("aggregate_|action: combine").length - 1;
        }
    }

    /** What cuts, groups or remembers by the order in which points come. */
    private static final Set<String> ORDER_MATTERS = Set.of("batch", "groupbyattrs", "cumulative_to_delta");

    private final Pick pick;
    private final RandomOttl ottl;
    private final List<Supplier<Configured>> kinds = List.of(
            this::attributes,
            this::resource,
            this::filterByConditions,
            this::filterByLists,
            this::filterByNames,
            this::transform,
            this::transform,
            this::metricsTransform,
            this::metricsTransform,
            this::cumulativeToDelta,
            this::deltaToRate,
            this::groupByAttributes,
            this::batch,
            this::memoryLimiter);

    private final List<Supplier<Configured>> kindsForPages = List.of(
            this::attributes,
            this::filterByConditions,
            this::filterByLists,
            this::filterByNames,
            this::transformPoints,
            this::cumulativeToDelta,
            this::batch);

    RandomProcessors(Pick pick) {
        this.pick = pick;
        this.ottl = new RandomOttl(pick);
    }

    /** @param forPage only such as do not make series of two resources, or of two types, alike: then chance picks one */
    List<Configured> chain(boolean forPage) {
        List<Configured> chain = new ArrayList<>();
        for (int i = 0, n = 1 + pick.below(4); i < n; i++) {
            Configured next = pick.of(forPage ? kindsForPages : kinds).get();
            int before = chain.stream().mapToInt(Configured::aggregations).sum();
            boolean dependsOnOrder = ORDER_MATTERS.contains(next.type());
            boolean isChance = before + next.aggregations() > 1 || (before > 0 && dependsOnOrder);
            if (!isChance) {
                chain.add(next);
            }
        }
        return chain;
    }

    private interface Item {
        String yaml();
    }

    private String list(int max, Item item) {
        List<String> items = new ArrayList<>();
        for (int i = 0, n = 1 + pick.below(max); i < n; i++) {
            items.add(item.yaml());
        }
        return "[" + String.join(", ", items) + "]";
    }

    private String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String key() {
        return pick.of(RandomRequests.KEYS);
    }

    private String metric() {
        return pick.of(RandomRequests.METRICS);
    }

    private String pattern() {
        return pick.of("^http", "\\\\.", "e$", "requests|calls", "^(http|rpc)\\.(.*)$", ".*")
                .replace("\\\\", "\\");
    }

    private Configured attributes() {
        String match = pick.of(
                "",
                "include: {match_type: strict, metric_names: [" + metric() + ", " + metric() + "]}, ",
                "exclude: {match_type: regexp, metric_names: [" + quoted(pattern()) + "]}, ");
        return new Configured("attributes", "{" + match + "actions: " + list(4, () -> action(key(), key())) + "}");
    }

    private Configured resource() {
        return new Configured(
                "resource",
                "{attributes: "
                        + list(
                                4,
                                () -> action(
                                        pick.of(RandomRequests.RESOURCE_KEYS), pick.of(RandomRequests.RESOURCE_KEYS)))
                        + "}");
    }

    private String action(String key, String other) {
        return switch (pick.below(8)) {
            case 0, 1 ->
                "{key: " + key + ", action: " + pick.of("insert", "update", "upsert") + ", value: "
                        + pick.of("x", "7", "1.5", "true", "'7'", "[a, b]", "{k: v}") + "}";
            case 2 ->
                "{key: " + key + ", action: " + pick.of("insert", "upsert", "update") + ", from_attribute: " + other
                        + "}";
            case 3 -> "{key: " + key + ", action: delete}";
            case 4 -> "{action: delete, pattern: " + quoted(pick.of("^s", "e$", "process\\..*", "o")) + "}";
            case 5 -> "{key: " + key + ", action: hash}";
            case 6 ->
                "{key: " + key + ", action: extract, pattern: " + quoted(pick.of("^(?P<first>.)", "/(?P<dir>[a-z]+)"))
                        + "}";
            default ->
                "{key: " + key + ", action: convert, converted_type: " + pick.of("int", "double", "string") + "}";
        };
    }

    private Configured filterByConditions() {
        return new Configured(
                "filter",
                "{error_mode: " + errorMode() + ", metric_conditions: "
                        + list(3, () -> quoted(ottl.prefixedCondition(pick.of(RandomOttl.Context.values())))) + "}");
    }

    private String errorMode() {
        return pick.of("ignore", "ignore", "silent", "propagate");
    }

    private Configured filterByLists() {
        String metric = "metric: " + list(2, () -> quoted(ottl.condition(RandomOttl.Context.METRIC)));
        String datapoint = "datapoint: " + list(2, () -> quoted(ottl.condition(RandomOttl.Context.DATAPOINT)));
        String resource = "resource: " + list(1, () -> quoted(ottl.condition(RandomOttl.Context.RESOURCE)));
        return new Configured(
                "filter",
                "{error_mode: " + errorMode() + ", metrics: {"
                        + pick.of(metric, datapoint, metric + ", " + datapoint, resource + ", " + datapoint) + "}}");
    }

    private Configured filterByNames() {
        return new Configured(
                "filter",
                "{metrics: {" + pick.of("include", "exclude") + ": "
                        + pick.of(
                                "{match_type: strict, metric_names: [" + metric() + ", " + metric() + "]}",
                                "{match_type: regexp, metric_names: [" + quoted(pattern()) + "]}",
                                "{match_type: strict, resource_attributes: [{key: host.name, value: alpha}]}",
                                "{match_type: regexp, metric_names: ['.*'], resource_attributes: [{key: service.name,"
                                        + " value: 'shop-[01]'}]}")
                        + "}}");
    }

    private Configured transformPoints() {
        return new Configured(
                "transform",
                "{error_mode: " + errorMode() + ", metric_statements: [{context: datapoint, statements: "
                        + list(3, () -> quoted(ottl.attributeStatement(RandomOttl.Context.DATAPOINT))) + "}]}");
    }

    private Configured transform() {
        if (pick.oneIn(2)) {
            RandomOttl.Context context = pick.of(RandomOttl.Context.values());
            return new Configured(
                    "transform",
                    "{error_mode: " + errorMode() + ", metric_statements: "
                            + list(4, () -> quoted(ottl.prefixedStatement(context))) + "}");
        }
        return new Configured(
                "transform", "{error_mode: " + errorMode() + ", metric_statements: " + list(3, this::statements) + "}");
    }

    private String statements() {
        RandomOttl.Context context = pick.of(RandomOttl.Context.values());
        String conditions = pick.oneIn(3) ? "conditions: " + list(2, () -> quoted(ottl.condition(context))) + ", " : "";
        return "{context: " + context.yaml() + ", " + conditions + "statements: "
                + list(4, () -> quoted(ottl.statement(context))) + "}";
    }

    private Configured metricsTransform() {
        return new Configured("metrics_transform", "{transforms: " + list(3, this::renaming) + "}");
    }

    private String renaming() {
        boolean regexp = pick.oneIn(2);
        String include = regexp ? "include: " + quoted(pattern()) + ", match_type: regexp" : "include: " + metric();
        String labels =
                pick.oneIn(3) ? ", experimental_match_labels: {code: " + quoted(pick.of("200", "500")) + "}" : "";
        return switch (pick.below(5)) {
            case 0 ->
                "{" + include + labels + ", action: insert, new_name: " + (regexp ? "copy" : metric() + ".copy")
                        + operations(labels.isEmpty()) + "}";
            case 1 ->
                "{" + include + labels + ", action: combine, new_name: combined, aggregation_type: " + aggregation()
                        + "}";
            case 2 -> "{" + include + labels + ", action: group, group_resource_labels: {kind: grouped}}";
            default ->
                "{" + include + labels + ", action: update"
                        + (pick.oneIn(2) ? ", new_name: " + (regexp ? "renamed" : metric()) : "")
                        + operations(labels.isEmpty()) + "}";
        };
    }

    private String aggregation() {
        return pick.of("sum", "mean", "min", "max", "count", "median");
    }

    private String operations(boolean aggregates) {
        return pick.oneIn(3) ? "" : ", operations: " + list(3, () -> operation(aggregates));
    }

    private String operation(boolean aggregates) {
        return switch (pick.below(aggregates ? 6 : 5)) {
            case 0 -> "{action: add_label, new_label: " + pick.of("added", "code") + ", new_value: v}";
            case 1 ->
                "{action: update_label, label: " + key() + ", new_label: " + pick.of("renamed", "code")
                        + ", value_actions: [{value: '200', new_value: ok}]}";
            case 2 -> "{action: delete_label_value, label: code, label_value: " + quoted(pick.of("200", "500")) + "}";
            case 3 -> "{action: toggle_scalar_data_type}";
            case 4 -> "{action: experimental_scale_value, experimental_scale: " + pick.of("2", "0.5", "1000") + "}";
            default ->
                "{action: aggregate_labels, label_set: " + pick.of("[]", "[code]", "[path, code]")
                        + ", aggregation_type: " + aggregation() + "}";
        };
    }

    private Configured cumulativeToDelta() {
        return new Configured(
                "cumulative_to_delta",
                pick.of(
                        "{}",
                        "{initial_value: " + pick.of("auto", "keep", "drop") + "}",
                        "{include: {match_type: strict, metrics: [" + metric() + "]}}",
                        "{exclude: {match_type: regexp, metrics: [" + quoted(pattern()) + "]}, initial_value: keep}",
                        "{include: {metric_types: [" + pick.of("sum", "histogram", "exponentialhistogram") + "]}}"));
    }

    private Configured deltaToRate() {
        return new Configured("delta_to_rate", "{metrics: [http.requests, rpc.calls]}");
    }

    private Configured groupByAttributes() {
        return new Configured(
                "groupbyattrs",
                pick.of("{}", "{keys: [code]}", "{keys: [path, shard]}", "{keys: [host.name, code, nothing]}"));
    }

    /** Without a timeout, so that chance does not cut the batches. */
    private Configured batch() {
        return new Configured(
                "batch", "{timeout: 0s, send_batch_max_size: " + (1 + pick.below(9)) + ", send_batch_size: 1}");
    }

    private Configured memoryLimiter() {
        return new Configured("memory_limiter", "{check_interval: 1s, limit_mib: 2000}");
    }
}
