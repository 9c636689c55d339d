package phoenix.app.preview;

import java.util.Arrays;

/** Distinct numbers, without an object for each; what comes beyond its limit is not taken. */
final class LongSet {
    private static final int SIZE_MAX = 1 << 20;

    private long[] slots = new long[64];
    private int size;
    private boolean hasZero;

    /** Takes one in; true where it was not there before. */
    boolean add(long value) {
        if (value == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (!put(value)) {
            return false;
        }
        if (++size > slots.length / 2 && slots.length < 2 * SIZE_MAX) {
            long[] old = slots;
            slots = new long[old.length * 2];
            Arrays.stream(old).filter(v -> v != 0).forEach(this::put);
        }
        return true;
    }

    private boolean put(long value) {
        int mask = slots.length - 1;
        int at = (int) (value ^ (value >>> 32)) & mask;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return false;
            }
            at = (at + 1) & mask;
        }
        if (size >= SIZE_MAX) {
            return false;
        }
        slots[at] = value;
        return true;
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }
}
