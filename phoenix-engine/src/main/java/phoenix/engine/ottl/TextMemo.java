package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what a pure change made of texts seen lately; names and attribute values repeat from batch to batch.
 * Thread-safe: threads may overwrite each other's entries, which costs a computation and nothing else.
 */
final class TextMemo {
    private static final int REMEMBERED = 1024;

    /** Longer texts are not remembered. */
    static final int LENGTH_MAX = 4096;

    /** What is made of a text, whatever else there is. */
    interface Change {
        String apply(String text) throws EvalException;
    }

    private final Change change;
    private final @Nullable Entry[] entries = new Entry[REMEMBERED];

    private record Entry(String before, String after) {}

    TextMemo(Change change) {
        this.change = change;
    }

    String apply(String text) throws EvalException {
        if (text.length() > LENGTH_MAX) {
            return change.apply(text);
        }
        int slot = text.hashCode() & (REMEMBERED - 1);
        Entry known = entries[slot];
        if (known != null && known.before.equals(text)) {
            return known.after;
        }
        String changed = change.apply(text);
        entries[slot] = new Entry(text, changed);
        return changed;
    }
}
