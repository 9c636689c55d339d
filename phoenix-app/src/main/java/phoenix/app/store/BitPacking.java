package phoenix.app.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Packs unsigned numbers into as many bits as the largest of each group of {@value #GROUP} needs. First one byte: the width of
 * all groups, or {@link #VARYING} and then a width for each group; then the bits of all numbers without a gap.
 *
 * <p>Reading may load up to {@value #SLACK} bytes past the end of the packed bits, so arrays that are read from must be longer
 * by that much.
 */
final class BitPacking {
    static final int GROUP = 32;
    static final int SLACK = 16;
    private static final int VARYING = 0xFF;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private BitPacking() {}

    /** Bytes that {@link #pack} will write. */
    static long packedSize(long[] numbers, int n) {
        long bits = 0;
        int widest = 0;
        for (int start = 0; start < n; start += GROUP) {
            int end = Math.min(n, start + GROUP);
            int width = width(numbers, start, end);
            widest = Math.max(widest, width);
            bits += (long) width * (end - start);
        }
        return 1 + Math.min(bytes((long) widest * n), groups(n) + bytes(bits));
    }

    static void pack(long[] numbers, int n, ByteSink out) {
        int groups = groups(n);
        var widths = new int[groups];
        int widest = 0;
        long bits = 0;
        for (int g = 0; g < groups; g++) {
            int end = Math.min(n, (g + 1) * GROUP);
            widths[g] = width(numbers, g * GROUP, end);
            widest = Math.max(widest, widths[g]);
            bits += (long) widths[g] * (end - g * GROUP);
        }
        boolean uniform = bytes((long) widest * n) <= groups + bytes(bits);
        out.putByte(uniform ? widest : VARYING);
        for (int g = 0; !uniform && g < groups; g++) {
            out.putByte(widths[g]);
        }
        var writer = new BitWriter(out);
        for (int i = 0; i < n; i++) {
            writer.put(numbers[i], uniform ? widest : widths[i / GROUP]);
        }
        writer.finish();
    }

    static void unpack(ByteSource in, long[] numbers, int n) throws DamagedException {
        int first = in.getByte();
        if (first != VARYING) {
            requireWidth(first);
            long bitPosition = 8L * in.position();
            in.skip(bytes((long) first * n));
            unpackRun(in.array(), bitPosition, first, numbers, 0, n);
            return;
        }
        int widthsAt = in.position();
        in.skip(groups(n));
        var bytes = in.array();
        long bits = 0;
        for (int g = 0; g * GROUP < n; g++) {
            int width = bytes[widthsAt + g];
            requireWidth(width);
            bits += (long) width * (Math.min(n, (g + 1) * GROUP) - g * GROUP);
        }
        long bitPosition = 8L * in.position();
        in.skip(bytes(bits));
        for (int g = 0; g * GROUP < n; g++) {
            int end = Math.min(n, (g + 1) * GROUP);
            int width = bytes[widthsAt + g];
            unpackRun(bytes, bitPosition, width, numbers, g * GROUP, end);
            bitPosition += (long) width * (end - g * GROUP);
        }
    }

    private static void unpackRun(byte[] bytes, long bitStart, int width, long[] numbers, int from, int to) {
        if (width == 0) {
            Arrays.fill(numbers, from, to, 0);
            return;
        }
        long mask = -1L >>> (64 - width);
        long bit = bitStart;
        if (width <= 57) {
            for (int i = from; i < to; i++, bit += width) {
                numbers[i] = ((long) LONG.get(bytes, (int) (bit >>> 3)) >>> (bit & 7)) & mask;
            }
            return;
        }
        for (int i = from; i < to; i++, bit += width) {
            int at = (int) (bit >>> 3);
            int shift = (int) (bit & 7);
            long low = (long) LONG.get(bytes, at) >>> shift;
            // Shifting by 64 would be shifting by 0, so the high part goes up in two steps.
            long high = ((long) LONG.get(bytes, at + 8) << 1) << (63 - shift);
            numbers[i] = (low | high) & mask;
        }
    }

    private static void requireWidth(int width) throws DamagedException {
        if (width < 0 || width > 64) {
            throw new DamagedException("a width of " + width + " bits");
        }
    }

    private static int width(long[] numbers, int from, int to) {
        long all = 0;
        for (int i = from; i < to; i++) {
            all |= numbers[i];
        }
        return 64 - Long.numberOfLeadingZeros(all);
    }

    private static int groups(int n) {
        return (n + GROUP - 1) / GROUP;
    }

    private static long bytes(long bits) {
        return (bits + 7) >>> 3;
    }

    /** Puts bits one after the other, lowest first. */
    private static final class BitWriter {
        private final ByteSink out;
        private long pending;
        private int pendingBits;

        BitWriter(ByteSink out) {
            this.out = out;
        }

        void put(long value, int width) {
            if (width == 0) {
                return;
            }
            pending |= value << pendingBits;
            int total = pendingBits + width;
            if (total >= 64) {
                out.putLong(pending);
                pending = pendingBits == 0 ? 0 : value >>> (64 - pendingBits);
                total -= 64;
            }
            pendingBits = total;
        }

        void finish() {
            for (; pendingBits > 0; pendingBits -= 8, pending >>>= 8) {
                out.putByte((int) pending);
            }
        }
    }
}
