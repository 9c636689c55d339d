package phoenix.app.store;

import java.util.BitSet;

/** Series that a reader wants. */
final class SeriesSelection {
    static final SeriesSelection ALL = new SeriesSelection(new BitSet(), true);

    private final BitSet ids;
    private final boolean all;

    private SeriesSelection(BitSet ids, boolean all) {
        this.ids = ids;
        this.all = all;
    }

    static SeriesSelection of(BitSet ids) {
        return new SeriesSelection(ids, false);
    }

    boolean contains(int series) {
        return all || ids.get(series);
    }

    /** Whether any series from {@code first} to {@code last}, both included, is wanted. */
    boolean any(int first, int last) {
        if (all) {
            return true;
        }
        int next = ids.nextSetBit(first);
        return next >= 0 && next <= last;
    }
}
