package phoenix.metrics.otlp;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * Collects the entries of an attribute map; of entries with one key the first counts. Keys are found by scanning while
 * they are few, by a set when they are many. Not thread-safe.
 */
public final class AttributeEntries {
    private static final int SCAN_MAX = 16;

    private String[] keys;
    private Value[] values;
    private int size;
    private @Nullable Set<String> seen;

    public AttributeEntries(Attributes before) {
        size = before.size();
        keys = new String[size + 8];
        values = new Value[size + 8];
        for (int i = 0; i < size; i++) {
            keys[i] = before.key(i);
            values[i] = before.value(i);
        }
    }

    public int size() {
        return size;
    }

    /** Adds an entry; false for a key that is there already. */
    public boolean add(String key, Value value) {
        if (contains(key)) {
            return false;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        values[size++] = value;
        if (seen != null) {
            seen.add(key);
        }
        return true;
    }

    private boolean contains(String key) {
        if (size > SCAN_MAX) {
            if (seen == null) {
                seen = new HashSet<>();
                for (int i = 0; i < size; i++) {
                    seen.add(keys[i]);
                }
            }
            return seen.contains(key);
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return true;
            }
        }
        return false;
    }

    public Attributes build() {
        return Attributes.ofDistinct(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
}
