package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function calls with their arguments, paths, and the keys that index them. */
final class CallParser {
    private final Cursor cursor;
    private final ValueParser values;

    CallParser(Cursor cursor, ValueParser values) {
        this.cursor = cursor;
        this.values = values;
    }

    /** A call; the caller has seen that a name and an opening parenthesis stand here. */
    Call call() throws SyntaxException {
        Cursor.Name name = cursor.takeName();
        cursor.expect(TokenKind.OPEN_PAREN, "\"(\"", null);
        List<Argument> arguments = new ArrayList<>();
        if (!cursor.isAt(TokenKind.CLOSE_PAREN)) {
            do {
                arguments.add(argument());
            } while (cursor.takeIf(TokenKind.COMMA));
        }
        Token close = cursor.expect(TokenKind.CLOSE_PAREN, "\",\" or \")\"", null);
        return new Call(name.range().to(close.range()), name.range(), name.text(), arguments);
    }

    private Argument argument() throws SyntaxException {
        TextRange start = cursor.peek().range();
        String name = null;
        if (cursor.isAt(TokenKind.LOWER) && cursor.behindName().is(TokenKind.EQUAL)) {
            name = cursor.takeName().text();
            cursor.take();
        }
        if (cursor.isAt(TokenKind.CLOSE_PAREN)) {
            throw cursor.unexpected("an argument", "a call may not end with a comma");
        }
        Argument.Given given = given();
        return new Argument(start.to(given.range()), name, given);
    }

    private Argument.Given given() throws SyntaxException {
        if (cursor.isAt(TokenKind.OPEN_PAREN)) {
            Argument.Given lambda = lambdaIfAny();
            if (lambda != null) {
                return lambda;
            }
        }
        boolean bareName = cursor.isAt(TokenKind.UPPER)
                && !cursor.nameIsOneWord()
                && !cursor.behindName().is(TokenKind.OPEN_PAREN);
        if (bareName) {
            Cursor.Name name = cursor.takeName();
            return new Argument.FunctionName(name.range(), name.text());
        }
        return new Argument.Value(values.value());
    }

    /** A lambda where {@code (names) =>} stands here, else null and nothing taken. */
    private Argument.@Nullable Lambda lambdaIfAny() throws SyntaxException {
        int distance = 1;
        List<String> parameters = new ArrayList<>();
        while (isParameter(cursor.peek(distance))) {
            parameters.add(cursor.peek(distance).text());
            distance++;
            if (!cursor.peek(distance).is(TokenKind.COMMA)) {
                break;
            }
            distance++;
        }
        boolean lambda = cursor.peek(distance).is(TokenKind.CLOSE_PAREN)
                && cursor.peek(distance + 1).is(TokenKind.ARROW);
        if (!lambda) {
            return null;
        }
        Token open = cursor.peek();
        for (int i = 0; i <= distance + 1; i++) {
            cursor.take();
        }
        cursor.enter();
        LambdaBody body = values.conditions().either();
        cursor.leave();
        if (body instanceof Expr.BoolLiteral literal) {
            body = new Condition.Constant(literal.range(), literal.value());
        }
        return new Argument.Lambda(open.range().to(body.range()), parameters, body);
    }

    private static boolean isParameter(Token token) {
        return token.is(TokenKind.LOWER) || token.is(TokenKind.UNDERSCORE);
    }

    /** A dotted path; the caller has seen that a lower-case word stands here. */
    Path path() throws SyntaxException {
        List<Path.Segment> segments = new ArrayList<>();
        do {
            Token name = cursor.expect(TokenKind.LOWER, "a field name in lower case", null);
            List<Key> keys = keys();
            segments.add(new Path.Segment(name.range().to(cursor.last().range()), name.text(), keys));
        } while (cursor.takeIf(TokenKind.DOT));
        TextRange range = segments.getFirst().range().to(segments.getLast().range());
        return new Path(range, segments);
    }

    List<Key> keys() throws SyntaxException {
        List<Key> keys = new ArrayList<>();
        while (cursor.takeIf(TokenKind.OPEN_BRACKET)) {
            cursor.enter();
            keys.add(key());
            cursor.leave();
            cursor.expect(TokenKind.CLOSE_BRACKET, "\"]\"", "a key is a string, an integer, a path or a converter");
        }
        return keys;
    }

    private Key key() throws SyntaxException {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case STRING -> new Key.StringKey(token.range(), StringEscapes.unquote(cursor.take()));
            case INT -> new Key.IntKey(token.range(), ValueParser.integer(cursor.take()));
            case PLUS_MINUS, FLOAT, UPPER, LOWER, OPEN_PAREN -> computed();
            default -> throw cursor.unexpected("a key: a string, an integer, a path or a converter", null);
        };
    }

    /** Arithmetic may stand here, but not begin with an integer, which is taken for the whole key. */
    private Key computed() throws SyntaxException {
        if (cursor.isAt(TokenKind.UPPER) && !cursor.behindName().is(TokenKind.OPEN_PAREN)) {
            throw cursor.unexpected("a key: a string, an integer, a path or a converter", null);
        }
        Expr expr = values.calculated();
        return expr instanceof Expr.Signed(TextRange range, MathOp op, Expr.IntLiteral number)
                ? new Key.IntKey(range, op == MathOp.SUBTRACT ? -number.value() : number.value())
                : new Key.Computed(expr);
    }
}
