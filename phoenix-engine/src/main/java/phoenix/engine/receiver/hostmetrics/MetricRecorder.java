package phoenix.engine.receiver.hostmetrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;

/**
 * Collects the points of one metric during a scrape and puts those together whose attributes are the same once the
 * configured ones are left out. A scraper passes the same {@link Attributes} instance for the same thing at each
 * scrape. Arrays are kept from scrape to scrape, so that the steady state allocates nothing. Not thread-safe.
 */
final class MetricRecorder {
    /** Sets of attributes whose shortened form is remembered; more than any host has at once. */
    private static final int REMEMBERED_MAX = 16_384;

    private final MetricSpec spec;
    private final boolean isReduced;
    private final Set<String> keys;
    private final IdentityHashMap<Attributes, Slot> slotOfFull = new IdentityHashMap<>();
    private final Map<Attributes, Slot> slotOfReduced = new HashMap<>();

    private Attributes[] attributes = new Attributes[4];
    private long[] bits = new long[4];
    private int[] merged = new int[4];
    private int size;
    private int scrape;
    private long timeUnixNano;

    /** @param spec with the settings of the configuration applied */
    MetricRecorder(MetricSpec spec) {
        this.spec = spec;
        this.keys = Set.copyOf(spec.attributesOnByDefault());
        this.isReduced = !keys.containsAll(spec.attributes());
    }

    /** Where a reduced set of attributes has its point in the present scrape. */
    private static final class Slot {
        private final Attributes reduced;
        private int scrape = -1;
        private int index;

        Slot(Attributes reduced) {
            this.reduced = reduced;
        }
    }

    MetricSpec spec() {
        return spec;
    }

    boolean isOn() {
        return spec.isOnByDefault();
    }

    int size() {
        return size;
    }

    void add(long time, Attributes full, long value) {
        if (isOn()) {
            double number = (double) value;
            add(time, full, number, spec.isDouble() ? Double.doubleToRawLongBits(number) : value);
        }
    }

    void add(long time, Attributes full, double value) {
        if (isOn()) {
            add(time, full, value, Double.doubleToRawLongBits(value));
        }
    }

    private void add(long time, Attributes full, double value, long valueBits) {
        timeUnixNano = time;
        Attributes kept = full;
        if (isReduced) {
            Slot slot = slot(full);
            if (slot.scrape == scrape) {
                merge(slot.index, value, valueBits);
                return;
            }
            slot.scrape = scrape;
            slot.index = size;
            kept = slot.reduced;
        }
        if (size == bits.length) {
            attributes = Arrays.copyOf(attributes, size * 2);
            bits = Arrays.copyOf(bits, size * 2);
            merged = Arrays.copyOf(merged, size * 2);
        }
        attributes[size] = kept;
        bits[size] = valueBits;
        merged[size++] = 1;
    }

    private Slot slot(Attributes full) {
        Slot known = slotOfFull.get(full);
        if (known != null) {
            return known;
        }
        if (slotOfFull.size() >= REMEMBERED_MAX) {
            slotOfFull.clear(); // slots of this scrape stay reachable through the reduced form
        }
        Attributes reduced = full;
        for (int i = 0; i < full.size(); i++) {
            if (!keys.contains(full.key(i))) {
                reduced = reduced.without(full.key(i));
            }
        }
        if (slotOfReduced.size() >= REMEMBERED_MAX && size == 0) {
            slotOfReduced.clear();
        }
        Slot slot = slotOfReduced.computeIfAbsent(reduced, Slot::new);
        slotOfFull.put(full, slot);
        return slot;
    }

    private void merge(int index, double value, long valueBits) {
        merged[index]++;
        boolean isDouble = spec.isDouble();
        switch (spec.aggregation()) {
            case SUM, AVG ->
                bits[index] = isDouble ? Double.doubleToRawLongBits(number(index) + value) : bits[index] + valueBits;
            case MIN -> bits[index] = isLess(isDouble, valueBits, bits[index]) ? valueBits : bits[index];
            case MAX -> bits[index] = isLess(isDouble, bits[index], valueBits) ? valueBits : bits[index];
        }
    }

    private static boolean isLess(boolean isDouble, long left, long right) {
        return isDouble ? Double.longBitsToDouble(left) < Double.longBitsToDouble(right) : left < right;
    }

    private double number(int index) {
        return Double.longBitsToDouble(bits[index]);
    }

    /** Writes the metric and forgets its points. Without points there is no metric. */
    void emit(BatchBuilder out, long startTimeUnixNano) {
        if (size > 0) {
            out.metric(spec.info());
            boolean isAverage = isReduced && spec.aggregation() == Aggregation.AVG;
            for (int i = 0; i < size; i++) {
                int divisor = isAverage ? merged[i] : 1;
                if (spec.isDouble()) {
                    out.doublePoint(attributes[i], startTimeUnixNano, timeUnixNano, number(i) / divisor);
                } else {
                    out.intPoint(attributes[i], startTimeUnixNano, timeUnixNano, bits[i] / divisor);
                }
            }
        }
        discard();
    }

    void discard() {
        size = 0;
        scrape++;
    }
}
