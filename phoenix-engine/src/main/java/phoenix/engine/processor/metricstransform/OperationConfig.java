package phoenix.engine.processor.metricstransform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.aggregation.PointAggregation;

/** One of the {@code operations} on a selected metric, as a user writes it. */
record OperationConfig(
        Action action,
        String label,
        String newLabel,
        Optional<List<String>> labelSet,
        Optional<AggregationType> aggregationType,
        List<String> aggregatedValues,
        String newValue,
        List<ValueAction> valueActions,
        double scale,
        String labelValue) {

    /** What to do. */
    enum Action {
        ADD_LABEL,
        UPDATE_LABEL,
        DELETE_LABEL_VALUE,
        TOGGLE_SCALAR_DATA_TYPE,
        EXPERIMENTAL_SCALE_VALUE,
        AGGREGATE_LABELS,
        AGGREGATE_LABEL_VALUES
    }

    /** How numbers are merged. */
    enum AggregationType {
        SUM(PointAggregation.Kind.SUM),
        MEAN(PointAggregation.Kind.MEAN),
        MIN(PointAggregation.Kind.MIN),
        MAX(PointAggregation.Kind.MAX),
        COUNT(PointAggregation.Kind.COUNT),
        MEDIAN(PointAggregation.Kind.MEDIAN);

        private final PointAggregation.Kind kind;

        AggregationType(PointAggregation.Kind kind) {
            this.kind = kind;
        }

        /** Without a type the first point of each group stands for all, as in the Collector. */
        static PointAggregation aggregation(Optional<AggregationType> type) {
            return new PointAggregation(type.map(t -> t.kind).orElse(PointAggregation.Kind.FIRST));
        }
    }

    /** A value of the label, and what replaces it. */
    record ValueAction(String value, String newValue) {
        private static final Field<String> VALUE = Field.string("value", "", "Value of the label");
        private static final Field<String> NEW_VALUE = Field.string("new_value", "", "What replaces it");
        static final ConfigSpec<ValueAction> SPEC =
                ConfigSpec.of(v -> new ValueAction(v.get(VALUE), v.get(NEW_VALUE)), VALUE, NEW_VALUE);
    }

    private static final Field<Action> ACTION =
            Field.required(FieldType.choice(Action.class), "action", "What to do with the metric");
    private static final Field<String> LABEL = Field.string("label", "", "Label that is updated or aggregated");
    private static final Field<String> NEW_LABEL =
            Field.string("new_label", "", "Name of the label that is added, or new name");
    private static final Field<Optional<List<String>>> LABEL_SET =
            Field.optional(FieldType.listOf(FieldType.string()), "label_set", "Labels that aggregate_labels keeps");
    private static final Field<Optional<AggregationType>> AGGREGATION_TYPE =
            Field.optional(FieldType.choice(AggregationType.class), "aggregation_type", "How points are merged");
    private static final Field<List<String>> AGGREGATED_VALUES =
            Field.list(FieldType.string(), "aggregated_values", "Values that become new_value");
    private static final Field<String> NEW_VALUE =
            Field.string("new_value", "", "Value of the label; {{version}} is the version of the Collector");
    private static final Field<List<ValueAction>> VALUE_ACTIONS =
            Field.list(ValueAction.SPEC, "value_actions", "New values of the label that update_label updates");
    private static final Field<Double> SCALE =
            Field.float64("experimental_scale", 0, "What experimental_scale_value multiplies with");
    private static final Field<String> LABEL_VALUE =
            Field.string("label_value", "", "Value whose points delete_label_value drops");

    static final ConfigSpec<OperationConfig> SPEC = ConfigSpec.of(
                    v -> new OperationConfig(
                            v.get(ACTION),
                            v.get(LABEL),
                            v.get(NEW_LABEL),
                            v.get(LABEL_SET),
                            v.get(AGGREGATION_TYPE),
                            v.get(AGGREGATED_VALUES),
                            v.get(NEW_VALUE),
                            v.get(VALUE_ACTIONS),
                            v.get(SCALE),
                            v.get(LABEL_VALUE)),
                    ACTION,
                    LABEL,
                    NEW_LABEL,
                    LABEL_SET,
                    AGGREGATION_TYPE,
                    AGGREGATED_VALUES,
                    NEW_VALUE,
                    VALUE_ACTIONS,
                    SCALE,
                    LABEL_VALUE)
            .check(OperationConfig::check);

    private static void check(OperationConfig operation, CheckContext context) {
        List<Field<?>> missing = new ArrayList<>();
        switch (operation.action) {
            case UPDATE_LABEL -> {
                if (operation.label.isEmpty()) {
                    missing.add(LABEL);
                }
            }
            case ADD_LABEL -> {
                if (operation.newLabel.isEmpty()) {
                    missing.add(NEW_LABEL);
                }
                if (operation.newValue.isEmpty()) {
                    missing.add(NEW_VALUE);
                }
            }
            case EXPERIMENTAL_SCALE_VALUE -> {
                if (operation.scale == 0) {
                    missing.add(SCALE);
                }
            }
            case DELETE_LABEL_VALUE, TOGGLE_SCALAR_DATA_TYPE, AGGREGATE_LABELS, AGGREGATE_LABEL_VALUES -> {}
        }
        missing.forEach(field -> context.missing(
                field, "the action " + operation.action.name().toLowerCase(java.util.Locale.ROOT) + " needs it"));
    }
}
