package phoenix.engine.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses whole messages that repeat themselves, as metrics on the wire do, several times faster than zlib's fastest
 * level (figures in docs/benchmarks.md). What it writes is deflate like any other. Matches are looked up by their
 * next eight bytes and, when there is none, by their next five, in tables that remember one place each and are never
 * cleared between messages: the idea of zstd's "dfast".
 *
 * <p>Keeps about 300 kB of tables and a buffer from message to message, so keep one for each worker. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951: DEFLATE</a>
 */
public final class FastDeflater {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TABLE_BITS = 14;
    private static final int DISTANCE_MAX = 1 << 15;
    private static final long PRIME_8 = 0xCF1BBCDCB7A56463L;
    private static final long PRIME_5 = 889523592379L;
    private static final long FIVE_BYTES = 0xFF_FFFF_FFFFL;
    /** Behind so many bytes without a match every other place is passed over, then two of three, and so on. */
    private static final int PATIENCE_BITS = 6;

    private static final int BUFFER_KEPT_MAX = 1 << 20;

    private final int[] longs = new int[1 << TABLE_BITS];
    private final int[] shorts = new int[1 << TABLE_BITS];
    private final Block block = new Block();
    private BitSink out = new BitSink();

    /** Added to positions in the tables, so that those of earlier messages are below zero. */
    private int base = 1;

    private byte[] in = new byte[0];
    private int end;
    private int blockStart;
    private int anchor;

    /**
     * Compresses a part of an array as a complete deflate stream.
     *
     * @param bytesBefore zero bytes before the stream in what is returned, for a header
     * @param bytesAfter zero bytes behind it, for a trailer
     */
    public byte[] deflate(byte[] data, int offset, int length, int bytesBefore, int bytesAfter) {
        if (base > Integer.MAX_VALUE - data.length) {
            Arrays.fill(longs, 0);
            Arrays.fill(shorts, 0);
            base = 1;
        }
        in = data;
        end = offset + length;
        blockStart = offset;
        anchor = offset;
        out.reset(bytesBefore);
        block.clear();
        search(offset);
        block.write(out, in, blockStart, anchor, end, true);
        out.align();
        base += data.length;
        in = new byte[0];
        byte[] result = out.toByteArray(bytesAfter);
        Arrays.fill(result, 0, bytesBefore, (byte) 0);
        if (out.capacity() > BUFFER_KEPT_MAX) {
            out = new BitSink();
        }
        return result;
    }

    private void search(int start) {
        byte[] data = in;
        int[] longTable = longs;
        int[] shortTable = shorts;
        int shift = base;
        int at = start;
        int last = end - 8;
        while (at <= last) {
            long here = (long) LONG.get(data, at);
            int longPlace = (int) ((here * PRIME_8) >>> (64 - TABLE_BITS));
            int shortPlace = (int) (((here << 24) * PRIME_5) >>> (64 - TABLE_BITS));
            int nearest = Math.max(start, at - DISTANCE_MAX);
            int candidate = longTable[longPlace] - shift;
            int shortCandidate = shortTable[shortPlace] - shift;
            longTable[longPlace] = at + shift;
            shortTable[shortPlace] = at + shift;
            if (candidate < nearest || (long) LONG.get(data, candidate) != here) {
                candidate = shortCandidate;
                if (candidate < nearest || (((long) LONG.get(data, candidate) ^ here) & FIVE_BYTES) != 0) {
                    at += 1 + ((at - anchor) >>> PATIENCE_BITS);
                    continue;
                }
            }
            at = match(at, candidate, start);
        }
    }

    /** Stretches a match both ways and adds it; returns where it ends. */
    private int match(int at, int candidate, int start) {
        int from = at;
        int distance = at - candidate;
        while (from > anchor && from - distance > start && in[from - 1] == in[from - distance - 1]) {
            from--;
        }
        int to = stretch(at, candidate);
        if (block.isFull(from - blockStart)) {
            block.write(out, in, blockStart, anchor, from, false);
            block.clear();
            blockStart = from;
            anchor = from;
        }
        int rest = to - from;
        while (rest > 0) {
            int most = rest - Block.MATCH_MAX;
            int length = most <= 0 ? rest : most < Block.MATCH_MIN ? rest - Block.MATCH_MIN : Block.MATCH_MAX;
            if (block.isFull(from - blockStart)) {
                block.write(out, in, blockStart, anchor, from, false);
                block.clear();
                blockStart = from;
            }
            block.add(in, anchor, from, length, distance);
            from += length;
            anchor = from;
            rest -= length;
        }
        remember(to - 2);
        return to;
    }

    /** A place inside the match, so that what goes on behind it is found next time. */
    private void remember(int at) {
        if (at <= end - 8) {
            long here = longAt(at);
            longs[(int) ((here * PRIME_8) >>> (64 - TABLE_BITS))] = at + base;
            shorts[(int) (((here << 24) * PRIME_5) >>> (64 - TABLE_BITS))] = at + base;
        }
    }

    private int stretch(int at, int candidate) {
        int to = at + 5;
        int other = candidate + 5;
        while (to <= end - 8) {
            long difference = longAt(to) ^ longAt(other);
            if (difference != 0) {
                return to + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            to += 8;
            other += 8;
        }
        while (to < end && in[to] == in[other]) {
            to++;
            other++;
        }
        return to;
    }

    private long longAt(int at) {
        return (long) LONG.get(in, at);
    }
}
