package phoenix.metrics.otlp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was decoded from which bytes. A cache, not a map: each key has four places, so that a look-up costs at
 * most four comparisons however an attacker chooses the keys, and a new entry may push out another one. It grows with
 * use up to {@code entriesMax} places and never holds more than {@code bytesMax} of keys. Not thread-safe.
 */
final class ByteTable<V> {
    private static final int WAYS = 4;
    private static final int START_PLACES = 256;

    private final int placesMax;
    private final long bytesMax;
    private int[] hashes = new int[START_PLACES];
    private byte[][] keys = new byte[START_PLACES][];
    private @Nullable Object[] values = new Object[START_PLACES];
    private int used;
    private long bytesUsed;
    private int victim;

    /** @param entriesMax rounded up to a power of two, at least 256 */
    ByteTable(int entriesMax, long bytesMax) {
        this.placesMax = Math.max(START_PLACES, Integer.highestOneBit(Math.max(1, entriesMax - 1)) << 1);
        this.bytesMax = bytesMax;
    }

    static int hash(byte[] bytes, int from, int to) {
        long h = (to - from) * 0x9E3779B97F4A7C15L;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            h = (h ^ WireReader.longAt(bytes, i)) * 0x9FB21C651E98DF25L;
            h ^= h >>> 32;
        }
        for (; i < to; i++) {
            h = (h ^ bytes[i]) * 0x9FB21C651E98DF25L;
        }
        h ^= h >>> 29;
        return (int) (h ^ h >>> 32);
    }

    @SuppressWarnings("unchecked") // only put() writes values
    @Nullable
    V get(int hash, byte[] bytes, int from, int to) {
        int set = set(hash);
        for (int i = set; i < set + WAYS; i++) {
            if (hashes[i] == hash && values[i] != null) {
                byte[] key = keys[i];
                if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                    return (V) values[i];
                }
            }
        }
        return null;
    }

    /** The key is taken over, not copied. */
    void put(int hash, byte[] key, V value) {
        if (bytesUsed + key.length > bytesMax) {
            clear();
        }
        if (used > hashes.length - hashes.length / WAYS && hashes.length < placesMax) {
            grow();
        }
        insert(hash, key, value);
    }

    private int set(int hash) {
        return (hash & (hashes.length / WAYS - 1)) * WAYS;
    }

    private void insert(int hash, byte[] key, Object value) {
        int set = set(hash);
        int place = -1;
        for (int i = set; i < set + WAYS && place < 0; i++) {
            place = values[i] == null ? i : -1;
        }
        if (place < 0) {
            place = set + (victim++ & (WAYS - 1));
            bytesUsed -= keys[place].length;
            used--;
        }
        hashes[place] = hash;
        keys[place] = key;
        values[place] = value;
        bytesUsed += key.length;
        used++;
    }

    private void grow() {
        int[] oldHashes = hashes;
        byte[][] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        int places = oldHashes.length * 2;
        hashes = new int[places];
        keys = new byte[places][];
        values = new Object[places];
        used = 0;
        bytesUsed = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            Object value = oldValues[i];
            if (value != null) {
                insert(oldHashes[i], oldKeys[i], value);
            }
        }
    }

    private void clear() {
        hashes = new int[START_PLACES];
        keys = new byte[START_PLACES][];
        values = new Object[START_PLACES];
        used = 0;
        bytesUsed = 0;
    }

    int size() {
        return used;
    }

    long bytesUsed() {
        return bytesUsed;
    }
}
