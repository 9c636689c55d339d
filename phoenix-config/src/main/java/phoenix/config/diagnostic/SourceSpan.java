package phoenix.config.diagnostic;

/**
 * A region of one of the user's files. Lines and columns start at 1; the end is exclusive. Columns count UTF-16 units,
 * as {@link String#charAt} does.
 *
 * @param file the name the user gave the file, or a pseudo name such as {@code --set[0]}
 */
public record SourceSpan(String file, int line, int column, int endLine, int endColumn) {

    /** The whole of something that has no better position, e.g. a file that cannot be read. */
    public static SourceSpan start(String file) {
        return new SourceSpan(file, 1, 1, 1, 1);
    }

    /** From the start of {@code first} to the end of {@code last}; both in one file. */
    public static SourceSpan covering(SourceSpan first, SourceSpan last) {
        return new SourceSpan(first.file, first.line, first.column, last.endLine, last.endColumn);
    }

    /** {@code file:line:column}, the form that editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
