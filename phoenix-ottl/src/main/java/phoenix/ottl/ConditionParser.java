package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;

/**
 * Conditions: {@code or} of {@code and} of {@code not} of comparisons. A parenthesis may open a condition or a value, and
 * only what is found inside tells which; so one rule reads both and the kind is checked afterwards, which keeps the
 * parser linear where the Collector's tries each alternative in turn.
 */
final class ConditionParser {
    private final Cursor cursor;
    private final ValueParser values;

    ConditionParser(Cursor cursor) {
        this.cursor = cursor;
        this.values = new ValueParser(cursor, this);
    }

    ValueParser values() {
        return values;
    }

    Condition condition() throws SyntaxException {
        return asCondition(either());
    }

    /** A condition or a value, whichever stands here. */
    LambdaBody either() throws SyntaxException {
        LambdaBody first = conjunction();
        if (!cursor.isAt(TokenKind.OR)) {
            return first;
        }
        List<Condition> terms = new ArrayList<>(List.of(asCondition(first)));
        while (cursor.takeIf(TokenKind.OR)) {
            terms.add(asCondition(conjunction()));
        }
        return new Condition.Or(spanning(terms), terms);
    }

    private LambdaBody conjunction() throws SyntaxException {
        LambdaBody first = negation();
        if (!cursor.isAt(TokenKind.AND)) {
            return first;
        }
        List<Condition> terms = new ArrayList<>(List.of(asCondition(first)));
        while (cursor.takeIf(TokenKind.AND)) {
            terms.add(asCondition(negation()));
        }
        return new Condition.And(spanning(terms), terms);
    }

    private static TextRange spanning(List<Condition> terms) {
        return terms.getFirst().range().to(terms.getLast().range());
    }

    private LambdaBody negation() throws SyntaxException {
        if (!cursor.isAt(TokenKind.NOT)) {
            return comparison();
        }
        Token not = cursor.take();
        Condition operand = asCondition(comparison());
        return new Condition.Not(not.range().to(operand.range()), operand);
    }

    private LambdaBody comparison() throws SyntaxException {
        LambdaBody left = values.operand();
        if (!cursor.isAt(TokenKind.COMPARISON)) {
            return left;
        }
        if (left instanceof Condition condition) {
            throw SyntaxException.at(
                    condition.range(),
                    "a condition cannot be compared",
                    "only values stand on the sides of " + cursor.peek().text());
        }
        CompareOp op = CompareOp.of(cursor.take().text());
        Expr right = values.value();
        return new Condition.Comparison(left.range().to(right.range()), (Expr) left, op, right);
    }

    private Condition asCondition(LambdaBody body) throws SyntaxException {
        return switch (body) {
            case Condition condition -> condition;
            case Expr.BoolLiteral literal -> new Condition.Constant(literal.range(), literal.value());
            case Expr.Converter converter -> new Condition.Test(converter);
            case Expr.Group(TextRange range, Expr.Converter converter) -> new Condition.Test(converter);
            case Expr.Group(TextRange range, Expr.Group inner) -> asCondition(inner);
            case Expr.PathRef path ->
                throw cursor.unexpected(
                        "a comparison such as == or !=",
                        cursor.isAt(TokenKind.EQUAL) ? "compare with ==" : "a path alone is not a condition: != nil");
            case Expr other -> throw cursor.unexpected("a comparison such as == or !=", null);
        };
    }
}
