package phoenix.engine.processor.metricstransform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.ottl.EvalException;
import phoenix.engine.processor.metricstransform.OperationConfig.AggregationType;

/** One of the {@code transforms}, as a user writes it. */
record TransformConfig(
        String include,
        MatchType matchType,
        Map<String, String> matchLabels,
        Action action,
        String newName,
        Optional<Map<String, String>> groupResourceLabels,
        Optional<AggregationType> aggregationType,
        Optional<SubmatchCase> submatchCase,
        List<OperationConfig> operations) {

    enum MatchType {
        STRICT,
        REGEXP
    }

    /** What becomes of the metrics that are selected. */
    enum Action {
        UPDATE,
        INSERT,
        COMBINE,
        GROUP
    }

    private static final Field<String> INCLUDE =
            Field.required(FieldType.string(), "include", "Name of the metrics, or a pattern for it");
    private static final Field<MatchType> MATCH_TYPE =
            Field.choice("match_type", MatchType.STRICT, "strict (equal) or regexp (RE2, found anywhere)");
    private static final Field<Map<String, String>> MATCH_LABELS = Field.map(
            FieldType.string(),
            "experimental_match_labels",
            "Values, or patterns for them, that labels of points must have");
    private static final Field<Action> ACTION = Field.required(
            FieldType.choice(Action.class),
            "action",
            "update changes the metrics, insert a copy of each, combine makes one of them, group moves them to a"
                    + " resource");
    private static final Field<String> NEW_NAME = Field.string(
            "new_name", "", "New name; $1 and ${name} are groups of the pattern; insert and combine need it");
    private static final Field<Optional<Map<String, String>>> GROUP_RESOURCE_LABELS = Field.optional(
            FieldType.mapOf(FieldType.string()),
            "group_resource_labels",
            "Attributes of the resource that group moves metrics to; group needs it");
    private static final Field<Optional<AggregationType>> AGGREGATION_TYPE = Field.optional(
            FieldType.choice(AggregationType.class), "aggregation_type", "How combine merges points, which needs it");
    private static final Field<Optional<SubmatchCase>> SUBMATCH_CASE = Field.optional(
            FieldType.choice(Map.of("lower", SubmatchCase.LOWER, "upper", SubmatchCase.UPPER)),
            "submatch_case",
            "lower or upper: case of labels that combine makes of groups");
    private static final Field<List<OperationConfig>> OPERATIONS =
            Field.list(OperationConfig.SPEC, "operations", "What to do with each metric, in order");

    static final ConfigSpec<TransformConfig> SPEC = ConfigSpec.of(
                    v -> new TransformConfig(
                            v.get(INCLUDE),
                            v.get(MATCH_TYPE),
                            v.get(MATCH_LABELS),
                            v.get(ACTION),
                            v.get(NEW_NAME),
                            v.get(GROUP_RESOURCE_LABELS),
                            v.get(AGGREGATION_TYPE),
                            v.get(SUBMATCH_CASE),
                            v.get(OPERATIONS)),
                    INCLUDE,
                    MATCH_TYPE,
                    MATCH_LABELS,
                    ACTION,
                    NEW_NAME,
                    GROUP_RESOURCE_LABELS,
                    AGGREGATION_TYPE,
                    SUBMATCH_CASE,
                    OPERATIONS)
            .check(TransformConfig::check);

    private static void check(TransformConfig transform, CheckContext context) {
        try {
            transform.filter();
        } catch (EvalException e) {
            context.error(INCLUDE, String.valueOf(e.getMessage()));
        }
        boolean combine = transform.action == Action.COMBINE;
        if ((combine || transform.action == Action.INSERT) && transform.newName.isEmpty()) {
            context.missing(NEW_NAME, "the action " + (combine ? "combine" : "insert") + " needs it");
        }
        if (combine && transform.aggregationType.isEmpty()) {
            context.missing(AGGREGATION_TYPE, "the action combine needs it");
        }
        if (transform.action == Action.GROUP && transform.groupResourceLabels.isEmpty()) {
            context.missing(GROUP_RESOURCE_LABELS, "the action group needs it");
        }
    }

    MetricFilter filter() throws EvalException {
        return new MetricFilter(include, matchType == MatchType.REGEXP, matchLabels);
    }
}
