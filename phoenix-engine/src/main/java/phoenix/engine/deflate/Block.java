package phoenix.engine.deflate;

/**
 * One block of deflate: sequences of some bytes as they are and one match behind them. Collected, counted, and written
 * with codes of their own, or stored where that is smaller. Not thread-safe.
 */
final class Block {
    static final int MATCH_MIN = 3;
    static final int MATCH_MAX = 258;

    private static final int SEQUENCES_MAX = 16_384;
    private static final int INPUT_MAX = 1 << 18;
    private static final int END = 256;
    private static final int STORED_MAX = 0xFFFF;

    private final HuffmanCode literals = new HuffmanCode(286, 15);
    private final HuffmanCode distances = new HuffmanCode(30, 15);
    private final BlockHeader header = new BlockHeader();
    private final int[] literalRuns = new int[SEQUENCES_MAX + 1];
    private final short[] matchLengths = new short[SEQUENCES_MAX];
    /** From the lowest bit: symbol of the length, of the distance (5 bits each), extra bits of the length (5), of the distance. */
    private final int[] matches = new int[SEQUENCES_MAX];

    private int size;
    private long extraBits;

    void clear() {
        size = 0;
        extraBits = 0;
        literals.clear();
        distances.clear();
    }

    /** Whether the block should be written before the next match; a match of any length takes a few places. */
    boolean isFull(int inputBytes) {
        return size > SEQUENCES_MAX - 8 || inputBytes > INPUT_MAX;
    }

    /** Adds bytes as they are, and a match of 3 to 258 bytes at most 32,768 back. */
    void add(byte[] in, int from, int to, int length, int distance) {
        count(in, from, to);
        literalRuns[size] = to - from;
        int lengthSymbol = lengthSymbol(length);
        int lengthBits = lengthBits(lengthSymbol);
        int distanceSymbol = distanceSymbol(distance);
        int distanceBits = distanceBits(distanceSymbol);
        literals.counts[END + 1 + lengthSymbol]++;
        distances.counts[distanceSymbol]++;
        extraBits += lengthBits + distanceBits;
        matchLengths[size] = (short) length;
        matches[size++] = lengthSymbol
                | (distanceSymbol << 5)
                | ((length - MATCH_MIN) & ((1 << lengthBits) - 1)) << 10
                | ((distance - 1) & ((1 << distanceBits) - 1)) << 15;
    }

    private void count(byte[] in, int from, int to) {
        int[] counts = literals.counts;
        for (int i = from; i < to; i++) {
            counts[in[i] & 0xFF]++;
        }
    }

    /** @param rest where the bytes begin that follow the last match */
    void write(BitSink out, byte[] in, int from, int rest, int to, boolean isLast) {
        count(in, rest, to);
        literalRuns[size] = to - rest;
        literals.counts[END]++;
        literals.build();
        distances.build();
        long bits = header.prepare(literals, distances) + literals.bits() + distances.bits() + extraBits;
        long storedBits = 8L * (to - from) + 40L * ((to - from) / STORED_MAX + 1);
        if (storedBits <= bits) {
            store(out, in, from, to, isLast);
        } else {
            out.ensureBits(bits);
            header.write(out, isLast);
            sequences(out, in, from);
            out.put(literals.codes[END], literals.lengths[END]);
        }
    }

    private void sequences(BitSink out, byte[] in, int from) {
        int[] codes = literals.codes;
        int[] lengths = literals.lengths;
        int at = from;
        for (int i = 0; i <= size; i++) {
            for (int end = at + literalRuns[i]; at < end; at++) {
                int literal = in[at] & 0xFF;
                out.put(codes[literal], lengths[literal]);
            }
            if (i < size) {
                match(out, matches[i]);
                at += matchLengths[i];
            }
        }
    }

    /** At most 48 bits, put together first: one store instead of four. */
    private void match(BitSink out, int match) {
        int lengthSymbol = match & 31;
        int symbol = END + 1 + lengthSymbol;
        int bits = literals.lengths[symbol];
        long value = literals.codes[symbol] | ((long) ((match >>> 10) & 31) << bits);
        bits += lengthBits(lengthSymbol);
        int distanceSymbol = (match >>> 5) & 31;
        value |= (long) distances.codes[distanceSymbol] << bits;
        bits += distances.lengths[distanceSymbol];
        value |= (long) (match >>> 15) << bits;
        out.put(value, bits + distanceBits(distanceSymbol));
    }

    private static void store(BitSink out, byte[] in, int from, int to, boolean isLast) {
        int at = from;
        do {
            int length = Math.min(STORED_MAX, to - at);
            out.ensureBits(8L * length + 48);
            out.put(isLast && at + length == to ? 1 : 0, 3);
            out.align();
            out.put(length | ((long) (~length & STORED_MAX) << 16), 32);
            out.raw(in, at, length);
            at += length;
        } while (at < to);
    }

    /** From 0, for the symbol 257 of lengths of 3 (RFC 1951, 3.2.5). */
    static int lengthSymbol(int length) {
        int over = length - MATCH_MIN;
        if (over < 8) {
            return over;
        }
        if (length == MATCH_MAX) {
            return 28;
        }
        int log = 31 - Integer.numberOfLeadingZeros(over);
        return 4 * (log - 1) + ((over >>> (log - 2)) & 3);
    }

    static int lengthBits(int symbol) {
        return symbol < 8 || symbol == 28 ? 0 : (symbol >>> 2) - 1;
    }

    static int distanceSymbol(int distance) {
        int over = distance - 1;
        if (over < 4) {
            return over;
        }
        int log = 31 - Integer.numberOfLeadingZeros(over);
        return 2 * log + ((over >>> (log - 1)) & 1);
    }

    static int distanceBits(int symbol) {
        return symbol < 4 ? 0 : (symbol >>> 1) - 1;
    }
}
