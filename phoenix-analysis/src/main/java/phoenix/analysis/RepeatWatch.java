package phoenix.analysis;

/** Notices a side that used to move in nearly every bucket and then repeats one value exactly: a scrape that freezes on old values. */
final class RepeatWatch {
    private static final int REPEATS = 5;
    private static final int MOVES_BEFORE = 10;
    private static final double REPEATS_BEFORE_MAX = 0.1;

    private double last = Double.NaN;
    private long moves;
    private long repeats;
    private int run;
    private boolean frozen;

    void add(double value) {
        if (value == last) {
            run++;
            boolean moved = moves >= MOVES_BEFORE && repeats <= REPEATS_BEFORE_MAX * (moves + repeats);
            frozen |= run >= REPEATS && moved;
        } else {
            repeats += run;
            run = 0;
            moves += Double.isNaN(last) ? 0 : 1;
            last = value;
        }
    }

    /** Whether it ever froze; what came then cannot be told from what was measured. */
    boolean frozen() {
        return frozen;
    }

    RepeatWatch copy() {
        RepeatWatch copy = new RepeatWatch();
        copy.last = last;
        copy.moves = moves;
        copy.repeats = repeats;
        copy.run = run;
        copy.frozen = frozen;
        return copy;
    }
}
