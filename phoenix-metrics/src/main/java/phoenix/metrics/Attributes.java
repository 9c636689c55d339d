package phoenix.metrics;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable attribute map. The order of the entries is kept for the wire, but does not count for {@link #equals}:
 * two points with the same entries in another order belong to one stream. Safe to share between threads.
 *
 * <p>Lookups are linear: attribute sets of metrics hold a handful of entries, where a scan of two small arrays beats a
 * hash table in time and by far in memory. Interned instances (see {@link AttributesTable}) make a stream's identity a
 * reference comparison.
 */
public final class Attributes {
    public static final Attributes EMPTY = new Attributes(new String[0], new Value[0]);

    private final String[] keys;
    private final Value[] values;
    private int hash;
    private volatile byte @Nullable [] encoded; // volatile: another thread must see the bytes as well

    private Attributes(String[] keys, Value[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** Takes the arrays over without a copy; the caller gives them up. Keys must be distinct. */
    static Attributes wrap(String[] keys, Value[] values) {
        return keys.length == 0 ? EMPTY : new Attributes(keys, values);
    }

    /**
     * Takes the arrays over without a copy: the caller must not change them afterwards. The keys must be distinct; it is
     * for the callers that have made sure, such as a decoder.
     */
    public static Attributes ofDistinct(String[] keys, Value[] values) {
        if (keys.length != values.length) {
            throw new IllegalArgumentException(keys.length + " keys, but " + values.length + " values");
        }
        return wrap(keys, values);
    }

    public static Attributes of(String key, String value) {
        return wrap(new String[] {key}, new Value[] {Value.of(value)});
    }

    public static Attributes of(String key1, String value1, String key2, String value2) {
        return builder().put(key1, value1).put(key2, value2).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return keys.length;
    }

    /**
     * A codec's encoded form of this map, as kept by {@link #keepEncoded}; null when nothing was kept. A stream's
     * attributes are interned, so that each set is encoded once and then copied.
     */
    public byte @Nullable [] encoded() {
        return encoded;
    }

    /** Keeps a codec's encoded form. A benign race: whichever of two equal forms is kept last stays. */
    public void keepEncoded(byte[] form) {
        encoded = form;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    public String key(int index) {
        return keys[index];
    }

    public Value value(int index) {
        return values[index];
    }

    /** The position of the key, or -1. */
    public int indexOf(String key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    public @Nullable Value get(String key) {
        int i = indexOf(key);
        return i < 0 ? null : values[i];
    }

    /** The value when it is a string; null when the key is absent or of another type. */
    public @Nullable String getString(String key) {
        return get(key) instanceof Value.StringValue(String s) ? s : null;
    }

    /** This map with the entry added, or replaced in its place. */
    public Attributes with(String key, Value value) {
        int i = indexOf(key);
        if (i >= 0) {
            if (values[i].equals(value)) {
                return this;
            }
            Value[] changed = values.clone();
            changed[i] = value;
            return new Attributes(keys, changed);
        }
        String[] moreKeys = Arrays.copyOf(keys, keys.length + 1);
        Value[] moreValues = Arrays.copyOf(values, values.length + 1);
        moreKeys[keys.length] = Objects.requireNonNull(key);
        moreValues[values.length] = Objects.requireNonNull(value);
        return new Attributes(moreKeys, moreValues);
    }

    /** This map without the key; the same instance when it is absent. */
    public Attributes without(String key) {
        int i = indexOf(key);
        if (i < 0) {
            return this;
        }
        if (keys.length == 1) {
            return EMPTY;
        }
        String[] fewerKeys = new String[keys.length - 1];
        Value[] fewerValues = new Value[keys.length - 1];
        System.arraycopy(keys, 0, fewerKeys, 0, i);
        System.arraycopy(keys, i + 1, fewerKeys, i, keys.length - i - 1);
        System.arraycopy(values, 0, fewerValues, 0, i);
        System.arraycopy(values, i + 1, fewerValues, i, keys.length - i - 1);
        return new Attributes(fewerKeys, fewerValues);
    }

    /** This map with all entries of the other one on top. */
    public Attributes withAll(Attributes other) {
        Attributes result = this;
        for (int i = 0; i < other.size(); i++) {
            result = result.with(other.keys[i], other.values[i]);
        }
        return result;
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof Attributes other) || keys.length != other.keys.length || hashCode() != other.hashCode()) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            // The same order is the common case: look at the same place first.
            int j = other.keys[i].equals(keys[i]) ? i : other.indexOf(keys[i]);
            if (j < 0 || !values[i].equals(other.values[j])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            for (int i = 0; i < keys.length; i++) {
                // Entries are added up so that their order does not count.
                h += mix(keys[i].hashCode() * 31 + values[i].hashCode());
            }
            h = h == 0 ? 1 : h;
            hash = h; // a benign race: every thread computes the same
        }
        return h;
    }

    private static int mix(int h) {
        h *= 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < keys.length; i++) {
            text.append(i == 0 ? "" : ", ").append(keys[i]).append('=').append(values[i]);
        }
        return text.append('}').toString();
    }

    /** Collects entries; a later entry of the same key replaces the earlier one. Not thread-safe. */
    public static final class Builder {
        private String[] keys = new String[8];
        private Value[] values = new Value[8];
        private int size;

        private Builder() {}

        public Builder put(String key, Value value) {
            Objects.requireNonNull(value);
            for (int i = 0; i < size; i++) {
                if (keys[i].equals(key)) {
                    values[i] = value;
                    return this;
                }
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = Objects.requireNonNull(key);
            values[size++] = value;
            return this;
        }

        public Builder put(String key, String value) {
            return put(key, Value.of(value));
        }

        public Builder put(String key, long value) {
            return put(key, Value.of(value));
        }

        public Attributes build() {
            return wrap(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
        }
    }
}
