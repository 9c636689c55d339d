package phoenix.engine.receiver.prometheus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a series or target, sorted by name; empty values are none. Immutable. */
final class Labels {
    static final String NAME = "__name__";
    static final Labels EMPTY = new Labels(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;
    private final int hash;

    private Labels(String[] names, String[] values) {
        this.names = names;
        this.values = values;
        this.hash = Arrays.hashCode(names) * 31 + Arrays.hashCode(values);
    }

    static Labels of(Map<String, String> labels) {
        Map.Entry<String, String>[] entries = entries(labels);
        String[] names = new String[entries.length];
        String[] values = new String[entries.length];
        for (int i = 0; i < entries.length; i++) {
            names[i] = entries[i].getKey();
            values[i] = entries[i].getValue();
        }
        return new Labels(names, values);
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, String>[] entries(Map<String, String> labels) {
        return labels.entrySet().stream()
                .filter(label -> !label.getValue().isEmpty())
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .toArray(Map.Entry[]::new);
    }

    /** A copy to be changed. */
    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    int size() {
        return names.length;
    }

    String name(int i) {
        return names[i];
    }

    String value(int i) {
        return values[i];
    }

    /** Empty when it is absent. */
    String get(String name) {
        int i = Arrays.binarySearch(names, name);
        return i < 0 ? "" : values[i];
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Labels other
                && hash == other.hash
                && Arrays.equals(names, other.names)
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
