package phoenix.verify.differential;

import java.util.Locale;

/** Random statements and conditions that compile; at run time they may fail, which is part of the comparison. */
final class RandomOttl {
    /** The contexts of metrics. */
    enum Context {
        RESOURCE,
        SCOPE,
        METRIC,
        DATAPOINT;

        String yaml() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DEPTH_MAX = 3;
    private final Pick pick;
    /** Whether paths are written with their context, as statements must be that belong to no block. */
    private boolean prefixed;

    RandomOttl(Pick pick) {
        this.pick = pick;
    }

    String statement(Context context) {
        prefixed = pick.oneIn(3);
        return anyStatement(context);
    }

    String attributeStatement(Context context) {
        prefixed = pick.oneIn(3);
        return mapEditor(context) + (pick.oneIn(2) ? " where " + condition(context, 0) : "");
    }

    String prefixedStatement(Context context) {
        prefixed = true;
        return anyStatement(context);
    }

    String condition(Context context) {
        prefixed = pick.oneIn(3);
        return condition(context, 0);
    }

    String prefixedCondition(Context context) {
        prefixed = true;
        return path(context, context == Context.METRIC ? "name" : "attributes[\"code\"]")
                + pick.of(" != nil and ", " != nil and ", " == nil or ") + "(" + condition(context, 0) + ")";
    }

    private String path(Context context, String rest) {
        return prefixed ? context.yaml() + "." + rest : rest;
    }

    private String anyStatement(Context context) {
        String editor = switch (context) {
            case METRIC -> pick.oneIn(2) ? metricEditor() : mapEditor(context);
            case DATAPOINT -> pick.oneIn(3) ? pointEditor() : mapEditor(context);
            case RESOURCE, SCOPE -> mapEditor(context);
        };
        return editor + (pick.oneIn(2) ? " where " + condition(context, 0) : "");
    }

    private String map(Context context) {
        return context == Context.METRIC ? (prefixed ? "metric.metadata" : "metadata") : path(context, "attributes");
    }

    private String attribute(Context context) {
        return map(context) + "[\"" + key(context) + "\"]";
    }

    private String key(Context context) {
        return context == Context.RESOURCE ? pick.of(RandomRequests.RESOURCE_KEYS) : pick.of(RandomRequests.KEYS);
    }

    private String keys(Context context) {
        return "[\"" + key(context) + "\", \"" + key(context) + "\"]";
    }

    private String mapEditor(Context context) {
        String map = map(context);
        return switch (pick.below(17)) {
            case 0, 1, 2, 3, 4 -> "set(" + attribute(context) + ", " + value(context, 0) + ")";
            case 5 -> "delete_key(" + map + ", \"" + key(context) + "\")";
            case 6 -> "delete_matching_keys(" + map + ", \"" + pick.of("^s", "e$", "o") + "\")";
            case 7 -> "keep_keys(" + map + ", " + keys(context) + ")";
            case 8 -> "keep_matching_keys(" + map + ", \"" + pick.of("^[a-p]", "e", "code|path") + "\")";
            case 9 -> "limit(" + map + ", " + pick.below(3) + ", [\"" + key(context) + "\"])";
            case 10 -> "truncate_all(" + map + ", " + pick.below(5) + ")";
            case 11 ->
                "replace_all_patterns(" + map + ", \"" + pick.of("value", "key") + "\", \""
                        + pick.of("[0-9]+", "^(.)", "a") + "\", \"" + pick.of("N", "<$$1>", "") + "\")";
            case 12 ->
                "replace_pattern(" + attribute(context) + ", \"" + pick.of("[0-9]+", "/.*", "^(.)") + "\", \""
                        + pick.of("x", "$$1$$1") + "\"" + pick.of("", ", SHA256", "") + ")";
            case 13 -> "replace_match(" + attribute(context) + ", \"" + pick.of("*0", "/a", "?00") + "\", \"m\")";
            case 14 -> "replace_all_matches(" + map + ", \"" + pick.of("*0*", "/*") + "\", \"m\")";
            case 15 ->
                "merge_maps(" + map + ", {\"" + pick.of("code", "new") + "\": [1, \"b\"]}, \""
                        + pick.of("insert", "update", "upsert") + "\")";
            default -> "flatten(" + map + pick.of("", ", \"pre\"", ", depth=1") + ")";
        };
    }

    private String metricEditor() {
        String name = path(Context.METRIC, "name");
        return switch (pick.below(13)) {
            case 0 -> "set(" + name + ", Concat([" + name + ", \"" + pick.of("x", "total") + "\"], \".\"))";
            case 1 -> "set(" + path(Context.METRIC, "unit") + ", \"" + pick.of("ms", "By", "") + "\")";
            case 2 -> "set(" + path(Context.METRIC, "description") + ", " + value(Context.METRIC, 0) + ")";
            case 3 -> "replace_pattern(" + name + ", \"^http\\\\.\", \"web.\")";
            case 4 -> "convert_sum_to_gauge()";
            case 5 ->
                "convert_gauge_to_sum(\"" + pick.of("cumulative", "delta") + "\", " + pick.of("true", "false") + ")";
            case 6 -> "extract_sum_metric(" + pick.of("true", "false") + pick.of("", ", \".s\"") + ")";
            case 7 -> "extract_count_metric(" + pick.of("true", "false") + pick.of("", ", \".n\"") + ")";
            case 8 -> "scale_metric(" + pick.of("10.0, \"x\"", "0.5", "2.0") + ")";
            case 9 ->
                "aggregate_on_attributes(\"" + pick.of("sum", "max", "min", "mean", "median", "count") + "\", "
                        + pick.of("[]", "[\"code\"]", "[\"path\", \"code\"]") + ")";
            case 10 ->
                "aggregate_on_attribute_value(\"" + pick.of("sum", "max") + "\", \"code\", [\"200\", \"500\"], \"ok\")";
            case 11 -> "convert_summary_quantile_val_to_gauge()";
            default ->
                "set(" + path(Context.METRIC, "aggregation_temporality") + ", "
                        + pick.of("AGGREGATION_TEMPORALITY_DELTA", "2") + ")";
        };
    }

    private String pointEditor() {
        return switch (pick.below(8)) {
            case 0 ->
                "set(" + path(Context.DATAPOINT, "value_double") + ", " + number(Context.DATAPOINT, 0, true) + ")";
            case 1 -> "set(" + path(Context.DATAPOINT, "value_int") + ", " + number(Context.DATAPOINT, 0, false) + ")";
            case 2 ->
                "set(" + path(Context.DATAPOINT, "flags") + ", " + pick.of("0", "1", "FLAG_NO_RECORDED_VALUE") + ")";
            case 3 -> "set(" + path(Context.DATAPOINT, "count") + ", 7)";
            case 4 -> "set(" + path(Context.DATAPOINT, "sum") + ", 2.5)";
            case 5 -> "convert_summary_count_val_to_sum(\"" + pick.of("delta", "cumulative") + "\", true)";
            case 6 -> "convert_summary_sum_val_to_sum(\"cumulative\", " + pick.of("true", "false") + ")";
            default ->
                "set(" + path(Context.DATAPOINT, "start_time_unix_nano") + ", "
                        + path(Context.DATAPOINT, "time_unix_nano") + ")";
        };
    }

    private String condition(Context context, int depth) {
        if (depth < DEPTH_MAX - 1 && pick.oneIn(4)) {
            return "(" + condition(context, depth + 1) + pick.of(" and ", " or ") + condition(context, depth + 1) + ")";
        }
        if (depth < DEPTH_MAX && pick.oneIn(6)) {
            return "not (" + condition(context, depth + 1) + ")";
        }
        String compare = pick.of(" == ", " != ", " < ", " >= ", " > ", " <= ");
        return switch (pick.below(9)) {
            case 0, 1 -> attribute(context) + pick.of(" == ", " != ") + pick.of("nil", "\"200\"", "7", "1.5", "true");
            case 2 ->
                "IsMatch(" + pick.of(attribute(context), text(context, 1)) + ", \""
                        + pick.of("^2", "a", "[0-9]+$", "^$") + "\")";
            case 3 -> number(context, 1, pick.oneIn(2)) + compare + number(context, 1, pick.oneIn(2));
            case 4 -> text(context, 1) + compare + text(context, 1);
            case 5 ->
                pick.of("IsString", "IsInt", "IsDouble", "IsBool", "IsMap", "IsList") + "(" + attribute(context) + ")";
            case 6 -> "HasPrefix(" + text(context, 1) + ", \"" + pick.of("/", "h", "") + "\")";
            case 7 -> value(context, 1) + compare + value(context, 1);
            default -> ownCondition(context);
        };
    }

    private String ownCondition(Context context) {
        return switch (context) {
            case METRIC ->
                pick.of(
                        path(context, "name") + " == \"" + pick.of(RandomRequests.METRICS) + "\"",
                        path(context, "type")
                                + pick.of(" == ", " != ")
                                + pick.of("METRIC_DATA_TYPE_SUM", "METRIC_DATA_TYPE_HISTOGRAM", "1"),
                        path(context, "is_monotonic") + " == true",
                        "HasPrefix(" + path(context, "name") + ", \"http\")");
            case DATAPOINT ->
                pick.of(
                        path(context, "value_int") + pick.of(" > ", " == ") + pick.below(60),
                        path(context, "value_double") + pick.of(" > ", " < ") + pick.below(30) + ".5",
                        path(context, "count") + " > 50",
                        path(context, "flags") + " == FLAG_NONE",
                        "metric.name == \"" + pick.of(RandomRequests.METRICS) + "\"",
                        "resource.attributes[\"host.name\"] == \"alpha\"");
            case RESOURCE -> path(context, "attributes[\"host.name\"]") + " == \"alpha\"";
            case SCOPE -> path(context, "name") + pick.of(" == ", " != ") + "\"lib0\"";
        };
    }

    /** Of any type. */
    private String value(Context context, int depth) {
        if (depth >= DEPTH_MAX) {
            return pick.of("\"x\"", "3", "2.5", "true");
        }
        return switch (pick.below(10)) {
            case 0, 1 -> text(context, depth + 1);
            case 2 -> number(context, depth + 1, true);
            case 3 -> number(context, depth + 1, false);
            case 4, 5 -> attribute(context);
            case 6 -> pick.of("true", "false", "0xCAFE");
            case 7 -> pick.of("[1, \"two\", 3.5]", "{\"k\": 1, \"l\": [true]}", "[]");
            case 8 -> pick.of("Split", "Split") + "(" + text(context, depth + 1) + ", \"" + pick.of("/", ".") + "\")";
            default -> pick.of("String", "Int", "Double", "Bool") + "(" + value(context, depth + 1) + ")";
        };
    }

    private String text(Context context, int depth) {
        if (depth >= DEPTH_MAX) {
            return pick.of("\"\"", "\"200\"", "\"a/b\"");
        }
        return switch (pick.below(14)) {
            case 0, 1 -> pick.of("\"200\"", "\"/a\"", "\"\"", "\"Ünï\"");
            case 2 -> "Concat([" + value(context, depth + 1) + ", " + text(context, depth + 1) + "], \"-\")";
            case 3 ->
                "ConvertCase(" + text(context, depth + 1) + ", \"" + pick.of("upper", "lower", "snake", "camel")
                        + "\")";
            case 4 -> pick.of("SHA256", "SHA1", "MD5", "SHA512", "FNV") + "(" + text(context, depth + 1) + ")";
            case 5 -> "Substring(" + text(context, depth + 1) + ", " + pick.below(2) + ", " + pick.below(3) + ")";
            case 6 -> "Trim(" + text(context, depth + 1) + ")";
            case 7 ->
                pick.of("ToUpperCase", "ToLowerCase", "ToSnakeCase", "ToCamelCase") + "(" + text(context, depth + 1)
                        + ")";
            case 8 -> "Format(\"%s|%v\", [" + text(context, depth + 1) + ", " + value(context, depth + 1) + "])";
            case 9 -> "Hex(" + number(context, depth + 1, false) + ")";
            case 10 -> "String(" + value(context, depth + 1) + ")";
            case 11 -> context == Context.METRIC ? path(context, "unit") : "String(" + attribute(context) + ")";
            case 12 -> context == Context.RESOURCE ? "\"r\"" : "resource.attributes[\"host.name\"]";
            default ->
                pick.of("TrimPrefix", "TrimSuffix") + "(" + text(context, depth + 1) + ", \"" + pick.of("/", "0")
                        + "\")";
        };
    }

    private String number(Context context, int depth, boolean isDouble) {
        if (depth >= DEPTH_MAX) {
            return isDouble ? pick.of("1.5", "-0.5") : pick.of("3", "-2");
        }
        return switch (pick.below(7)) {
            case 0, 1 -> isDouble ? pick.of("1.5", "2.0", "0.25") : pick.of("3", "200", "0");
            case 2, 3 ->
                "(" + number(context, depth + 1, isDouble) + pick.of(" + ", " - ", " * ", " / ")
                        + number(context, depth + 1, isDouble) + ")";
            case 4 -> (isDouble ? "Double(" : "Int(") + value(context, depth + 1) + ")";
            case 5 ->
                context == Context.DATAPOINT
                        ? path(context, isDouble ? "value_double" : "value_int")
                        : isDouble ? "Log(2.5)" : "Len(" + text(context, depth + 1) + ")";
            default -> isDouble ? "Double(\"2.5\")" : "Len(\"abc\")";
        };
    }
}
