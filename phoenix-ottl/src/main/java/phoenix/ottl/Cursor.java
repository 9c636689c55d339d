package phoenix.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a list of tokens, with the depth of nesting and the errors that a grammar rule raises there. */
final class Cursor {
    private final List<Token> tokens;
    private final int[] nameEnd;
    private int at;
    private int depth;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
        this.nameEnd = nameEnds(tokens);
    }

    /** For each token the index behind the run of name words it begins, so that no run is ever walked twice. */
    private static int[] nameEnds(List<Token> tokens) {
        int[] ends = new int[tokens.size()];
        for (int i = tokens.size() - 1; i >= 0; i--) {
            boolean joins = tokens.get(i).kind().isName();
            if (!joins) {
                ends[i] = i;
            } else {
                ends[i] = tokens.get(i + 1).kind().isName() ? ends[i + 1] : i + 1;
            }
        }
        return ends;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int distance) {
        return tokens.get(Math.min(at + distance, tokens.size() - 1));
    }

    boolean isAt(TokenKind kind) {
        return peek().is(kind);
    }

    Token take() {
        Token token = peek();
        if (!token.is(TokenKind.END)) {
            at++;
        }
        return token;
    }

    boolean takeIf(TokenKind kind) {
        if (!isAt(kind)) {
            return false;
        }
        at++;
        return true;
    }

    Token expect(TokenKind kind, String wanted, @Nullable String hint) throws SyntaxException {
        if (!isAt(kind)) {
            throw unexpected(wanted, hint);
        }
        return take();
    }

    /** The last token taken; there must be one. */
    Token last() {
        return tokens.get(at - 1);
    }

    /** The token behind the run of name words that begins here. */
    Token behindName() {
        return tokens.get(nameEnd[at]);
    }

    boolean nameIsOneWord() {
        return nameEnd[at] == at + 1;
    }

    /** Takes the run of name words that begins here and joins them. */
    Name takeName() {
        Token first = peek();
        StringBuilder joined = new StringBuilder();
        while (at < tokens.size() && peek().kind().isName()) {
            joined.append(take().text());
        }
        return new Name(joined.toString(), first.range().to(last().range()));
    }

    record Name(String text, TextRange range) {}

    void enter() throws SyntaxException {
        if (++depth > Parser.NESTING_MAX) {
            throw new SyntaxException(new Problem(
                    Problem.Kind.TOO_LARGE,
                    peek().range(),
                    "nested deeper than " + Parser.NESTING_MAX + " levels",
                    "split the statement"));
        }
    }

    void leave() {
        depth--;
    }

    SyntaxException unexpected(String wanted, @Nullable String hint) {
        Token token = peek();
        String found = token.is(TokenKind.END) ? "the text ends here" : "unexpected " + shown(token);
        return SyntaxException.at(token.range(), found + ", expected " + wanted, hint == null ? guess(token) : hint);
    }

    private static String shown(Token token) {
        return token.is(TokenKind.STRING) ? token.text() : "\"" + token.text() + "\"";
    }

    private static @Nullable String guess(Token token) {
        return switch (token.text()) {
            case "AND", "OR", "NOT", "WHERE" -> "write it in lower case";
            case "=" -> "compare with ==";
            case "True", "False", "TRUE", "FALSE" -> "booleans are true and false";
            case "null", "NULL", "None" -> "the empty value is nil";
            default -> null;
        };
    }
}
