package phoenix.engine.deflate;

/** The head of a block with codes of its own: the lengths of both codes, run-length coded (RFC 1951, 3.2.7). */
final class BlockHeader {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int LITERALS_MIN = 257;

    private final HuffmanCode code = new HuffmanCode(19, 7);
    private final int[] lengths = new int[286 + 30];
    private final int[] symbols = new int[286 + 30];
    private final int[] repeats = new int[286 + 30];
    private int size;
    private int literals;
    private int distances;
    private int codesSent;

    /** Reads the lengths of both codes; returns how many bits {@link #write} will take. */
    int prepare(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literals = Math.max(LITERALS_MIN, literalCode.end());
        distances = Math.max(1, distanceCode.end());
        System.arraycopy(literalCode.lengths, 0, lengths, 0, literals);
        System.arraycopy(distanceCode.lengths, 0, lengths, literals, distances);
        size = 0;
        code.clear();
        int all = literals + distances;
        for (int i = 0; i < all; ) {
            int run = 1;
            while (i + run < all && lengths[i + run] == lengths[i]) {
                run++;
            }
            runs(lengths[i], run);
            i += run;
        }
        code.build();
        codesSent = ORDER.length;
        while (codesSent > 4 && code.lengths[ORDER[codesSent - 1]] == 0) {
            codesSent--;
        }
        int bits = 3 + 5 + 5 + 4 + 3 * codesSent;
        for (int i = 0; i < size; i++) {
            bits += code.lengths[symbols[i]] + repeatBits(symbols[i]);
        }
        return bits;
    }

    private void runs(int length, int run) {
        int rest = run;
        if (length != 0) {
            add(length, 0);
            rest--;
        }
        int most = length == 0 ? 138 : 6;
        while (rest >= 3) {
            int some = Math.min(rest, most);
            if (length != 0) {
                add(REPEAT, some - 3);
            } else if (some <= 10) {
                add(ZEROS, some - 3);
            } else {
                add(MANY_ZEROS, some - 11);
            }
            rest -= some;
        }
        for (; rest > 0; rest--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int repeat) {
        symbols[size] = symbol;
        repeats[size++] = repeat;
        code.counts[symbol]++;
    }

    private static int repeatBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    void write(BitSink out, boolean isLast) {
        out.put((isLast ? 1 : 0) | 4, 3);
        out.put(literals - LITERALS_MIN, 5);
        out.put(distances - 1, 5);
        out.put(codesSent - 4, 4);
        for (int i = 0; i < codesSent; i++) {
            out.put(code.lengths[ORDER[i]], 3);
        }
        for (int i = 0; i < size; i++) {
            int symbol = symbols[i];
            out.put(code.codes[symbol], code.lengths[symbol]);
            out.put(repeats[i], repeatBits(symbol));
        }
    }
}
