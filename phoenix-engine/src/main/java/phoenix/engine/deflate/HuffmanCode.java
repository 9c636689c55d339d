package phoenix.engine.deflate;

import java.util.Arrays;

/**
 * A canonical Huffman code of limited length for counted symbols, as deflate wants it (RFC 1951, 3.2.2). Reused from
 * block to block. Not thread-safe.
 */
final class HuffmanCode {
    private static final int LENGTH_MAX = 15;
    private static final int SYMBOL_BITS = 10;

    /** How often each symbol comes; the caller counts, {@link #build} leaves it as it is. */
    final int[] counts;
    /** The code of each symbol in the order of the wire. */
    final int[] codes;
    /** Bits of each symbol's code; 0 for a symbol that does not come. */
    final int[] lengths;

    private final int lengthMax;
    private final long[] leaves;
    private final long[] weights;
    private final int[] parents;
    private final int[] depths;

    /** @param lengthMax the longest code, at most 15 bits; two to the power of it exceeds the symbols */
    HuffmanCode(int symbols, int lengthMax) {
        this.lengthMax = lengthMax;
        counts = new int[symbols];
        codes = new int[symbols];
        lengths = new int[symbols];
        leaves = new long[symbols];
        weights = new long[2 * symbols];
        parents = new int[2 * symbols];
        depths = new int[2 * symbols];
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    void build() {
        Arrays.fill(lengths, 0);
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                leaves[used++] = ((long) counts[symbol] << SYMBOL_BITS) | symbol;
            }
        }
        // Some readers refuse a code of fewer than two symbols: make up what is missing.
        for (int symbol = 0; used < 2; symbol++) {
            if (counts[symbol] == 0) {
                leaves[used++] = (1L << SYMBOL_BITS) | symbol;
            }
        }
        Arrays.sort(leaves, 0, used);
        // Too long a code is rare: flatter weights shorten it, and equal ones end it.
        for (int flattened = 0; !measure(used, flattened); flattened++) {}
        assign();
    }

    /** Two queues, leaves and inner nodes, both in ascending order: the two least are at their heads. */
    private boolean measure(int used, int flattened) {
        for (int i = 0; i < used; i++) {
            weights[i] = Math.max(1, (leaves[i] >>> SYMBOL_BITS) >>> (2 * flattened));
        }
        int leaf = 0;
        int inner = used;
        int nodes = 2 * used - 1;
        for (int node = used; node < nodes; node++) {
            weights[node] = 0;
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = leaf < used && (inner == node || weights[leaf] <= weights[inner]);
                int least = takesLeaf ? leaf++ : inner++;
                weights[node] += weights[least];
                parents[least] = node;
            }
        }
        depths[nodes - 1] = 0;
        for (int node = nodes - 2; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (depths[node] > lengthMax) {
                return false;
            }
        }
        for (int i = 0; i < used; i++) {
            lengths[(int) leaves[i] & ((1 << SYMBOL_BITS) - 1)] = depths[i];
        }
        return true;
    }

    private void assign() {
        int[] next = new int[LENGTH_MAX + 2];
        for (int length : lengths) {
            next[length + 1] += length == 0 ? 0 : 1;
        }
        for (int length = 1; length <= LENGTH_MAX; length++) {
            next[length + 1] += next[length];
            next[length + 1] <<= 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> (32 - length);
        }
    }

    /** What the counted symbols take, without extra bits. */
    long bits() {
        long bits = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            bits += (long) counts[symbol] * lengths[symbol];
        }
        return bits;
    }

    /** One more than the last symbol that has a code. */
    int end() {
        int end = lengths.length;
        while (end > 0 && lengths[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
