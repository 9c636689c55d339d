package phoenix.experiment.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of attributes or labels in canonical form: sorted by key (UTF-16 order), keys unique. Values are text; a
 * value that is a number, a boolean, a list or a map in OpenTelemetry is the text that the Collector's {@code AsString}
 * gives, as it is in Prometheus labels.
 */
public final class Labels {
    public static final Labels NONE = new Labels(new String[0]);

    /** Key, value, key, value, … sorted by key. */
    private final String[] pairs;

    private final int hash;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public static Labels of(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return NONE;
        }
        var sorted = new TreeMap<>(labels);
        var pairs = new String[2 * sorted.size()];
        int i = 0;
        for (var entry : sorted.entrySet()) {
            pairs[i++] = entry.getKey();
            pairs[i++] = entry.getValue();
        }
        return new Labels(pairs);
    }

    /**
     * Labels from alternating keys and values.
     *
     * @throws IllegalArgumentException if a value is missing or a key stands twice
     */
    public static Labels of(String... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a key without a value: " + Arrays.toString(keysAndValues));
        }
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (labels.put(keysAndValues[i], keysAndValues[i + 1]) != null) {
                throw new IllegalArgumentException("key " + keysAndValues[i] + " twice");
            }
        }
        return of(labels);
    }

    public int size() {
        return pairs.length / 2;
    }

    public String key(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of a key, or null where there is none. */
    public @Nullable String get(String key) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = key(middle).compareTo(key);
            if (order == 0) {
                return value(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < pairs.length; i += 2) {
            action.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** The labels whose key passes. */
    public Labels keeping(Predicate<String> key) {
        var kept = new String[pairs.length];
        int n = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (key.test(pairs[i])) {
                kept[n++] = pairs[i];
                kept[n++] = pairs[i + 1];
            }
        }
        return n == pairs.length ? this : n == 0 ? NONE : new Labels(Arrays.copyOf(kept, n));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As in Prometheus: {@code {a="1",b="2"}}. */
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(pairs[i]).append("=\"");
            text.append(pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            text.append('"');
        }
        return text.append('}').toString();
    }
}
