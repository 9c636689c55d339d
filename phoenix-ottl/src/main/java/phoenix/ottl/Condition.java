package phoenix.ottl;

import java.util.List;

/** Something that is true or false: what stands behind {@code where}, or a bare condition. */
public sealed interface Condition extends LambdaBody {
    /** Where it stands. */
    @Override
    TextRange range();

    /** True if one of the terms is; at least two. */
    record Or(TextRange range, List<Condition> terms) implements Condition {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    /** True if all the terms are; at least two. */
    record And(TextRange range, List<Condition> terms) implements Condition {
        public And {
            terms = List.copyOf(terms);
        }
    }

    /** The opposite of its operand. */
    record Not(TextRange range, Condition operand) implements Condition {}

    /** Two values compared. */
    record Comparison(TextRange range, Expr left, CompareOp op, Expr right) implements Condition {}

    /** {@code true} or {@code false} alone. */
    record Constant(TextRange range, boolean value) implements Condition {}

    /** A converter alone; what it returns must be a boolean when evaluated. */
    record Test(Expr.Converter converter) implements Condition {
        @Override
        public TextRange range() {
            return converter.range();
        }
    }
}
