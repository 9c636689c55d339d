package phoenix.ottl;

/**
 * A stretch of a statement's text, so that a caller who knows where the statement stands in a file can point at it.
 *
 * @param start first character, counted in UTF-16 units from 0
 * @param end one past the last character, never less than {@code start}
 */
public record TextRange(int start, int end) {
    public TextRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("range " + start + ".." + end);
        }
    }

    /** Number of UTF-16 units. */
    public int length() {
        return end - start;
    }

    /** From the start of this range to the end of {@code last}. */
    public TextRange to(TextRange last) {
        return new TextRange(start, Math.max(end, last.end));
    }
}
