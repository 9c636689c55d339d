package phoenix.engine.processor.metricsgeneration;

import java.util.Optional;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/**
 * How one new metric is made.
 *
 * @param operation a rule without one makes nothing, as in the Collector
 */
record Rule(
        String name,
        String unit,
        Optional<Type> type,
        String metric1,
        String metric2,
        Optional<Operation> operation,
        double scaleBy) {

    enum Type {
        CALCULATE,
        SCALE
    }

    enum Operation {
        ADD,
        DIVIDE,
        MULTIPLY,
        PERCENT,
        SUBTRACT;

        /** Whether there is a result: nothing is divided by 0. */
        boolean isDefined(double second) {
            return second != 0 || (this != DIVIDE && this != PERCENT);
        }

        double apply(double first, double second) {
            return switch (this) {
                case ADD -> first + second;
                case SUBTRACT -> first - second;
                case MULTIPLY -> first * second;
                case DIVIDE -> first / second;
                case PERCENT -> first / second * 100;
            };
        }
    }

    private static final Field<String> NAME = Field.string("name", "", "Name of the new metric; required");
    private static final Field<String> UNIT = Field.string("unit", "", "Its unit");
    private static final Field<Optional<Type>> TYPE = Field.optional(
            FieldType.choice(Type.class), "type", "calculate (with metric2) or scale (by scale_by); required");
    private static final Field<String> METRIC1 = Field.string("metric1", "", "The first operand; required");
    private static final Field<String> METRIC2 =
            Field.string("metric2", "", "The second operand, by the value of its first point; calculate needs it");
    private static final Field<Optional<Operation>> OPERATION = Field.optional(
            FieldType.choice(Operation.class),
            "operation",
            "add, subtract, multiply, divide or percent; without it nothing is made");
    private static final Field<Double> SCALE_BY = Field.float64("scale_by", 0, "The second operand of scale, above 0");

    static final ConfigSpec<Rule> SPEC = ConfigSpec.of(
                    v -> new Rule(
                            v.get(NAME),
                            v.get(UNIT),
                            v.get(TYPE),
                            v.get(METRIC1),
                            v.get(METRIC2),
                            v.get(OPERATION),
                            v.get(SCALE_BY)),
                    NAME,
                    UNIT,
                    TYPE,
                    METRIC1,
                    METRIC2,
                    OPERATION,
                    SCALE_BY)
            .check(Rule::check);

    private static void check(Rule rule, CheckContext context) {
        if (rule.name.isEmpty()) {
            context.missing(NAME, "a rule needs it");
        }
        if (rule.type.isEmpty()) {
            context.missing(TYPE, "a rule needs it: calculate or scale");
        }
        if (rule.metric1.isEmpty()) {
            context.missing(METRIC1, "a rule needs it");
        }
        if (rule.calculates() && rule.metric2.isEmpty()) {
            context.missing(METRIC2, "calculate needs it");
        }
        if (rule.type.equals(Optional.of(Type.SCALE)) && !(rule.scaleBy > 0)) {
            context.error(SCALE_BY, "must be above 0 for scale");
        }
        if (!rule.name.isEmpty() && (rule.name.equals(rule.metric1) || rule.name.equals(rule.metric2))) {
            context.error(NAME, "must differ from metric1 and metric2");
        }
    }

    boolean calculates() {
        return type.equals(Optional.of(Type.CALCULATE));
    }
}
