package phoenix.ottl;

/** What {@link Parser} gives back: the tree, or the first thing that is wrong with the text. */
public sealed interface ParseResult<T> {
    /** The text is well-formed. */
    record Parsed<T>(T tree) implements ParseResult<T> {}

    /** The text is not well-formed; {@code problem} points at the first place where it cannot go on. */
    record Failed<T>(Problem problem) implements ParseResult<T> {}
}
