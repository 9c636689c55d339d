package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;

/**
 * Remembers what a pure change made of attribute maps seen lately. The same maps come again with every batch, and giving
 * equal maps one result keeps streams comparable by reference. Thread-safe: threads may overwrite each other's entries,
 * which costs a computation and nothing else.
 */
public final class AttributesMemo {
    private static final int REMEMBERED = 512;

    private final Change change;
    private final @Nullable Entry[] entries = new Entry[REMEMBERED];

    /** A change that depends on the map alone. */
    public interface Change {
        Attributes apply(Attributes map);
    }

    private record Entry(Attributes before, Attributes after) {}

    public AttributesMemo(Change change) {
        this.change = change;
    }

    public Attributes apply(Attributes map) {
        if (map.isEmpty()) {
            return change.apply(map);
        }
        int slot = map.hashCode() & (REMEMBERED - 1);
        Entry known = entries[slot];
        if (known != null && (known.before == map || known.before.equals(map))) {
            return known.after;
        }
        Attributes changed = change.apply(map);
        entries[slot] = new Entry(map, changed);
        return changed;
    }
}
