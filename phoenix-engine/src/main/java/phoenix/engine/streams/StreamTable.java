package phoenix.engine.streams;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;

/**
 * A bounded hash table of streams without an object for each. A stream has a slot, a small number that stays its own
 * until it is removed; what is remembered of streams lies in columns of the caller, indexed by slot and at least
 * {@link #capacity()} long. A stream is known by its metric, its attributes and a discriminator of the caller's choice.
 *
 * <p>When the table is full, adding a stream evicts the one that was used longest ago. Not thread-safe.
 */
public final class StreamTable {
    private static final int NONE = -1;
    /** Of one stream, estimated: its row in all columns, and an attribute map. */
    private static final int STREAM_BYTES = 200;

    /** A metric with at least one stream, or about to have one. */
    public static final class Metric {
        private final MetricKey key;
        private int streams;

        private Metric(MetricKey key) {
            this.key = key;
        }

        public MetricKey key() {
            return key;
        }
    }

    private final int streamsMax;
    private final Map<MetricKey, Metric> metrics = new HashMap<>();
    private int size;
    private int used;
    private long evicted;
    private int freeSlot = NONE;
    private int newest = NONE;
    private int oldest = NONE;
    private int[] buckets = filled(16);
    private @Nullable Metric[] metricOf = new Metric[16];
    private Attributes[] attributes = new Attributes[16];
    private long[] discriminators = new long[16];
    private int[] hashes = new int[16];
    private int[] nextInBucket = new int[16];
    private int[] older = new int[16];
    private int[] newer = new int[16];

    public StreamTable(int streamsMax) {
        this.streamsMax = streamsMax;
    }

    public int size() {
        return size;
    }

    /** An estimate of what the streams keep in use, in bytes. */
    public long heldBytes() {
        return (long) STREAM_BYTES * size;
    }

    /** How many streams had to go to make room. */
    public long evicted() {
        return evicted;
    }

    /** Slots are below this; it only grows, and only in {@link #add}. */
    public int capacity() {
        return hashes.length;
    }

    public boolean isFull() {
        return size >= streamsMax;
    }

    /** The metric as this table knows it: look it up once for all its points, and in the same batch only. */
    public Metric metric(MetricKey key) {
        Metric known = metrics.get(key);
        return known == null ? new Metric(key) : known;
    }

    /** The slot of the stream, which counts as used; -1 when it is not there. */
    public int find(Metric metric, Attributes streamAttributes, long discriminator) {
        int hash = hash(metric, streamAttributes, discriminator);
        for (int slot = buckets[hash & (buckets.length - 1)]; slot != NONE; slot = nextInBucket[slot]) {
            if (hashes[slot] == hash
                    && metricOf[slot] == metric
                    && discriminators[slot] == discriminator
                    && attributes[slot].equals(streamAttributes)) {
                if (slot != newest) {
                    unlink(slot);
                    linkAsNewest(slot);
                }
                return slot;
            }
        }
        return NONE;
    }

    /** Adds a stream that is not there and gives its slot; what its columns hold is left from an earlier stream. */
    public int add(Metric metric, Attributes streamAttributes, long discriminator) {
        if (isFull()) {
            evicted++;
            remove(oldest);
        }
        int slot = freeSlot;
        if (slot == NONE) {
            slot = used++;
            ensureCapacity(used);
        } else {
            freeSlot = nextInBucket[slot];
        }
        if (metric.streams++ == 0) {
            metrics.put(metric.key, metric);
        }
        int hash = hash(metric, streamAttributes, discriminator);
        metricOf[slot] = metric;
        attributes[slot] = streamAttributes;
        discriminators[slot] = discriminator;
        hashes[slot] = hash;
        int bucket = hash & (buckets.length - 1);
        nextInBucket[slot] = buckets[bucket];
        buckets[bucket] = slot;
        linkAsNewest(slot);
        size++;
        return slot;
    }

    /** The attributes of the stream in the slot. */
    public Attributes attributes(int slot) {
        return attributes[slot];
    }

    /** The metric of the stream in the slot. */
    public MetricKey key(int slot) {
        Metric metric = metricOf[slot];
        if (metric == null) {
            throw new IllegalStateException("slot " + slot + " is free");
        }
        return metric.key;
    }

    /** Removes every stream that the test is true for; it is asked by slot. */
    public void removeIf(IntPredicate test) {
        for (int slot = 0; slot < used; slot++) {
            if (metricOf[slot] != null && test.test(slot)) {
                remove(slot);
            }
        }
    }

    private void remove(int slot) {
        Metric metric = metricOf[slot];
        if (metric != null && --metric.streams == 0) {
            metrics.remove(metric.key);
        }
        int bucket = hashes[slot] & (buckets.length - 1);
        if (buckets[bucket] == slot) {
            buckets[bucket] = nextInBucket[slot];
        } else {
            int before = buckets[bucket];
            while (nextInBucket[before] != slot) {
                before = nextInBucket[before];
            }
            nextInBucket[before] = nextInBucket[slot];
        }
        unlink(slot);
        metricOf[slot] = null;
        attributes[slot] = Attributes.EMPTY; // so that the map can be collected
        nextInBucket[slot] = freeSlot;
        freeSlot = slot;
        size--;
    }

    private void unlink(int slot) {
        if (older[slot] == NONE) {
            oldest = newer[slot];
        } else {
            newer[older[slot]] = newer[slot];
        }
        if (newer[slot] == NONE) {
            newest = older[slot];
        } else {
            older[newer[slot]] = older[slot];
        }
    }

    private void linkAsNewest(int slot) {
        older[slot] = newest;
        newer[slot] = NONE;
        if (newest == NONE) {
            oldest = slot;
        } else {
            newer[newest] = slot;
        }
        newest = slot;
    }

    private void ensureCapacity(int slots) {
        if (slots <= hashes.length) {
            return;
        }
        int capacity = hashes.length * 2;
        metricOf = Arrays.copyOf(metricOf, capacity);
        attributes = Arrays.copyOf(attributes, capacity);
        discriminators = Arrays.copyOf(discriminators, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        nextInBucket = Arrays.copyOf(nextInBucket, capacity);
        older = Arrays.copyOf(older, capacity);
        newer = Arrays.copyOf(newer, capacity);
        buckets = filled(capacity);
        for (int slot = 0; slot < slots - 1; slot++) {
            int bucket = hashes[slot] & (capacity - 1);
            nextInBucket[slot] = buckets[bucket];
            buckets[bucket] = slot;
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NONE);
        return array;
    }

    private static int hash(Metric metric, Attributes attributes, long discriminator) {
        int hash = (metric.key.hashCode() * 31 + attributes.hashCode()) * 31 + Long.hashCode(discriminator);
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
