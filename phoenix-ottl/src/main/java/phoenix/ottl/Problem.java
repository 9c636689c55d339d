package phoenix.ottl;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a statement or condition, and where.
 *
 * @param kind what sort of mistake
 * @param range where, inside the text that was given
 * @param message what is wrong, in one sentence, without a full stop
 * @param hint the way out, or null where there is nothing useful to say
 */
public record Problem(
        Kind kind,
        TextRange range,
        String message,
        @Nullable String hint) {

    /** The sort of mistake; callers map these to their own diagnostic codes. */
    public enum Kind {
        SYNTAX,
        TOO_LARGE,
        UNKNOWN_CONTEXT,
        UNKNOWN_PATH,
        UNKNOWN_FUNCTION,
        /** The Collector has it, and this engine does not. */
        UNAVAILABLE_FUNCTION,
        UNKNOWN_ENUM,
        WRONG_ARGUMENT,
        NO_CONTEXT
    }

    static Problem of(Kind kind, TextRange range, String message) {
        return new Problem(kind, range, message, null);
    }

    /** The message, the hint and the text with a caret under the place. */
    public String show(String text) {
        String flat = text.replace('\n', ' ').replace('\t', ' ');
        String shown = message + (hint == null ? "" : " (" + hint + ")");
        return shown + "\n  " + flat + "\n  " + " ".repeat(range.start()) + "^".repeat(Math.max(1, range.length()));
    }
}
