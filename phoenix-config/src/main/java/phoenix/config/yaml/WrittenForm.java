package phoenix.config.yaml;

import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.diagnostic.SourceText;

/**
 * How a scalar stands in its file, to map an offset in its value back to a position: an error inside an OTTL statement
 * points at the word and not at the whole statement. Quotes, escapes, indentation and folded lines are stepped over.
 *
 * @param source the file it stands in; null when it does not come from one
 * @param dollarsJoined whether {@code $$} has become {@code $}, as loading does
 */
public record WrittenForm(YamlScalar.Style style, @Nullable SourceText source, boolean dollarsJoined) {

    /** A scalar that was made, not read. */
    static WrittenForm of(YamlScalar.Style style) {
        return new WrittenForm(style, null, false);
    }

    /** For a value that is no longer where it was written. */
    public WrittenForm withoutSource() {
        return of(style);
    }

    /** For a value in which {@code $$} has become {@code $}. */
    public WrittenForm withDollarsJoined() {
        return new WrittenForm(style, source, true);
    }

    /** The position of the characters [from, to) of the value; the whole scalar when they cannot be followed. */
    SourceSpan spanOf(YamlScalar scalar, int from, int to) {
        SourceSpan span = scalar.span();
        if (source == null) {
            return span;
        }
        String text = scalar.text();
        int start = Math.clamp(from, 0, text.length());
        int end = Math.clamp(to, start, text.length());
        Cursor cursor = new Cursor(source, span);
        if (!cursor.advance(text, 0, start)) {
            return span;
        }
        cursor.settle(text, start);
        int line = cursor.line;
        int column = cursor.column;
        if (!cursor.advance(text, start, end)) {
            return span;
        }
        return new SourceSpan(span.file(), line, column + 1, cursor.line, cursor.column + 1);
    }

    /** Walks the written characters in step with the characters of the value. */
    private final class Cursor {
        private final SourceText lines;
        private final int lastLine;
        private int line;
        private int column;

        Cursor(SourceText lines, SourceSpan span) {
            this.lines = lines;
            this.lastLine = span.endLine();
            this.line = span.line();
            this.column = span.column() - 1;
            switch (style) {
                case SINGLE_QUOTED, DOUBLE_QUOTED -> column++;
                case LITERAL, FOLDED -> {
                    line++;
                    column = 0;
                }
                case PLAIN -> {}
            }
        }

        boolean advance(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!step(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Skips the indentation and line break that come before the next character of the value. */
        void settle(String text, int at) {
            if (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                skipTo(text.charAt(at));
            }
        }

        private boolean step(char c) {
            if (Character.isWhitespace(c)) {
                return stepSpace();
            }
            if (!skipTo(c)) {
                return false;
            }
            column += escapeLength() + 1;
            return true;
        }

        private boolean stepSpace() {
            if (column < current().length()) {
                column += escapeLength() + 1;
            } else {
                nextLine();
            }
            return line <= lastLine;
        }

        private boolean skipTo(char c) {
            while (line <= lastLine) {
                String now = current();
                while (column < now.length()) {
                    if (now.charAt(column + Math.min(escapeLength(), now.length() - 1 - column)) == c) {
                        return true;
                    }
                    if (!Character.isWhitespace(now.charAt(column))) {
                        return false;
                    }
                    column++;
                }
                nextLine();
            }
            return false;
        }

        /** Characters that stand before the one they write: {@code \"} and {@code ''}. */
        private int escapeLength() {
            String now = current();
            boolean more = column + 1 < now.length();
            return switch (style) {
                case DOUBLE_QUOTED -> more && (now.charAt(column) == '\\' || dollars(now)) ? 1 : 0;
                case SINGLE_QUOTED -> more && (pair(now, '\'') || dollars(now)) ? 1 : 0;
                case PLAIN, LITERAL, FOLDED -> more && dollars(now) ? 1 : 0;
            };
        }

        private boolean dollars(String now) {
            return dollarsJoined && pair(now, '$');
        }

        /** A doubled character that stands for one. */
        private boolean pair(String now, char c) {
            return now.charAt(column) == c && now.charAt(column + 1) == c;
        }

        private String current() {
            return lines.line(line).orElse("");
        }

        private void nextLine() {
            line++;
            column = 0;
        }
    }
}
