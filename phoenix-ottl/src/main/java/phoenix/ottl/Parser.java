package phoenix.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTTL, the language of the Collector's filter and transform processors, as the Collector (0.159) reads it:
 * statements {@code editor(arguments) [where condition]}, bare conditions and value expressions. Time and memory are
 * linear in the text. Nothing is thrown for any text. Thread-safe, no state.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/LANGUAGE.md">OTTL</a>
 */
public final class Parser {
    /** Longest text that is read, in UTF-16 units. */
    public static final int LENGTH_MAX = 256 * 1024;
    /** Deepest nesting of parentheses, calls, lists and maps. */
    public static final int NESTING_MAX = 100;

    private Parser() {}

    private interface Rule<T> {
        T read(Cursor cursor) throws SyntaxException;
    }

    /** An editor call with an optional condition. */
    public static ParseResult<Statement> statement(String text) {
        return parse(text, cursor -> statement(text, cursor));
    }

    /** A bare condition, as in the lists of the filter processor. */
    public static ParseResult<Condition> condition(String text) {
        return parse(text, cursor -> {
            Condition condition = new ConditionParser(cursor).condition();
            end(cursor, "\"and\", \"or\" or the end");
            return condition;
        });
    }

    /** A value alone. */
    public static ParseResult<Expr> value(String text) {
        return parse(text, cursor -> {
            Expr value = new ConditionParser(cursor).values().value();
            end(cursor, "an operator or the end");
            return value;
        });
    }

    private static <T> ParseResult<T> parse(String text, Rule<T> rule) {
        if (text.length() > LENGTH_MAX) {
            return new ParseResult.Failed<>(new Problem(
                    Problem.Kind.TOO_LARGE,
                    new TextRange(LENGTH_MAX, text.length()),
                    "longer than " + LENGTH_MAX + " characters",
                    "split it"));
        }
        try {
            List<Token> tokens = new Lexer(text).tokens();
            return new ParseResult.Parsed<>(rule.read(new Cursor(tokens)));
        } catch (SyntaxException e) {
            return new ParseResult.Failed<>(e.problem());
        }
    }

    private static Statement statement(String text, Cursor cursor) throws SyntaxException {
        Token first = cursor.peek();
        boolean call = first.kind().isName() && cursor.behindName().is(TokenKind.OPEN_PAREN);
        if (!call) {
            throw cursor.unexpected("an editor call such as set(metric.name, \"x\")", notAnEditor(first));
        }
        if (first.is(TokenKind.UPPER)) {
            Cursor.Name name = cursor.takeName();
            throw SyntaxException.at(
                    name.range(),
                    "a statement begins with an editor, and editor names begin in lower case, not " + name.text(),
                    "converters such as " + name.text() + " stand inside a call or behind \"where\"");
        }
        ConditionParser conditions = new ConditionParser(cursor);
        Call editor = conditions.values().calls().call();
        if (cursor.isAt(TokenKind.OPEN_BRACKET)) {
            throw cursor.unexpected("\"where\" or the end", "what an editor returns cannot be indexed");
        }
        Condition where = where(cursor, conditions);
        end(cursor, where == null ? "\"where\" or the end" : "\"and\", \"or\" or the end");
        return new Statement(text, editor, where);
    }

    private static @Nullable String notAnEditor(Token first) {
        return first.kind().isName() ? "a bare condition is not a statement" : null;
    }

    private static @Nullable Condition where(Cursor cursor, ConditionParser conditions) throws SyntaxException {
        boolean present = cursor.isAt(TokenKind.LOWER) && cursor.peek().text().equals("where");
        if (!present) {
            return null;
        }
        cursor.take();
        return conditions.condition();
    }

    private static void end(Cursor cursor, String wanted) throws SyntaxException {
        if (!cursor.isAt(TokenKind.END)) {
            throw cursor.unexpected(wanted, null);
        }
    }
}
