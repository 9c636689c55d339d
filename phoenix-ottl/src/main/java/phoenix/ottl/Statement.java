package phoenix.ottl;

import org.jspecify.annotations.Nullable;

/**
 * An editor call, done where the condition holds.
 *
 * @param text the statement as given, which all ranges refer to
 * @param where null when the editor is always called
 */
public record Statement(String text, Call editor, @Nullable Condition where) {}
