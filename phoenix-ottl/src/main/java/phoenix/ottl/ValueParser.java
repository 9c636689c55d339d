package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values: literals, paths, converter calls, lists, maps and arithmetic. */
final class ValueParser {
    private final Cursor cursor;
    private final ConditionParser conditions;
    private final CallParser calls;

    ValueParser(Cursor cursor, ConditionParser conditions) {
        this.cursor = cursor;
        this.conditions = conditions;
        this.calls = new CallParser(cursor, this);
    }

    CallParser calls() {
        return calls;
    }

    ConditionParser conditions() {
        return conditions;
    }

    /** A value; a condition in parentheses is an error here. */
    Expr value() throws SyntaxException {
        return asValue(operand());
    }

    private static Expr asValue(LambdaBody body) throws SyntaxException {
        return switch (body) {
            case Expr expr -> expr;
            case Condition condition ->
                throw SyntaxException.at(condition.range(), "a condition is not a value", "expected a value here");
        };
    }

    /** A value, or a condition in parentheses. */
    LambdaBody operand() throws SyntaxException {
        LambdaBody first = product();
        if (!cursor.isAt(TokenKind.PLUS_MINUS)) {
            return first;
        }
        return chain(first, TokenKind.PLUS_MINUS);
    }

    private LambdaBody product() throws SyntaxException {
        LambdaBody first = factor();
        if (!cursor.isAt(TokenKind.TIMES_DIVIDE)) {
            return first;
        }
        return chain(first, TokenKind.TIMES_DIVIDE);
    }

    private Expr chain(LambdaBody first, TokenKind operators) throws SyntaxException {
        Expr left = asNumber(first);
        List<Expr.Step> rest = new ArrayList<>();
        while (cursor.isAt(operators)) {
            MathOp op = MathOp.of(cursor.take().text().charAt(0));
            LambdaBody operand = operators == TokenKind.PLUS_MINUS ? product() : factor();
            rest.add(new Expr.Step(op, asNumber(operand)));
        }
        TextRange last = rest.getLast().operand().range();
        return new Expr.Arithmetic(left.range().to(last), left, rest);
    }

    private static Expr asNumber(LambdaBody body) throws SyntaxException {
        Expr expr = asValue(body);
        if (canCalculate(expr)) {
            return expr;
        }
        throw SyntaxException.at(
                expr.range(),
                "no arithmetic with " + kindOf(expr),
                "only numbers, paths and converters can be calculated with");
    }

    private static boolean canCalculate(Expr expr) {
        return switch (expr) {
            case Expr.IntLiteral e -> true;
            case Expr.FloatLiteral e -> true;
            case Expr.PathRef e -> true;
            case Expr.Converter e -> true;
            case Expr.Group e -> true;
            case Expr.Signed e -> true;
            case Expr.Arithmetic e -> true;
            case Expr.Nil e -> false;
            case Expr.StringLiteral e -> false;
            case Expr.BoolLiteral e -> false;
            case Expr.BytesLiteral e -> false;
            case Expr.EnumSymbol e -> false;
            case Expr.ListLiteral e -> false;
            case Expr.MapLiteral e -> false;
        };
    }

    private static String kindOf(Expr expr) {
        return switch (expr) {
            case Expr.Nil e -> "nil";
            case Expr.StringLiteral e -> "a string";
            case Expr.BoolLiteral e -> "a boolean";
            case Expr.BytesLiteral e -> "bytes";
            case Expr.EnumSymbol e -> "an enum symbol";
            case Expr.ListLiteral e -> "a list";
            case Expr.MapLiteral e -> "a map";
            default -> "this value";
        };
    }

    private LambdaBody factor() throws SyntaxException {
        if (!cursor.isAt(TokenKind.PLUS_MINUS)) {
            return primary();
        }
        Token sign = cursor.take();
        if (cursor.isAt(TokenKind.PLUS_MINUS)) {
            throw cursor.unexpected("a number, path or converter", "one sign at most");
        }
        Expr operand = asNumber(primary());
        return new Expr.Signed(
                sign.range().to(operand.range()), MathOp.of(sign.text().charAt(0)), operand);
    }

    /** A number, path, converter or arithmetic, as a key may be. */
    Expr calculated() throws SyntaxException {
        return asNumber(operand());
    }

    private LambdaBody primary() throws SyntaxException {
        cursor.enter();
        Token token = cursor.peek();
        LambdaBody result = switch (token.kind()) {
            case NIL -> new Expr.Nil(cursor.take().range());
            case STRING -> new Expr.StringLiteral(token.range(), StringEscapes.unquote(cursor.take()));
            case INT -> new Expr.IntLiteral(token.range(), integer(cursor.take()));
            case FLOAT -> new Expr.FloatLiteral(token.range(), floating(cursor.take()));
            case BOOLEAN ->
                new Expr.BoolLiteral(token.range(), cursor.take().text().equals("true"));
            case BYTES -> bytes(cursor.take());
            case OPEN_PAREN -> parenthesis();
            case OPEN_BRACKET -> list();
            case OPEN_BRACE -> map();
            case UPPER -> upperName();
            case LOWER -> lowerName();
            default -> throw cursor.unexpected("a value", null);
        };
        cursor.leave();
        return result;
    }

    private LambdaBody parenthesis() throws SyntaxException {
        Token open = cursor.take();
        LambdaBody inner = conditions.either();
        Token close = cursor.expect(TokenKind.CLOSE_PAREN, "\")\"", null);
        TextRange range = open.range().to(close.range());
        return switch (inner) {
            case Condition condition -> condition;
            case Expr.BoolLiteral literal -> new Condition.Constant(literal.range(), literal.value());
            case Expr expr -> {
                if (!canCalculate(expr)) {
                    throw SyntaxException.at(range, kindOf(expr) + " cannot stand in parentheses", "leave them out");
                }
                yield new Expr.Group(range, expr);
            }
        };
    }

    /** Commas may be left out before the first one, as the Collector's grammar happens to allow. */
    private Expr list() throws SyntaxException {
        Token open = cursor.take();
        List<Expr> values = new ArrayList<>();
        while (!cursor.isAt(TokenKind.COMMA) && !cursor.isAt(TokenKind.CLOSE_BRACKET)) {
            values.add(value());
        }
        while (cursor.takeIf(TokenKind.COMMA)) {
            if (cursor.isAt(TokenKind.CLOSE_BRACKET)) {
                throw cursor.unexpected("a value", "a list may not end with a comma");
            }
            values.add(value());
        }
        Token close = cursor.expect(TokenKind.CLOSE_BRACKET, "\",\" or \"]\"", null);
        return new Expr.ListLiteral(open.range().to(close.range()), values);
    }

    private Expr map() throws SyntaxException {
        Token open = cursor.take();
        List<Expr.Entry> entries = new ArrayList<>();
        while (!cursor.isAt(TokenKind.CLOSE_BRACE)) {
            Token key = cursor.expect(TokenKind.STRING, "a key in double quotes or \"}\"", null);
            cursor.expect(TokenKind.COLON, "\":\"", null);
            Expr value = value();
            entries.add(new Expr.Entry(key.range().to(value.range()), StringEscapes.unquote(key), value));
            cursor.takeIf(TokenKind.COMMA);
        }
        Token close = cursor.take();
        return new Expr.MapLiteral(open.range().to(close.range()), entries);
    }

    private Expr upperName() throws SyntaxException {
        if (cursor.behindName().is(TokenKind.OPEN_PAREN)) {
            Call call = calls.call();
            List<Key> keys = calls.keys();
            TextRange end = cursor.last().range();
            return new Expr.Converter(call.range().to(end), call, keys);
        }
        if (!cursor.nameIsOneWord()) {
            Cursor.Name name = cursor.takeName();
            throw SyntaxException.at(
                    name.range(), name.text() + " is called without arguments", withoutCall(name.text()));
        }
        Token symbol = cursor.take();
        return new Expr.EnumSymbol(symbol.range(), symbol.text());
    }

    private static String withoutCall(String name) {
        return name.equals("True") || name.equals("False") ? "booleans are true and false" : "write " + name + "(...)";
    }

    private Expr lowerName() throws SyntaxException {
        if (cursor.behindName().is(TokenKind.OPEN_PAREN)) {
            Cursor.Name name = cursor.takeName();
            String upper =
                    Character.toUpperCase(name.text().charAt(0)) + name.text().substring(1);
            throw SyntaxException.at(
                    name.range(),
                    "converter names begin with a capital, not " + name.text(),
                    "editors change data and cannot be used as values; perhaps " + upper);
        }
        return new Expr.PathRef(calls.path());
    }

    private static Expr bytes(Token token) throws SyntaxException {
        String digits = token.text().substring(2);
        if (digits.length() % 2 != 0) {
            throw SyntaxException.at(token.range(), "bytes need an even number of hexadecimal digits", null);
        }
        return new Expr.BytesLiteral(token.range(), digits.toLowerCase(Locale.ROOT));
    }

    static long integer(Token token) throws SyntaxException {
        try {
            return Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw SyntaxException.at(token.range(), "integers are at most " + Long.MAX_VALUE, null);
        }
    }

    private static double floating(Token token) throws SyntaxException {
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) {
            throw SyntaxException.at(token.range(), "this number is too large for 64-bit floating point", null);
        }
        return value;
    }
}
