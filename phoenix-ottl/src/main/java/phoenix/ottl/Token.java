package phoenix.ottl;

/**
 * A word or mark.
 *
 * @param text as written
 */
record Token(TokenKind kind, int start, int end, String text) {
    TextRange range() {
        return new TextRange(start, end);
    }

    boolean is(TokenKind other) {
        return kind == other;
    }
}
