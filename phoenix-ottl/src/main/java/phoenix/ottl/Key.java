package phoenix.ottl;

/** An index in square brackets. */
public sealed interface Key {
    /** Where it stands, brackets left out. */
    TextRange range();

    /** {@code ["name"]}. */
    record StringKey(TextRange range, String value) implements Key {}

    /** {@code [0]}; may be negative as written, which no list accepts when evaluated. */
    record IntKey(TextRange range, long value) implements Key {}

    /** A path or converter whose value is the key. */
    record Computed(Expr expr) implements Key {
        @Override
        public TextRange range() {
            return expr.range();
        }
    }
}
