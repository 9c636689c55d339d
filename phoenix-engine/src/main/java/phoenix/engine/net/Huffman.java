package phoenix.engine.net;

import java.io.IOException;

/** Decodes HPACK's Huffman code (RFC 7541, appendix B), which is canonical: the lengths of its codes give the codes. */
final class Huffman {
    /** The length in bits of the code of each byte 0 to 255, as a letter: 'A' is 5. */
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJB"
                    + "KABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
                    + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWV";

    private static final int BITS_MIN = 5;
    private static final int BITS_MAX = 30;

    /** The symbols in the order of their codes. */
    private static final byte[] SYMBOLS = new byte[256];

    /** By length: the first code, and the position of its symbol. */
    private static final int[] FIRST_CODE = new int[BITS_MAX + 2];

    private static final int[] FIRST_SYMBOL = new int[BITS_MAX + 2];

    static {
        int code = 0;
        int position = 0;
        for (int bits = BITS_MIN; bits <= BITS_MAX + 1; bits++) {
            code <<= 1;
            FIRST_CODE[bits] = code;
            FIRST_SYMBOL[bits] = position;
            for (int symbol = 0; symbol < 256; symbol++) {
                if (LENGTHS.charAt(symbol) - 'A' + BITS_MIN == bits) {
                    SYMBOLS[position++] = (byte) symbol;
                    code++;
                }
            }
        }
    }

    private Huffman() {}

    static byte[] decode(byte[] in, int from, int to) throws IOException {
        byte[] out = new byte[(to - from) * 8 / BITS_MIN];
        int length = 0;
        int code = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                code = code << 1 | (in[i] >> bit & 1);
                bits++;
                int count = bits < BITS_MIN ? 0 : FIRST_SYMBOL[bits + 1] - FIRST_SYMBOL[bits];
                int offset = code - FIRST_CODE[bits];
                if (count > 0 && offset >= 0 && offset < count) {
                    out[length++] = SYMBOLS[FIRST_SYMBOL[bits] + offset];
                    code = 0;
                    bits = 0;
                } else if (bits == BITS_MAX) {
                    throw new IOException("HPACK: invalid Huffman code");
                }
            }
        }
        if (bits > 7 || code != (1 << bits) - 1) {
            throw new IOException("HPACK: invalid Huffman padding");
        }
        return java.util.Arrays.copyOf(out, length);
    }
}
