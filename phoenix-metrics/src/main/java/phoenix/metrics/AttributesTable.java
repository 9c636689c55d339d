package phoenix.metrics;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives equal attribute maps one instance, so that what follows can compare references and remember results by
 * identity. Holds at most {@code entriesMax} maps; the oldest leave first, which costs sharing and never correctness.
 * Not thread-safe: one table for each reader.
 */
public final class AttributesTable {
    private final int entriesMax;
    private final Map<Attributes, Attributes> interned = new HashMap<>();
    private final ArrayDeque<Attributes> oldestFirst = new ArrayDeque<>();

    public AttributesTable(int entriesMax) {
        if (entriesMax < 1) {
            throw new IllegalArgumentException("entriesMax must be at least 1: " + entriesMax);
        }
        this.entriesMax = entriesMax;
    }

    public Attributes intern(Attributes attributes) {
        if (attributes.isEmpty()) {
            return Attributes.EMPTY;
        }
        Attributes known = interned.get(attributes);
        if (known != null) {
            return known;
        }
        if (oldestFirst.size() == entriesMax) {
            interned.remove(oldestFirst.removeFirst());
        }
        interned.put(attributes, attributes);
        oldestFirst.addLast(attributes);
        return attributes;
    }

    public int size() {
        return interned.size();
    }
}
