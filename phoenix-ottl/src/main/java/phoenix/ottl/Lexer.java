package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a statement into words as the Collector's lexer does: rules are tried in a fixed order at each place, so that a
 * camel-case name is a sequence of upper-case and lower-case words ({@code IsMatch} is {@code I s M atch}), which the
 * parser joins again. One pass, no look-behind.
 */
final class Lexer {
    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** All tokens with an END token behind the last. */
    List<Token> tokens() throws SyntaxException {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            skipSpace();
            if (at >= text.length()) {
                tokens.add(new Token(TokenKind.END, text.length(), text.length(), ""));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    /** White space as RE2's {@code \s} has it. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private Token next() throws SyntaxException {
        char c = text.charAt(at);
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (c == '"') {
            return string();
        }
        if (isLower(c)) {
            return lowerWord();
        }
        if (isUpper(c)) {
            int end = at + 1;
            while (end < text.length() && (isUpper(text.charAt(end)) || isWordTail(text.charAt(end)))) {
                end++;
            }
            return token(TokenKind.UPPER, end);
        }
        TokenKind two = twoCharacters(c, peek(1));
        if (two != null) {
            return token(two, at + 2);
        }
        TokenKind one = oneCharacter(c);
        if (one != null) {
            return token(one, at + 1);
        }
        throw unexpected(c);
    }

    private static @Nullable TokenKind twoCharacters(char first, char second) {
        if (second == '=' && (first == '=' || first == '!' || first == '<' || first == '>')) {
            return TokenKind.COMPARISON;
        }
        return first == '=' && second == '>' ? TokenKind.ARROW : null;
    }

    private static @Nullable TokenKind oneCharacter(char c) {
        return switch (c) {
            case '<', '>' -> TokenKind.COMPARISON;
            case '+', '-' -> TokenKind.PLUS_MINUS;
            case '*', '/' -> TokenKind.TIMES_DIVIDE;
            case '=' -> TokenKind.EQUAL;
            case '(' -> TokenKind.OPEN_PAREN;
            case ')' -> TokenKind.CLOSE_PAREN;
            case '{' -> TokenKind.OPEN_BRACE;
            case '}' -> TokenKind.CLOSE_BRACE;
            case ':' -> TokenKind.COLON;
            case ',' -> TokenKind.COMMA;
            case '.' -> TokenKind.DOT;
            case '[' -> TokenKind.OPEN_BRACKET;
            case ']' -> TokenKind.CLOSE_BRACKET;
            case '_' -> TokenKind.UNDERSCORE;
            default -> null;
        };
    }

    private Token number() {
        if (text.charAt(at) == '0' && peek(1) == 'x' && isHex(peek(2))) {
            int end = at + 3;
            while (end < text.length() && isHex(text.charAt(end))) {
                end++;
            }
            return token(TokenKind.BYTES, end);
        }
        int end = digits(at);
        if (end >= text.length() || text.charAt(end) != '.') {
            return token(TokenKind.INT, end);
        }
        end = digits(end + 1);
        return token(TokenKind.FLOAT, exponent(end));
    }

    private int exponent(int from) {
        if (from >= text.length() || (text.charAt(from) != 'e' && text.charAt(from) != 'E')) {
            return from;
        }
        int digitsFrom = from + 1;
        if (digitsFrom < text.length() && (text.charAt(digitsFrom) == '-' || text.charAt(digitsFrom) == '+')) {
            digitsFrom++;
        }
        int end = digits(digitsFrom);
        return end > digitsFrom ? end : from;
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Token string() throws SyntaxException {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '"') {
                return token(TokenKind.STRING, end + 1);
            }
            end += c == '\\' ? 2 : 1;
        }
        throw SyntaxException.at(
                new TextRange(at, text.length()), "this string has no end", "close it with a double quote");
    }

    private Token lowerWord() {
        int end = at + 1;
        while (end < text.length() && isWordTail(text.charAt(end))) {
            end++;
        }
        // A keyword counts only where no upper-case letter follows: "notA" is the name "notA".
        boolean wholeWord = end >= text.length() || !isUpper(text.charAt(end));
        TokenKind keyword = wholeWord ? keyword(text.substring(at, end)) : null;
        return token(keyword == null ? TokenKind.LOWER : keyword, end);
    }

    private static @Nullable TokenKind keyword(String word) {
        return switch (word) {
            case "nil" -> TokenKind.NIL;
            case "not" -> TokenKind.NOT;
            case "or" -> TokenKind.OR;
            case "and" -> TokenKind.AND;
            case "true", "false" -> TokenKind.BOOLEAN;
            default -> null;
        };
    }

    private SyntaxException unexpected(char c) {
        int end = Math.min(text.length(), at + (Character.isHighSurrogate(c) ? 2 : 1));
        String hint = switch (c) {
            case '\'', '`' -> "strings are written in double quotes";
            case '&' -> "write \"and\"";
            case '|' -> "write \"or\"";
            case '!' -> "write \"not\"";
            case '%' -> "the operators are + - * /";
            case ';' -> "one statement for each list entry";
            case '\\' -> "an escape can stand inside a string only";
            default -> null;
        };
        String shown = Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : text.substring(at, end);
        return SyntaxException.at(new TextRange(at, end), "unexpected character \"" + shown + "\"", hint);
    }

    private Token token(TokenKind kind, int end) {
        Token token = new Token(kind, at, end, text.substring(at, end));
        at = end;
        return token;
    }

    private char peek(int distance) {
        return at + distance < text.length() ? text.charAt(at + distance) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** What both kinds of words may go on with, besides capitals in an upper-case word. */
    private boolean isWordTail(char c) {
        return isDigit(c) || c == '_' || (isLower(c) && isLower(text.charAt(at)));
    }
}
