package phoenix.metrics.prometheus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series, sorted by name, with their text made once: a scrape writes them again and again. The order
 * of sets is that in which Prometheus' client library writes the series of a family. Immutable.
 */
public final class LabelSet implements Comparable<LabelSet> {
    public static final LabelSet EMPTY = new LabelSet(new String[0], new String[0]);

    private static final Comparator<String> BY_CODE_POINT = LabelSet::compareCodePoints;

    private final String[] names;
    private final String[] values;
    private final byte @Nullable [] text;

    private LabelSet(String[] names, String[] values) {
        this.names = names;
        this.values = values;
        this.text = Arrays.stream(names).allMatch(Names::isLegacy) ? render(true) : null;
    }

    public static LabelSet of(SortedMap<String, String> labels) {
        String[] names = new String[labels.size()];
        String[] values = new String[names.length];
        int i = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            names[i] = label.getKey();
            values[i++] = label.getValue();
        }
        return new LabelSet(names, values);
    }

    /** The order of Go's strings, which for characters outside the basic plane is not that of Java's. */
    public static Comparator<String> nameOrder() {
        return BY_CODE_POINT;
    }

    boolean isEmpty() {
        return names.length == 0;
    }

    /** Writes {@code a="b",c="d"}, without braces. */
    void write(TextBuffer out, boolean utf8Names) {
        if (text != null) {
            out.append(text);
        } else {
            out.append(render(utf8Names));
        }
    }

    private byte[] render(boolean utf8Names) {
        int size = 16;
        for (int i = 0; i < names.length; i++) {
            size += names[i].length() + values[i].length() + 4;
        }
        TextBuffer out = new TextBuffer(size);
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            Names.write(out, names[i], utf8Names);
            out.append((byte) '=')
                    .append((byte) '"')
                    .appendEscaped(values[i], true)
                    .append((byte) '"');
        }
        return out.toByteArray();
    }

    @Override
    public int compareTo(LabelSet other) {
        if (names.length != other.names.length) {
            return Integer.compare(names.length, other.names.length);
        }
        for (int i = 0; i < values.length; i++) {
            int order = compareCodePoints(values[i], other.values[i]);
            if (order != 0) {
                return order;
            }
        }
        return Arrays.compare(names, other.names, BY_CODE_POINT);
    }

    private static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LabelSet other && Arrays.equals(names, other.names) && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(names) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        TextBuffer out = new TextBuffer(128).append((byte) '{');
        write(out, true);
        return out.append((byte) '}').toString();
    }
}
