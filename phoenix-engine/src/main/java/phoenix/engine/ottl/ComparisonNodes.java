package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Value;
import phoenix.ottl.CompareOp;

/** Chooses the node for a comparison: the common shapes read their column and make no object, the rest is general. */
final class ComparisonNodes {
    private ComparisonNodes() {}

    static Test compile(Getter left, CompareOp op, Getter right) {
        if (left instanceof Getter.Literal && !(right instanceof Getter.Literal)) {
            return compile(right, op.mirrored(), left);
        }
        if (right instanceof Getter.Literal literal) {
            Test special = special(left, op, literal.value());
            if (special != null) {
                return special;
            }
        }
        return row -> Comparison.holds(left.get(row), op, right.get(row));
    }

    private static @Nullable Test special(Getter left, CompareOp op, @Nullable Object literal) {
        return switch (left) {
            case Accessor.TextField field when literal instanceof String text -> textTest(field, op, text);
            case Accessor.LongField field
            when literal instanceof Long number -> {
                long constant = number;
                yield row ->
                        field.isPresent(row) ? Comparison.numbers(field.number(row), op, constant) : op == CompareOp.NE;
            }
            case Accessor.LongField field
            when literal instanceof Double number -> {
                double constant = number;
                yield row -> field.isPresent(row)
                        ? Comparison.numbers((double) field.number(row), op, constant)
                        : op == CompareOp.NE;
            }
            case Accessor.DoubleField field
            when literal instanceof Number number -> {
                double constant = number.doubleValue();
                yield row ->
                        field.isPresent(row) ? Comparison.numbers(field.number(row), op, constant) : op == CompareOp.NE;
            }
            case AttributeAccessor attribute -> attributeTest(attribute, op, literal);
            default -> null;
        };
    }

    private static Test textTest(Accessor.TextField field, CompareOp op, String text) {
        return switch (op) {
            case EQ -> row -> field.text(row).equals(text);
            case NE -> row -> !field.text(row).equals(text);
            case LT, LE, GT, GE -> row -> Comparison.strings(field.text(row), op, text);
        };
    }

    private static Test attributeTest(AttributeAccessor attribute, CompareOp op, @Nullable Object literal) {
        if (literal == null) {
            return row -> {
                boolean nil = Comparison.isNil(Values.unwrap(attribute.value(row)));
                return nil ? Comparison.holdsForEqual(op) : op == CompareOp.NE;
            };
        }
        if (literal instanceof String text) {
            return row -> attribute.value(row) instanceof Value.StringValue(String found)
                    ? Comparison.strings(found, op, text)
                    : op == CompareOp.NE;
        }
        if (literal instanceof Long number) {
            return row -> switch (attribute.value(row)) {
                case Value.IntValue(long found) -> Comparison.numbers(found, op, number);
                case Value.DoubleValue(double found) -> Comparison.numbers(found, op, number.doubleValue());
                case null, default -> op == CompareOp.NE;
            };
        }
        return row -> Comparison.holds(Values.unwrap(attribute.value(row)), op, literal);
    }
}
