package phoenix.engine.exporter.remotewrite;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/** The labels of one series, sorted by name. Immutable; equal when names and values are. */
final class Labels {
    static final String NAME = "__name__";

    private final String[] names;
    private final String[] values;
    private final int hash;

    private Labels(String[] names, String[] values) {
        this.names = names;
        this.values = values;
        this.hash = Arrays.hashCode(names) * 31 + Arrays.hashCode(values);
    }

    static Labels of(SortedMap<String, String> sorted) {
        String[] names = new String[sorted.size()];
        String[] values = new String[names.length];
        int i = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            names[i] = label.getKey();
            values[i++] = label.getValue();
        }
        return new Labels(names, values);
    }

    /** With one more label; one of the same name stays beside it, as in the Collector. */
    Labels with(String name, String value) {
        int at = 0;
        while (at < names.length && names[at].compareTo(name) <= 0) {
            at++;
        }
        return new Labels(inserted(names, at, name), inserted(values, at, value));
    }

    private static String[] inserted(String[] array, int at, String item) {
        String[] longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, longer, at + 1, array.length - at);
        longer[at] = item;
        return longer;
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
}
